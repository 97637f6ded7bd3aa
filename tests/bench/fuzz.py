"""Seeded mutations of papers through reader and recognisers: `make fuzz`. Whatever is no Refusal is printed and kept.

Runs for so many seconds in a guarded worker, so that a hang or a crash of a library costs its one case. Each case that
fails is written to the folder given, by seed, to become a test in tests/hostile/.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.config import load_settings
from pipeline.errors import Refusal
from pipeline.ingest import Located, gather
from pipeline.limits import LimitSettings
from pipeline.model.document import Source
from pipeline.run.executors import LocalProcesses
from pipeline.run.worker import get_ready, pipeline_of
from pipeline.vocabulary import config_root

TEXT_PIECES = (
    b"\x00", b"\xff\xfe", b"<", b"&amp;", b"&#0;", b"]]>", b"\xe2\x80\xae", b"\xf0\x9d\x9f\x8e", b"(", b"1e999", b"-1",
    b"0/0", b"15 Gy/5 fx", b"NCT00000000", b"100%", b" (95% CI ", b"\xc2\xad", b"\xed\xa0\x80", b"9" * 400, b"\n" * 50,
)  # fmt: skip
PDF_PIECES = (
    b"obj", b"endobj", b"stream", b"endstream", b"<<", b">>", b"[", b"]", b"/Kids", b"/Length 0", b"99999999999", b"-1",
    b"Tj", b"BT", b"ET", b" cm ", b"\x00" * 64,
)  # fmt: skip
LIMITS = LimitSettings(seconds=40, cpu_seconds=30)


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
    jobs = _jobs(sources, given.seed, time.monotonic() + given.seconds)
    for (seed, source, data), result in LocalProcesses(1, LIMITS).run(attempt, jobs, _ready):
        said = f"refused: {result.reason}" if isinstance(result, Refusal) else str(result)
        came[said.split("\n")[0]] += 1
        if said.startswith(("bug", "refused: crash", "refused: timeout", "refused: memory")):
            given.keep.mkdir(parents=True, exist_ok=True)
            (given.keep / f"{seed}-{source.path.replace('/', '_')}").write_bytes(data)
            print(f"seed {seed}, {source.path}: {said}", flush=True)
    print(f"{came.total()} cases: " + "; ".join(f"{said} {count}" for said, count in came.most_common()))
    sys.exit(1 if any(said.startswith("bug") for said in came) else 0)


def attempt(job: tuple[int, Source, bytes]) -> str:
    """The whole pipeline on one mutated paper: "read", or the bug that it brought up."""
    _, source, data = job
    pipeline = pipeline_of(config_root(None), False)
    try:
        document = pipeline.read(source, data)
        pipeline.stored(document).encode("utf-8")
        pipeline.find(document)
    except (Refusal, MemoryError) as refused:
        return f"refused: {getattr(refused, 'reason', 'memory')}"
    except Exception as bug:
        trace, last = bug.__traceback__, None
        while trace is not None:
            trace, last = trace.tb_next, trace
        where = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
        return f"bug: {type(bug).__name__} at {where}\n{bug}"
    return "read"


def _ready() -> None:
    get_ready(config_root(None), False)


def _jobs(sources: list[Located], seed: int, until: float) -> Iterator[tuple[int, Source, bytes]]:
    while time.monotonic() < until:
        draw = random.Random(seed)
        chosen = draw.choice(sources)
        data = _mutated(chosen.location.read_bytes(), PDF_PIECES if chosen.kind == "pdf" else TEXT_PIECES, draw)
        yield seed, Source(chosen.doc_id, chosen.path, chosen.kind, chosen.sha256, len(data)), data
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
