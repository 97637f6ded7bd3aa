"""Who was studied, as printed: "patients with recurrent glioblastoma", "HER2-positive NSCLC patients"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.relate.phrases import any_of
from pipeline.relate.sentences import Sentence

_PEOPLE = any_of("patients", "women", "men", "adults", "children", "participants", "subjects", "individuals")
_DISEASE = any_of(
    r"[a-z-]*cancers?", r"leuka?emias?",
    r"[a-z]*blastomas?", r"[a-z]*tumou?rs?", "neoplasms?",
    "malignanc(?:y|ies)", r"[a-z-]{3,}(?<!hemat)(?<!haemat)(?<!glauc)(?<!granul)(?<!gen)omas?",
    r"[a-z-]*metasta(?:sis|ses)", "myelodysplasia",
)  # fmt: skip
_SHORT = r"[A-Z][A-Za-z0-9]*[A-Z]{2,}[A-Za-z0-9]*"  # NSCLC, mCRPC begins small and is no such name
_IS_DISEASE = re.compile(rf"\b{_DISEASE}\b", re.I)
_ENDS_IN_DISEASE = re.compile(rf"\b(?:{_DISEASE}|{_SHORT})(?:\s(?:in situ|patients|with [a-z]+ metastases))?\s*$")
_IS_SHORT = re.compile(rf"(?<![\w-]){_SHORT}\b")
_HAVING = any_of(
    "with", "who (?:had|have|presented with|suffered from)", "suffering from", "diagnosed with", "affected by", "having"
)
_ENDS = re.compile(
    r"[.;:,()\[\]]|\s(?:(?:is|are|was|were|has|have|had|been|being|will|would|could|might|may|can|should|who|whom|which|that|to|by|from|at|"
    r"between|during|after|before|until|on|using|via|through|versus|vs|than|because|when|while|as|into|"
    r"receiv\w+|underwent|undergoing|treated|enrolled|included|randomi[sz]ed|assigned|gave|showed|reported|tested|"
    r"evaluated|compared|achieved|experienced|developed|also|alone|[a-z]+ly|[0-9]\S*)\b"
    r"|with(?! (?:or without )?(?:brain|liver|bone|leptomeningeal|cerebral|spinal|lung|visceral|distant|nodal))"
    r"|(?:in|of|for) (?:an?|the|our|this|these|whom|which|one|two)\b|and (?:an?|the|median|mean|were|was|found)\b)",
    re.I,
)
_WITH_DISEASE = re.compile(rf"\b{_PEOPLE}\s{_HAVING}\s", re.I)
_PREMODIFIED = re.compile(rf"((?:[A-Za-z0-9/+α-ω≥≤–-]+\s){{1,7}}){_PEOPLE}\b", re.I)
_NO_MODIFIER = re.compile(
    r"^(?:.*\b(?:of|in|for|the|all|these|those|with|and|or|among|from|to|by|on|at|our|other|total|included?|enrolled|"
    r"treated|[0-9]+|two|three|four|five|six|seven|eight|nine|ten|[a-z]+(?:teen|ty)(?:-[a-z]+)?|an?|more|most|some|"
    r"randomi[sz]ed|study|trial|followed|up|recruited|evaluated|registered|analy[sz]ed|screened|eligible|evaluable|hundred)\s)",
    re.I,
)
_IN_DISEASE = re.compile(
    r"\b(?:trial|study|analysis|series|therapy|treatment|chemotherapy|radiotherapy|radiation|irradiation|radiosurgery|"
    r"management|protocol|chemoradiotherapy|chemoradiation|immunotherapy|[a-z]+(?:mab|nib|platin|taxel|bine|xate|ide))"
    r"(?:\s[^\s,;:()]+){0,6}?\s(?:in|for|of)\s",
    re.I,
)
_PART = re.compile(
    r"^(?:among|of) the\b|^in the (?:\S+ )?(?:groups?|arms?|cohorts?)\b|"
    r"\b(?:subgroups?|subsets?|subpopulation|exclud\w+|exclusion)\b",
    re.I,
)
_ADJECTIVES = re.compile(r"(?:(?!(?:cohorts?|arms?|groups?|trials?|doses?)\b)[A-Za-z/-]+\s?){1,4}")
NO_DISEASES = frozenset(
    ("USA", "FDA", "EMA", "WHO", "RCT", "RCTs", "ITT", "ECOG", "RECIST", "NCT", "ICU", "MRI", "PET")
)
_FURTHER_IN = re.compile(r"\s(?:for|in)\s", re.I)
_LOOSE_END = re.compile(r"(?:\s(?:and|or|with|in|of|for|not|previously))+$", re.I)
MOST_WORDS, LONGEST = 14, 200


def population_of(sentence: Sentence) -> str:
    """The people that the sentence says were studied, as printed; empty where it names no disease of theirs.

    Sentences about a part of a sample or about who was left out say nothing.
    """
    if _PART.search(sentence.text):
        return ""
    phrases = (_LOOSE_END.sub("", phrase.strip()) for phrase in _phrases(sentence.text))
    return next((phrase for phrase in phrases if _names_disease(sentence, phrase)), "")


def _phrases(text: str) -> Iterator[str]:
    for match in _WITH_DISEASE.finditer(text):
        yield text[match.start() : _end(text, match.end())]
    for match in _PREMODIFIED.finditer(text):
        modifiers = _NO_MODIFIER.sub("", match[1])
        yield text[match.start(1) + len(match[1]) - len(modifiers) : match.end()]
    for match in _IN_DISEASE.finditer(text):
        phrase = _FURTHER_IN.split(text[match.end() : _end(text, match.end())])[-1]
        if _ENDS_IN_DISEASE.search(phrase):
            yield phrase


def _end(text: str, start: int) -> int:
    """Where a noun phrase ends that begins at the offset; a comma ends none that has not named a disease yet."""
    for found in _ENDS.finditer(text, start, min(len(text), start + LONGEST)):
        between = text[start : found.start()]
        named = _IS_DISEASE.search(between) or _IS_SHORT.search(between)
        if found[0] != "," or named or not _ADJECTIVES.fullmatch(between):
            return found.start()
    return len(text)


def _names_disease(sentence: Sentence, phrase: str) -> bool:
    if not phrase or len(phrase.split()) > MOST_WORDS:
        return False
    if _IS_DISEASE.search(phrase):
        return True
    other = {m.text for m in sentence.of_kind("drug", "rt_technique", "outcome", "adverse_event", "study", "number")}
    return any(found[0] not in other | NO_DISEASES for found in _IS_SHORT.finditer(phrase))
