"""Seeded mutations of papers through the pipeline, and of passages through each recogniser alone: `make fuzz`.

Runs for so many seconds in a guarded worker, so that a hang or a crash of a library costs its one case. Whatever is no
Refusal is printed with its seed, and the case is kept in the folder given, to become a test in tests/hostile/. Every
second case is a paper (PDF, JATS or text), the others are passages of the papers that can be read as text.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.config import load_settings
from pipeline.errors import Refusal
from pipeline.export.rows import json_row
from pipeline.ingest import Located, gather
from pipeline.limits import LimitSettings
from pipeline.model.document import Source
from pipeline.model.mention import Mention
from pipeline.recognise.absence import find_absence
from pipeline.recognise.authors import find_authors
from pipeline.recognise.citations import find_citations
from pipeline.recognise.counts import find_counts
from pipeline.recognise.cut_schedules import find_cut_schedules
from pipeline.recognise.doses import find_doses
from pipeline.recognise.estimates import find_estimates
from pipeline.recognise.grades import find_grades
from pipeline.recognise.ner import name_model
from pipeline.recognise.phases import find_phases
from pipeline.recognise.quantities import figures
from pipeline.recognise.radiotherapy import find_radiotherapy
from pipeline.recognise.recogniser import build
from pipeline.recognise.registry_ids import find_registry_ids
from pipeline.recognise.sample_sizes import find_sample_sizes
from pipeline.recognise.schedules import find_schedules
from pipeline.recognise.statistics import find_statistics
from pipeline.recognise.studies import find_studies
from pipeline.recognise.terms import terms
from pipeline.recognise.timings import find_timings
from pipeline.run.executors import LocalProcesses
from pipeline.run.worker import get_ready, pipeline_of
from pipeline.vocabulary import config_root

Find = Callable[[str], Iterable[Mention]]
TEXT_PIECES = (
    b"\x00", b"\xff\xfe", b"<", b"&amp;", b"&#0;", b"]]>", b"\xe2\x80\xae", b"\xf0\x9d\x9f\x8e", b"(", b"1e999", b"-1",
    b"0/0", b"15 Gy/5 fx", b"NCT00000000", b"100%", b" (95% CI ", b"\xc2\xad", b"\xed\xa0\x80", b"9" * 400, b"\n" * 50,
)  # fmt: skip
PDF_PIECES = (
    b"obj", b"endobj", b"stream", b"endstream", b"<<", b">>", b"[", b"]", b"/Kids", b"/Length 0", b"99999999999", b"-1",
    b"Tj", b"BT", b"ET", b" cm ", b"\x00" * 64,
)  # fmt: skip
LIMITS = LimitSettings(seconds=40, cpu_seconds=30)
PASSAGE = 3000  # characters
REPORT_EVERY = 30  # seconds


@dataclass(frozen=True, slots=True)
class Case:
    """Mutated bytes by their seed: a paper, or a passage where `passage` is set."""

    seed: int
    source: Source
    data: bytes
    passage: bool


def main() -> None:
    """Mutate until the time is up, print what came of it; 1 where anything failed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("papers", type=Path, nargs="+")
    arguments.add_argument("--seconds", type=float, default=120.0)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--keep", type=Path, default=Path("outputs/fuzz"))
    given = arguments.parse_args()
    sources = [s for s in gather(given.papers, load_settings().ingest) if isinstance(s, Located)]
    came: Counter[str] = Counter()
    started = said_at = time.monotonic()
    cases = _cases(sources, given.seed, started + given.seconds)
    for case, result in LocalProcesses(1, LIMITS).run(attempt, cases, _ready):
        said = f"refused: {result.reason}" if isinstance(result, Refusal) else str(result)
        came[said.split("\n")[0]] += 1
        if said.startswith(("bug", "refused: crash", "refused: timeout", "refused: memory")):
            _keep(case, said, given.keep)
        if time.monotonic() - said_at > REPORT_EVERY:
            said_at = time.monotonic()
            print(f"{said_at - started:.0f} s: {came.total()} cases", flush=True)
    for said, count in came.most_common():
        print(f"  {said}: {count}")
    bugs = sum(count for said, count in came.items() if said.startswith(("bug", "refused: crash")))
    print(f"fuzz: {came.total()} cases in {time.monotonic() - started:.0f} s, {bugs} bugs or crashes (to reach: 0)")
    sys.exit(1 if bugs else 0)


