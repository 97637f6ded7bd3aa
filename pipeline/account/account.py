"""The one verb of this room: document, mentions and findings in, an account of every printed numeral out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline.account.numerals import Numeral, numerals
from pipeline.account.reasons import load_cues, reason_of
from pipeline.account.uses import uses_of
from pipeline.model.account import LONGEST_CONTEXT, Account
from pipeline.model.document import Document
from pipeline.model.finding import Finding
from pipeline.model.mention import Recognised

LEAST = 0.5  # percent: smaller shares are summed up


def account(
    document: Document,
    recognised: Recognised,
    contexts: dict[int, str],
    findings: Iterable[Finding],
    root: Path | None = None,
) -> tuple[Account, ...]:
    """One account for each numeral of the text, the captions and the cells, in the order of `numerals`.

    `contexts` tells why a mention's number is no result (by its offset in the linear text). A finding that is flagged
    as left out of the table gives the reason of its flag.
    """
    findings = tuple(findings)
    written = uses_of(f for f in findings if not f.left_out)
    hidden = uses_of(f for f in findings if f.left_out)
    cues = load_cues(root)
    out = []
    for numeral in numerals(document, recognised):
        if (finding := written.of(numeral)) is not None:
            out.append(_account(numeral, finding_id=finding.finding_id))
        elif (finding := hidden.of(numeral)) is not None:
            out.append(_account(numeral, reason=finding.left_out))
        else:
            reason, of = reason_of(numeral, contexts, cues)
            out.append(_account(numeral, reason=reason, of=of))
    return tuple(out)


def shares(reasons: Iterable[str]) -> str:
    """Whole percentages of the reasons ("" counts as `finding`), most frequent first: `finding 41%;citation 20%;…`.

    What is less than half a percent each stands together as `other`; empty where there is no number.
    """
    counts = Counter(reason or "finding" for reason in reasons)
    percent = {reason: 100 * n / counts.total() for reason, n in sorted(counts.items())}
    said = sorted(((p, reason) for reason, p in percent.items() if p >= LEAST), key=lambda s: (-s[0], s[1]))
    other = sum(p for p in percent.values() if p < LEAST)
    return ";".join(f"{reason} {p:.0f}%" for p, reason in [*said, (other, "other")] if p >= LEAST)


def _account(numeral: Numeral, *, finding_id: str = "", reason: str = "", of: str = "") -> Account:
    kinds = dict.fromkeys(m.kind for m in numeral.mentions)
    first = max(0, min(numeral.start - LONGEST_CONTEXT // 2, len(numeral.text) - LONGEST_CONTEXT))
    context = " ".join(numeral.text[first : first + LONGEST_CONTEXT].split())
    return Account(numeral.place, numeral.page, numeral.printed, ";".join(kinds), finding_id, reason, of, context)
