"""Names of studies: acronyms (DESTINY-Breast03, TBCRC 022, RTOG 90-05) and author with year.

An acronym needs the word trial, study or registry beside it, the name of a trial group, or the shape Name-Name03.
Refused: the short list of common abbreviations below and stems under four letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.model.mention import Concept, Mention
from pipeline.recognise.patterns import DASH, GAP, WORD_GAP, one_of

GROUPS = (
    "ABCSG", "ACOSOG", "AGO", "AIO", "ALLIANCE", "ARO", "BIG", "BOOG", "CALGB", "CCTG", "DBCG", "ECOG", "EORTC", "ETOP",
    "GBG", "GEICAM", "GOG", "HOVON", "IBCSG", "IFCT", "JBCRG", "JCOG", "JGOG", "KROG", "NCCTG", "NCIC", "NRG", "NSABP",
    "RTOG", "SAKK", "SOLTI", "SWOG", "TBCRC", "TROG", "UNICANCER", "WJOG", "WSG", "JLGK", "KCSG",
)  # fmt: skip
COMMON = frozenset((
    "ADCS", "ASCO", "ASTRO", "BCBM", "BRCA", "CONSORT", "COVID", "CTCAE", "DLTS", "ECOG", "EGFR", "ESMO", "FSRT",
    "HER2", "ICIS", "IMRT", "KRAS", "NSCLC", "PRISMA", "PROM", "RANO", "RCTS", "RECIST", "SARS", "SBRT", "SCLC",
    "STROBE", "TKIS", "TNBC", "VEGF", "WBRT",
))  # fmt: skip
_NOUN = r"(?:trials?|study|studies|registry|cohorts?|protocol|program(?:me)?|project|analys[ei]s)(?![a-z])"
_STUDY = re.compile(rf"\b{_NOUN}", re.IGNORECASE)
_TAIL = rf"(?:{DASH}(?:[A-Z][A-Za-z]{{0,15}}[0-9]{{0,3}}|[0-9]{{1,4}})){{0,2}}(?:\ [0-9]{{1,3}}(?![0-9%.,]))?"
_BETWEEN = rf"(?:\([^()]{{1,40}}\){GAP})?(?:(?:[a-z]{{4,14}}|phase{WORD_GAP}[Iiv0-9ab/]{{1,6}}){WORD_GAP}){{0,2}}"
_NAMED = re.compile(
    rf"(?<![\w-])(?P<name>[A-Za-z]{{0,9}}[A-Z]{{2,16}}[A-Za-z]{{0,3}}[0-9]{{0,3}}{_TAIL})(?={GAP}{_BETWEEN}{_NOUN})"
)
_SHAPED = re.compile(
    rf"(?<![\w-])(?P<name>[A-Z]{{4,14}}{DASH}(?:[A-Z][a-z]{{2,14}}[- ]?[0-9]{{0,3}}|[0-9]{{1,3}}))(?!\w)"
)
_GROUPED = re.compile(
    rf"(?<![\w-])(?P<name>{one_of(GROUPS)}(?:{DASH}|[ /])(?:[A-Z]{{2,6}}[- ]?)?[A-Z]{{0,3}}-?[0-9]{{2,5}}"
    rf"(?:(?:{DASH}|/)[0-9]{{1,5}})?)(?!\w)"
)
_PARTICLE = r"(?:(?:von|van|de|der|den|di|da|del|la|le|Le|Mac|St\.?|El|Al|Ben|Dos)[ -](?:der |den |la )?)?"
_CAPITAL, _LETTER = "A-ZÀ-ÖØ-Þ", "A-Za-zÀ-ÖØ-öø-ÿ'’"
_SURNAME = rf"{_PARTICLE}[{_CAPITAL}][{_LETTER}]{{1,20}}(?:[-\u2010][{_CAPITAL}][{_LETTER}]{{1,20}})?"
_YEAR = rf"{GAP},?{GAP}[(\[]?(?P<year>(?:19|20)[0-9]{{2}})[a-c]?(?![0-9])"
_AND = rf"{WORD_GAP}(?:and|&){WORD_GAP}"
_AUTHORS = re.compile(
    rf"(?P<name>{_SURNAME})(?:(?:{WORD_GAP}et{WORD_GAP}al\.?(?:['’]s)?|{_AND}(?:colleagues|co-?workers))(?:{_YEAR})?"
    rf"|{_AND}{_SURNAME}{_YEAR.replace('year', 'year2')})"
)


def find_studies(text: str) -> Iterator[Mention]:
    """Acronyms, and authors with the year where printed; the concept's name is the label in agreed form."""
    for pattern, by in ((_GROUPED, "study.group"), (_SHAPED, "study.shape"), (_NAMED, "study.word")):
        for match in pattern.finditer(text):
            name = match["name"]
            if by == "study.group" or _may_name_a_study(name):
                yield Mention.at(
                    text, "study", match.start(), match.start() + len(name), Concept(study_label(name)), by
                )
    for match in _AUTHORS.finditer(text):
        year = match["year"] or match["year2"]
        label = f"{match['name']} {year}" if year else match["name"]
        yield Mention.at(text, "author_year", match.start(), match.end(), Concept(label), "author_year")


def named_studies(texts: Iterable[str], abbreviations: Mapping[str, str]) -> Callable[[str], Iterator[Mention]]:
    """A finder of the acronyms that the texts use as names of studies, wherever they stand without such words.

    What the document defines as a short form of something else is no study.
    """
    named = {m.text for text in texts for m in find_studies(text) if m.kind == "study"}
    names = sorted(n for n in named if n not in abbreviations or _STUDY.search(abbreviations[n]))
    pattern = re.compile(rf"(?<![\w-]){one_of(names)}(?![\w-])") if names else None

    def find(text: str) -> Iterator[Mention]:
        for match in pattern.finditer(text) if pattern else ():
            yield Mention.at(text, "study", match.start(), match.end(), Concept(study_label(match[0])), "study.known")

    return find


def study_label(printed: str) -> str:
    """The acronym in the form of the evidence schema: capitals, plain hyphens, single blanks."""
    return re.sub(r"\s+", " ", re.sub(DASH, "-", printed)).upper()


def _may_name_a_study(printed: str) -> bool:
    stem = re.split(rf"{DASH}| ", printed)[0]
    return len(stem) >= 4 and stem.upper() not in COMMON
