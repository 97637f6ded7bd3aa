"""Is this installation fit to work? Versions, models, readers, disk, limits, and one page read from end to end."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import load_settings
from pipeline.errors import EvidenceError
from pipeline.run.batch import extract
from pipeline.run.executors import InProcess
from pipeline.run.report import versions
from pipeline.vocabulary import config_root

SELF_TEST = """A page to test the installation

Abstract

In the SELFTEST-1 trial, 100 patients received lapatinib 1250 mg once daily. Diarrhea occurred in 12 of 100 patients.
"""
LEAST_DISK_MB = 500
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `state` is `ok`, `absent` (an extra that is not installed) or `fault`."""

    name: str
    state: str
    found: str


def checks(out: Path, configs: Path | None = None) -> Iterator[Check]:
    """The checks, one after the other; `out` is the folder whose disk is looked at."""
    yield Check("python", "ok", platform.python_version())
    for name, version in versions().items():
        yield Check(name, "ok" if version else "fault", version or "not installed")
    yield from _settings(configs)
    for module, use in (
        ("rapidocr", "OCR of scanned pages"),
        ("distributed", "clusters"),
        ("matplotlib", "audit plots"),
    ):
        there = importlib.util.find_spec(module) is not None
        yield Check(use, "ok" if there else "absent", module if there else f"{module} is not installed")
    free = shutil.disk_usage(out if out.exists() else Path()).free // MEGABYTE
    yield Check("disk", "ok" if free >= LEAST_DISK_MB else "fault", f"{free} MB free")
    yield _self_test(configs)


def _settings(configs: Path | None) -> Iterator[Check]:
    try:
        limits = load_settings(configs).limits
        yield Check("settings", "ok", str(config_root(configs) / "pipeline.toml"))
        yield Check("limits a file", "ok", f"{limits.seconds:g} s, {limits.memory_mb} MB")
    except EvidenceError as error:
        yield Check("settings", "fault", str(error))


def _self_test(configs: Path | None) -> Check:
    """Read one page and find the dose and the event that it prints."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.txt")
        page.write_text(SELF_TEST, encoding="utf-8")
        try:
            counts = extract([page], Path(folder, "out"), configs=configs, executor=InProcess()).counts
        except EvidenceError as error:
            return Check("self-test", "fault", str(error))
    found = f"{counts['drug_dose']} dose, {counts['adverse_event']} adverse event found on the test page"
    return Check("self-test", "ok" if (counts["drug_dose"], counts["adverse_event"]) == (1, 1) else "fault", found)