def _keep(case: Case, said: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{case.seed}-{case.source.path.replace('/', '_')}").write_bytes(case.data)
    print(f"seed {case.seed}, {'a passage of ' if case.passage else ''}{case.source.path}: {said}", flush=True)


def attempt(case: Case) -> str:
    """What became of the case: "read", a refusal, or the bug that it brought up and where."""
    try:
        if case.passage:
            return _recognised(case.data.decode("utf-8", "replace"))
        return _read(case.source, case.data)
    except (Refusal, MemoryError) as refused:
        return f"refused: {getattr(refused, 'reason', 'memory')}"
    except Exception as bug:
        trace, last = bug.__traceback__, None
        while trace is not None:
            trace, last = trace.tb_next, trace
        where = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
        return f"bug: {type(bug).__name__} at {where}\n{bug}"


def _read(source: Source, data: bytes) -> str:
    """The whole pipeline; what it finds must be writable."""
    pipeline = pipeline_of(config_root(None), False)
    document = pipeline.read(source, data)
    pipeline.stored(document).encode("utf-8")
    for finding in pipeline.find(document).findings:
        json.dumps(json_row(finding), ensure_ascii=False, allow_nan=False).encode("utf-8")
    return "paper read"


def _recognised(text: str) -> str:
    """Each recogniser alone; every mention must be the slice of the text that it names."""
    for name, find in _recognisers().items():
        for mention in find(text):
            if text[mention.start : mention.end] != mention.text:
                return f"bug: a mention of {name} is not the text that it names"
    return "passage read"


@cache
def _recognisers() -> dict[str, Find]:
    """The recognisers by name, those that need the figures of the text with these, and all of them together."""
    root, settings = config_root(None), load_settings().recognise
    together = build(root, settings)
    return {
        "registry ids": find_registry_ids,
        "vocabularies": terms(root, settings.similarity).find,
        "names": name_model(root, settings.model).find,
        "citations": find_citations,
        "schedules": find_schedules,
        "cut schedules": lambda text: find_cut_schedules(text, [*find_schedules(text)]),
        "estimates": lambda text: find_estimates(text, figures(text)),
        "statistics": lambda text: find_statistics(text, figures(text)),
        "grades": find_grades,
        "doses": lambda text: find_doses(text, figures(text)),
        "radiotherapy": lambda text: find_radiotherapy(text, figures(text)),
        "timings": lambda text: find_timings(text, figures(text)),
        "phases": find_phases,
        "authors": find_authors,
        "absence": lambda text: [*find_absence(text, False), *find_absence(text, True)],
        "studies": find_studies,
        "counts": lambda text: [*find_counts(text, figures(text), False), *find_counts(text, figures(text), True)],
        "sample sizes": lambda text: find_sample_sizes(text, [*find_counts(text, figures(text), False)]),
        "all together": lambda text: [*together.passage(text).mentions, *together.passage(text, cell=True).mentions],
    }


def _ready() -> None:
    get_ready(config_root(None), False)
    _recognisers()


def _cases(sources: list[Located], seed: int, until: float) -> Iterator[Case]:
    readable = [s for s in sources if s.kind != "pdf"]
    while time.monotonic() < until:
        draw, passage = random.Random(seed), seed % 2 == 1 and bool(readable)
        chosen = draw.choice(readable if passage else sources)
        data = chosen.location.read_bytes()
        if passage:
            at = draw.randrange(max(1, len(data) - PASSAGE))
            data = data[at : at + PASSAGE]
        data = _mutated(data, PDF_PIECES if chosen.kind == "pdf" else TEXT_PIECES, draw)
        yield Case(seed, Source(chosen.doc_id, chosen.path, chosen.kind, chosen.sha256, len(data)), data, passage)
        seed += 1


def _mutated(data: bytes, pieces: tuple[bytes, ...], draw: random.Random) -> bytes:
    """One to thirty changes: a piece put in, bytes left out, doubled or flipped, the end cut off."""
    out = bytearray(data)
    for _ in range(draw.choice((1, 3, 10, 30))):
        at, length = draw.randrange(len(out) + 1), draw.choice((1, 4, 60, 800))
        change = draw.randrange(5)
        if change == 0:
            out[at:at] = draw.choice(pieces)
        elif change == 1:
            del out[at : at + length]
        elif change == 2:
            out[at:at] = out[at : at + length]
        elif change == 3 and at < len(out):
            out[at] ^= 1 << draw.randrange(8)
        elif draw.random() < 0.1:
            del out[at:]
    return bytes(out)


if __name__ == "__main__":
    main()
