"""Named parts of the regexes of this room: what people are called, how events are said to occur and arms compared.

Every part is one alternative of fixed words: linear, in any case (the users compile with re.IGNORECASE).
"""

from __future__ import annotations


def any_of(*parts: str) -> str:
    """An alternative of regex fragments."""
    return f"(?:{'|'.join(parts)})"


PEOPLE = any_of(
    "patients?", "participants?", "subjects", "women", "men", "cases?", "individuals", "persons?", "those", "them"
)
VERSUS = any_of(
    r"versus",
    r"vs?\.?",
    r"(?:as )?compared (?:with|to)",
    r"(?:as )?against",
    r"than(?: in)?",
    r"whereas",
    r"while",
    r"as opposed to",
)
AND = any_of("and", "or", "but", "&")
HAD = any_of(
    "experienc(?:ed|ing)", "develop(?:ed|ing)", "had", "having", "have", "has", "suffer(?:ed|ing)(?: from)?",
    "report(?:ed|ing)",
    "show(?:ed|ing)", "achiev(?:ed|ing)", "exhibit(?:ed|ing)", "presented(?: with)?", "required", "requiring",
    "underwent",
    "obtained", "attained", "died (?:of|from|due to)", "reached",
    "(?:was|were) diagnosed with", "(?:was|were) affected by", "complained of",
)  # fmt: skip
OCCURRED_VERBS = any_of(
    "occurr(?:ed|ing)", "observed", "reported", "seen", "noted", "found", "detected", "documented", "recorded",
    "developed", "experienced", "reached", "affected", "affecting", "exceed(?:ed|ing)", "var(?:y|ied|ies|ying)",
    "rang(?:ed|es|ing)", "including", "caused", "estimated", "achieved", "obtained", "common", "frequent", "prevalent",
)  # fmt: skip
OCCURRED = any_of(OCCURRED_VERBS, "was", "were", "is", "are", "between", "of", "in", "at", "by", "to", ":")
HOW_OFTEN = any_of(
    "incidences?", "rates?", "risks?", "frequenc(?:y|ies)", "prevalence", "probabilit(?:y|ies)", "proportions?"
)
CASES = any_of("cases?", "events?", "episodes?", "instances?", "occurrences?")
CHANGED = any_of(
    "improv(?:ed|es|ing)", "increas(?:ed|es|ing)", "decreas(?:ed|es|ing)", "reduc(?:ed|es|ing)",
    "declin(?:ed|es|ing)", "fell",
    "rose", "dropped", "extended", "prolonged", "shortened", "lowered", "raised",
)  # fmt: skip
AMOUNTED = any_of(
    "was", "were", "is", "are", "reached", "exceed(?:ed|ing)", "approached", "between", "from", "averaged"
)
PREPOSITION = any_of("in", "of", "by", "at", "to", "with", "for", "than")
COMPARATIVE = any_of(
    "longer", "shorter", "higher", "lower", "better", "worse", "more", "less", "superior", "inferior", "prolonged"
)
