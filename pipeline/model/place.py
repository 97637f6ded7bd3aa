"""The short way to write where a finding stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def place_text(columns: Mapping[str, Any]) -> str:
    """`p5:t1:r3:c2` for a cell, `p7:1204-1310` for a span of the linear text; no `p…` for inputs without pages.

    `columns` holds `page`, `table`, `row`, `col`, `char_start` and `char_end` of a finding, None where empty.
    """
    page = "" if columns["page"] is None else f"p{columns['page']}:"
    if columns["table"] is not None:
        return f"{page}t{columns['table']}:r{columns['row']}:c{columns['col']}"
    return f"{page}{columns['char_start']}-{columns['char_end']}"
