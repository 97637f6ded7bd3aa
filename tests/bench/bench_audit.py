"""How long an audit of 200 papers with 20,000 findings takes: `make bench-audit`. Prints seconds and peak memory."""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from pipeline.audit.gold import COLUMNS
from pipeline.audit.page import audit_page
from pipeline.audit.report import write_audit
from pipeline.audit.run import audit

DOCUMENTS, ROWS = 200, 100
TERMS = ("anemia", "nausea", "fatigue", "neutrophil count decreased", "platelet count decreased", "vomiting")


def main() -> None:
    """Write tables and gold in which one row in ten differs, audit them, print what it took."""
    draw = random.Random(0)
    with tempfile.TemporaryDirectory() as name:
        outputs, gold = Path(name, "outputs"), Path(name, "gold")
        outputs.mkdir()
        columns = ("doc_id", "kind", "confidence", *COLUMNS["adverse_event"])
        with (outputs / "evidence.csv").open("w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
            table.writeheader()
            for d in range(DOCUMENTS):
                rows = [_row(draw, f"paper-{d}", i) for i in range(ROWS)]
                table.writerows(row | ({"events": "4711"} if draw.random() < 0.1 else {}) for row in rows)
                _write_gold(gold / f"paper-{d}", rows)
        (outputs / "entities.csv").write_text("doc_id,type,canonical,printed,count\n")
        started = time.perf_counter()
        found = audit(outputs, gold)
        write_audit(found, outputs / "audit")
        page = audit_page(found, outputs, "A benchmark.")
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{DOCUMENTS} papers, {DOCUMENTS * ROWS} findings, {len(found.mistakes)} errors, page {len(page) / 1e6:.1f} MB:"
    )
    print(f"{seconds:.1f} s, peak memory {peak:.0f} MB")
    sys.exit(0 if found.scores else 1)


def _row(draw: random.Random, doc_id: str, i: int) -> dict[str, str]:
    events, total = draw.randint(0, 90), 100 + i
    values = {
        "term": draw.choice(TERMS),
        "events": str(events),
        "total": str(total),
        "rate": f"{100 * events / total:.1f}",
    }
    place = {"doc_id": doc_id, "kind": "adverse_event", "study_refs": str(1 + i % 9), "confidence": "0.9"}
    return values | place | {"drugs": "lapatinib", "quote": f"{events} of {total} patients"}


def _write_gold(folder: Path, rows: list[dict[str, str]]) -> None:
    folder.mkdir(parents=True)
    with (folder / "adverse_event.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS["adverse_event"], restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
