"""What a reviewer should look at: the flags of a finding in words, with a link where they name another finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.model.finding import Finding
from pipeline.pages.links import page_file
from pipeline.pages.words import fact

CONFLICT = "conflicts_with:"


@dataclass(frozen=True, slots=True)
class Remark:
    """`text` in words; `link` leads from any page of the document to the finding that is meant, empty where none is."""

    text: str
    link: str = ""


def remarks(finding: Finding, others: Mapping[str, Finding]) -> Iterator[Remark]:
    """One remark a flag, in the order of the flags; `others` are the findings of the document by their ids."""
    for flag in finding.flags:
        other = others.get(flag.removeprefix(CONFLICT)) if flag.startswith(CONFLICT) else None
        if other is None:
            yield Remark(flag.replace("_", " ").replace(":", ": "))
        else:
            link = f"{page_file(other.page)}#{other.finding_id}"
            yield Remark(f"conflicts with “{fact(other)}” ({_where(other)})", link)


def _where(finding: Finding) -> str:
    """ "page 2, table 1", "page 3, text", "text"."""
    kind = "text" if finding.table is None else f"table {finding.table}"
    return kind if finding.page is None else f"page {finding.page}, {kind}"
