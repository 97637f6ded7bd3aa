"""Every compiled pattern of the recognisers, found by walking their modules: none can be forgotten."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pipeline.recognise


def compiled_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """`module.NAME` and the pattern, for module-level patterns and those inside tuples, mappings and dataclasses."""
    seen: set[re.Pattern[str]] = set()
    for module in pkgutil.iter_modules(pipeline.recognise.__path__):
        content = vars(importlib.import_module(f"pipeline.recognise.{module.name}"))
        for name, value in content.items():
            for number, pattern in enumerate(_inside(value), 1):
                if pattern not in seen:
                    seen.add(pattern)
                    yield f"{module.name}.{name}" + (f"[{number}]" if number > 1 else ""), pattern


def _inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _inside(item)
    elif isinstance(value, dict):
        yield from _inside([*value.values()])
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _inside([getattr(value, field.name) for field in fields(value)])
