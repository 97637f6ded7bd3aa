"""Annotated text: what a PubTator block becomes, and how names are swapped without moving the others."""

from __future__ import annotations

from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.geometry import Span
from pipeline.recognise.corpus import Annotated, by_sentence, read_pubtator, renamed

BLOCK = """7|t|Mint oil and sneezing.
7|a|Mint oil made cats sneeze. Sneezing fits ended.
7\t0\t8\tMint oil\tChemical\tD1
7\t0\t4\tMint\tChemical\tD2
7\t13\t21\tsneezing\tDisease\tD3
7\tCID\tD1\tD3
"""


def test_a_block_becomes_a_document(tmp_path: Path) -> None:
    """Title and abstract are one text; of nested names the longest stays; relations are no names."""
    path = tmp_path / "corpus.txt"
    path.write_text(BLOCK, encoding="utf-8")
    [document] = read_pubtator(path)
    assert document.text == "Mint oil and sneezing. Mint oil made cats sneeze. Sneezing fits ended."
    assert document.names == ((Span(0, 8), "chemical"), (Span(13, 21), "condition"))


def test_sentences_carry_their_own_names() -> None:
    document = Annotated("Mint helps. Cats sneeze.", ((Span(0, 4), "chemical"), (Span(17, 23), "condition")))
    assert list(by_sentence(document)) == [
        Annotated("Mint helps.", ((Span(0, 4), "chemical"),)),
        Annotated("Cats sneeze.", ((Span(5, 11), "condition"),)),
    ]


@given(st.integers(0, 1000), st.floats(0, 1))
def test_renaming_moves_no_name_off_its_words(seed: int, share: float) -> None:
    """Whatever is swapped, each span still covers one whole name and the words between stay."""
    sentence = Annotated("Menthol caused sneezing.", ((Span(0, 7), "chemical"), (Span(15, 23), "condition")))
    names = {"chemical": ["camphor", "thymol"], "condition": ["cough"]}
    swapped = renamed(sentence, names, share, Random(seed))
    words = [span.of(swapped.text).lower() for span, _ in swapped.names]
    assert words[0] in {"menthol", "camphor", "thymol"}
    assert words[1] in {"sneezing", "cough"}
    assert swapped.text == f"{words[0].capitalize()} caused {words[1]}."
