"""A PDF that was cut off: its catalogue and page tree, which mostly stand at the end, written anew for the pages left.

Which pages there were behind the cut nobody can tell, so a paper read this way is never called whole. Pages inside
compressed object streams (PDF 1.5) are not looked for.
"""

from __future__ import annotations

import re

OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10})[ \t]([0-9]{1,5})[ \t]obj(?![a-z])")
LAST_END = b"endobj"
IS_PAGE = re.compile(rb"/Type\s?/Page(?![A-Za-z])")
HEAD = 4096  # bytes of an object in which its type is looked for
STREAM = b"stream"
MOST_PAGES = 5000


def salvaged(data: bytes) -> bytes:
    """The file up to its last whole object, with a page tree of the pages that stand in it (by their places) and a
    catalogue behind it; empty where no page stands in it.
    """
    whole = data[: data.rfind(LAST_END) + len(LAST_END)] if LAST_END in data else b""
    found = list(OBJECT.finditer(whole))
    pages = dict.fromkeys(o.group(1, 2) for o in found if _is_page(whole[o.end() : o.end() + HEAD]))
    if not pages:
        return b""
    tree = 1 + max(int(o.group(1)) for o in found)
    kids = b" ".join(b"%s %s R" % name for name in list(pages)[:MOST_PAGES])
    return whole + (
        b"\n%d 0 obj\n<< /Type /Pages /Count %d /Kids [%s] >>\nendobj\n" % (tree, min(len(pages), MOST_PAGES), kids)
        + b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (tree + 1, tree)
        + b"trailer\n<< /Root %d 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n" % (tree + 1, tree + 2)
    )


def _is_page(start: bytes) -> bool:
    """Whether the first bytes of an object are a page's; what stands in a stream or in the next object is not its."""
    return IS_PAGE.search(start.split(STREAM)[0].split(LAST_END)[0]) is not None
