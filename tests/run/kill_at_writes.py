"""Runs killed around each of their writes: `make kill`. After each kill the run is begun again and must end the same.

A write is what the interpreter itself reports: a file opened to be written, renamed or removed, a folder made or
removed (audit events, PEP 578), a statement that goes into SQLite or comes back from it, and a commit's end. A scene
runs in a forked child, with the models loaded before, which sends itself SIGKILL at its n-th write; a second child goes
on to the end. Nothing is replaced by a stand-in.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from pipeline.registry.refresh import with_versions
from pipeline.registry.snapshot import read_snapshot
from pipeline.registry.table import RegistryTable, save
from pipeline.run import ledger
from pipeline.run.batch import extract
from pipeline.run.compact import compact
from pipeline.run.executors import InProcess
from tests.factories.tiny_pdf import tiny_pdf

SNAPSHOT = Path(__file__).parents[2] / "corpus" / "registry" / "snapshot.csv"
TEXT = """A short review of {name}

Abstract

In the {name} trial (NCT004708{number}), 120 patients received lapatinib 1250 mg once daily. Diarrhea occurred in 12 of
120 patients (10.0%) with lapatinib and in 3 of 118 patients (2.5%) with placebo.
"""
PAGE = "BT /F1 12 Tf 20 100 Td (Trial NCT00470847 enrolled {n} patients.) Tj ET"
CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.symlink")
NEVER_THE_SAME = frozenset(["run.json", "tables.json", "evidence.duckdb", "evidence.xlsx", "lock"])


@dataclass(frozen=True)
class Scene:
    """What is there before (written by `before`), and the work on it that is killed; both are given the folder."""

    name: str
    before: Callable[[Path], object]
    work: Callable[[Path], object]


def _papers(folder: Path, texts: str, pages: str) -> Path:
    shutil.rmtree(folder / "papers", ignore_errors=True)
    (folder / "papers").mkdir(parents=True)
    for name in texts:
        (folder / "papers" / f"{name}.txt").write_text(TEXT.format(name=name.upper() * 4, number=ord(name) % 90 + 10))
    for name in pages:
        (folder / "papers" / f"{name}.pdf").write_bytes(tiny_pdf(PAGE.format(n=ord(name))))
    return folder / "papers"


def _read(folder: Path) -> None:
    extract([folder / "papers"], folder / "out", executor=InProcess())


def _read_and_then_changed(folder: Path) -> None:
    """A finished run, after which a paper was changed, one removed and one added."""
    _papers(folder, "abc", "d")
    _read(folder)
    _papers(folder, "ab", "de")
    (folder / "papers" / "a.txt").write_text(TEXT.format(name="OTHER", number=11))


def _two_runs(folder: Path) -> None:
    for name, texts in (("one", "ab"), ("two", "bc")):
        _papers(folder / name, texts, "d")
        _read(folder / name)


def _some_trials(folder: Path) -> None:
    save(_registry(5), folder / "table")


def _registry(most: int | None) -> RegistryTable:
    versions = list(read_snapshot(SNAPSHOT))
    return with_versions(RegistryTable(), versions[:most])[0]


SCENES = (
    Scene("a first run", lambda folder: _papers(folder, "ab", "d"), _read),
    Scene("a run after changes", _read_and_then_changed, _read),
    Scene("runs merged", _two_runs, lambda f: compact([f / "one" / "out", f / "two" / "out"], f / "merged")),
    Scene("the registry's table", _some_trials, lambda folder: save(_registry(None), folder / "table")),
)


def killed_at_writes(scene: Scene, base: Path, every: int = 1) -> Iterator[tuple[int, str]]:
    """Kill the scene at its 1st, (1 + `every`)th … write; for each the number and what was wrong, empty for nothing."""
    in_child(lambda: scene.before(base / "before"))
    expected = _undisturbed(scene, base)
    for number in count(1, every):
        folder = base / str(number)
        shutil.copytree(base / "before", folder, symlinks=True)
        if not in_child(lambda folder=folder: scene.work(folder), number):
            shutil.rmtree(folder)
            return
        wrong = "" if not in_child(lambda folder=folder: scene.work(folder)) else "it did not end"
        yield number, wrong or difference(expected, files_of(folder))
        shutil.rmtree(folder)


def _undisturbed(scene: Scene, base: Path) -> dict[str, bytes]:
    shutil.copytree(base / "before", base / "undisturbed", symlinks=True)
    in_child(lambda: scene.work(base / "undisturbed"))
    return files_of(base / "undisturbed")


def files_of(folder: Path) -> dict[str, bytes]:
    """All files by their path, but for the ledger's pages and those files whose bytes hold times; those as empty."""
    found = (f for f in sorted(folder.rglob("*")) if f.is_file() and ".sqlite" not in f.name)
    free = NEVER_THE_SAME | {"registry.duckdb"}
    return {str(f.relative_to(folder)): b"" if f.name in free else f.read_bytes() for f in found}


def difference(expected: dict[str, bytes], found: dict[str, bytes]) -> str:
    """The first file that is missing, left over or another, in a few words; empty where all is the same."""
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            return f"{name} is missing"
        if name not in expected:
            return f"{name} is left over"
        if expected[name] != found[name]:
            return f"{name} differs"
    return ""


def in_child(work: Callable[[], object], at: int = 0) -> bool:
    """Do the work in a forked child that kills itself at its `at`-th write (0: never); whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            _kill_at(at)
            work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise AssertionError("the work failed; its traceback stands above")
    return os.WIFSIGNALED(status)


def _kill_at(at: int) -> None:
    """From now on count this process's writes; at the `at`-th it dies."""
    numbers = count(1)

    def write() -> None:
        if next(numbers) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
            write()

    def profiled(frame: FrameType, event: str, argument: Any) -> None:
        if event in ("c_call", "c_return") and isinstance(getattr(argument, "__self__", None), sqlite3.Connection):
            write()
        if event == "return" and frame.f_code is ledger.Ledger.put.__code__:
            write()

    sys.addaudithook(audited)
    sys.setprofile(profiled)


def _get_ready() -> None:
    """Load the models and read the code's version once, before the children are forked."""
    with tempfile.TemporaryDirectory() as folder:
        _papers(Path(folder), "a", "d")
        _read(Path(folder))


def main() -> None:
    """Kill every scene at every write, or at each n-th; print a line a scene, and 1 where anything differs."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1)
    given = arguments.parse_args()
    _get_ready()
    kills = faults = 0
    for scene in SCENES:
        with tempfile.TemporaryDirectory() as base:
            results = []
            for number, wrong in killed_at_writes(scene, Path(base), given.every):
                results.append(wrong)
                if wrong or number % 20 == 1:
                    print(f"{scene.name}, killed at write {number}: {wrong or 'ends the same'}", flush=True)
        kills, faults = kills + len(results), faults + sum(map(bool, results))
        print(f"{scene.name}: {len(results)} kills, {sum(map(bool, results))} of them show", flush=True)
    print(f"kills around writes: {kills}; runs that ended differently: {faults} (to reach: 0)")
    sys.exit(1 if faults or not kills else 0)


if __name__ == "__main__":
    main()
