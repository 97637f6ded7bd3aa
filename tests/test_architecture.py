"""The shape of the tree: size of files and functions, docstrings, names. Import directions stand in .importlinter."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "pipeline").rglob("*.py"))
PAPER = re.compile(r"\bPMC[0-9]{6,8}\b|\b[a-z]+20[0-9]{2}_[a-z]")


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _functions(path: Path):
    return [n for n in ast.walk(_tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_can_be_read_at_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_function_fits_on_a_screen(path):
    long = {f.name: f.end_lineno - f.lineno + 1 for f in _functions(path) if f.end_lineno - f.lineno + 1 > 50}
    assert not long


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_what_is_public_says_what_comes_back(path):
    public = [n for n in _tree(path).body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name[0] != "_"]
    assert not [n.name for n in public if not ast.get_docstring(n)]
    assert not [n.name for n in public if isinstance(n, ast.FunctionDef) and n.returns is None]


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_rule_knows_a_paper(path):
    assert not PAPER.findall(path.read_text(encoding="utf-8"))


def test_no_drawer_for_everything():
    assert not [p for p in FILES if p.stem in ("utils", "helpers", "misc", "common")]


@pytest.mark.parametrize("path", sorted((ROOT / "configs").rglob("*.csv")), ids=_name)
def test_no_table_knows_a_paper(path):
    assert not PAPER.findall(path.read_text(encoding="utf-8"))
