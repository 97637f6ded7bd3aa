"""One file from source to results: what a worker process does for each job."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import Refusal
from pipeline.export.files import write_jsonl, write_text
from pipeline.export.rows import json_row
from pipeline.ingest import Located
from pipeline.model.document import Document
from pipeline.model.finding import Finding
from pipeline.pages.write import write_pages
from pipeline.run.disk import is_full, is_of
from pipeline.run.layout import Layout
from pipeline.run.ledger import Entry
from pipeline.stages import Pipeline


@dataclass(frozen=True, slots=True)
class Job:
    """A source, where its results go, the keys that they are filed under, and whether its reading can be reused.

    With `reading_only` nothing is looked for in the document.
    """

    source: Located
    out: Path
    configs: Path
    ocr: bool
    read_key: str
    find_key: str
    reading_stands: bool = False
    reading_only: bool = False


@cache
def pipeline_of(configs: Path, ocr: bool) -> Pipeline:
    """The stages with their models loaded, once a process."""
    return Pipeline(configs, ocr=ocr)


def get_ready(configs: Path, ocr: bool) -> None:
    """Load what every paper needs, before the first one's time runs."""
    pipeline_of(configs, ocr).ready()


def work(job: Job) -> Entry:
    """Read the file, find its facts, write its results beside and put them in place; returns its ledger entry.

    A file that cannot be read gives an entry with state `refused`. So does a bug, with reason `crash`: it costs its one
    file, and its traceback is kept in the work folder. MemoryError goes to the caller, who set the limit; so do the
    errors of a full disk and of an output folder that cannot be written to, which are no fault of the file.
    """
    started = time.perf_counter()
    try:
        document, findings = _results(job)
    except Refusal as refusal:
        return refused(job, refusal, time.perf_counter() - started)
    except MemoryError:
        raise
    except Exception as error:
        if is_full(error) or is_of(job.out, error):
            raise
        write_text(Layout(job.out).traceback(job.source.doc_id), traceback.format_exc())
        bug = Refusal("crash", "a bug: please report it with the traceback in .work/crashes")
        return refused(job, bug, time.perf_counter() - started)
    Layout(job.out).traceback(job.source.doc_id).unlink(missing_ok=True)
    lost = [p.number for p in document.pages if p.state not in ("read", "ocr")]
    return Entry(
        doc_id=job.source.doc_id,
        path=job.source.path,
        sha256=job.source.sha256,
        kind=job.source.kind,
        state="partial" if lost or "pages_lost" in document.flags else "read",
        reason=_reason(document, lost),
        title=document.title,
        doi=document.doi,
        year=document.year,
        pages=len(document.pages) or None,
        pages_read=len(document.pages) - len(lost) if document.pages else None,
        chars=document.chars,
        read_key=job.read_key,
        find_key=job.find_key,
        findings=len(findings),
        seconds=time.perf_counter() - started,
        worker=os.getpid(),
    )


def refused(job: Job, refusal: Refusal, seconds: float = 0.0) -> Entry:
    """The entry of a file that is not read."""
    source = job.source
    return Entry(
        doc_id=source.doc_id,
        path=source.path,
        sha256=source.sha256,
        kind=source.kind,
        state="refused",
        reason=refusal.reason,
        message=f"{source.path}: {refusal.advice}",
        read_key=job.read_key,
        find_key=job.find_key,
        seconds=seconds,
    )


def _results(job: Job) -> tuple[Document, Sequence[Finding]]:
    layout = Layout(job.out)
    pipeline = pipeline_of(job.configs, job.ocr)
    data = _bytes_of(job.source)
    document = _stored(layout, job.source, pipeline) if job.reading_stands else None
    if document is None:
        document = pipeline.read(job.source, data)
        write_text(layout.document(job.source.doc_id), pipeline.stored(document))
    if job.reading_only:
        return document, ()
    found = pipeline.find(document)
    _write_pages(layout, document, found.findings, pipeline, data)
    doc_id = document.source.doc_id
    write_jsonl(layout.entities(doc_id), ({"doc_id": doc_id} | asdict(entity) for entity in found.entities))
    write_jsonl(layout.accounts(doc_id), map(asdict, found.accounts))
    write_jsonl(layout.findings(doc_id), map(json_row, found.findings))
    return document, found.findings


def _bytes_of(source: Located) -> bytes:
    """The bytes that the source was known by; Refusal where they are others by now, or gone."""
    try:
        data = source.location.read_bytes()
    except OSError as error:
        raise Refusal("special_file", f"cannot be opened any more ({error.strerror}); run again") from None
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise Refusal("malformed", "its bytes changed while the run went on; run again")
    return data


def _stored(layout: Layout, source: Located, pipeline: Pipeline) -> Document | None:
    """The document as an earlier run read it; None where its file is gone or was written for other bytes."""
    path = layout.document(source.doc_id)
    if not path.exists():
        return None
    document = pipeline.restored(path.read_text(encoding="utf-8"))
    return document if document.source.sha256 == source.sha256 else None


def _write_pages(
    layout: Layout, document: Document, findings: Sequence[Finding], pipeline: Pipeline, data: bytes
) -> None:
    folder = layout.pages(document.source.doc_id)
    beside = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    draw = pipeline.pictures(data, document.pages) if document.pages and findings else None
    write_pages(beside, document, findings, draw)
    shutil.rmtree(folder, ignore_errors=True)
    if beside.exists():
        beside.replace(folder)


def _reason(document: Document, lost: list[int]) -> str:
    if not lost:
        return "pages_lost" if "pages_lost" in document.flags else ""
    kinds = sorted({p.state for p in document.pages if p.number in lost})
    return f"{', '.join(kinds)} on page{'s' if len(lost) > 1 else ''} {', '.join(map(str, lost[:20]))}"
