"""Names of studies: acronyms (DESTINY-Breast03, TBCRC 022, RTOG 90-05) and author with year.

An acronym needs the word trial, study or registry beside it, a trial group and its number, or the shape NAME-Name03.
Refused: Roman numerals, questionnaires, short stems, and the list of common abbreviations below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.model.mention import Concept, Mention
from pipeline.recognise.patterns import DASH, GAP, WORD_GAP, one_of

GROUPS = (
    "ABCSG", "AGO", "AIO", "ALLIANCE", "ARO", "BIG", "CALGB", "CCTG", "DBCG", "EORTC", "ETOP", "GBG", "GEICAM", "HOVON",
    "IBCSG", "IFCT", "JBCRG", "JLGK", "KCSG", "NCIC", "NRG", "NSABP", "SAKK", "SOLTI", "SWOG", "TBCRC", "UNICANCER",
    "WSG",
)  # fmt: skip
COMMON = frozenset((
    "ADCS", "ASCO", "ASTRO", "BCBM", "BRCA", "CONSORT", "COVID", "CTCAE", "DLTS", "ECOG", "EGFR", "ESMO", "FSRT",
    "HER2", "ICIS", "IMRT", "KRAS", "NSCLC", "PRISMA", "PROM", "RANO", "RCTS", "RECIST", "SARS", "SBRT", "SCLC",
    "STROBE", "TKIS", "TNBC", "VEGF", "WBRT",
))  # fmt: skip
_NOUN = r"(?:[Tt]rials?|TRIAL|[Ss]tudy|STUDY|[Ss]tudies|[Rr]egistry|[Pp]rotocol|[Pp]rogram(?:me)?|[Pp]roject)(?![a-z])"
_STUDY = re.compile(rf"\b{_NOUN}")
_TAIL = (
    rf"(?:{DASH}(?:[A-Z][A-Za-z]{{0,15}}[0-9]{{0,3}}|[0-9]{{1,4}})){{0,2}}"
    r"(?:\ (?:[0-9]{2,4}|[A-Z]{3}|I{1,3}|IV)(?!\w|[.,]?[0-9%]))?"
)
_ACRONYM = rf"[A-Za-z]{{0,9}}[A-Z]{{2,16}}[A-Za-z]{{0,3}}[0-9]{{0,6}}{_TAIL}"
_DESCRIBING = rf"(?:[a-z][a-z/-]{{3,40}}|[Pp]hase{WORD_GAP}[Iiv0-9ab/]{{1,6}}){WORD_GAP}"
_OTHERS = rf"(?:(?:,|/|,?{WORD_GAP}(?:and|or)){GAP}{_ACRONYM}){{0,4}}"
_BEFORE_NOUN = re.compile(
    rf"(?<![\w-])(?P<name>{_ACRONYM})(?={_OTHERS}{GAP}(?:\([^()]{{1,40}}\){GAP})?(?:{_DESCRIBING}){{0,3}}{_NOUN})"
)
_AFTER_NOUN = re.compile(rf"\b(?:trial|study){WORD_GAP}\(?(?P<name>[A-Z]{{5,16}}[0-9]{{0,6}}{_TAIL})(?![\w-])")
_SHAPED = re.compile(
    rf"(?<![\w-])(?P<name>[A-Z]{{5,14}}(?:{DASH}[0-9]{{1,3}}|{DASH}[A-Z][a-z]{{2,14}}[- ]?[0-9]{{0,3}}|"
    r"\ [A-Z][a-z]{2,14}\ ?[0-9]{2}))(?!\w)"
)
_GROUPED = re.compile(
    rf"(?<![\w-])(?P<name>(?:{one_of(GROUPS)}|[A-Z]{{2,5}}OG)(?:{DASH}|[ /])?(?:[A-Z]{{2,6}}[- ])?[A-Z]{{0,3}}-?"
    rf"[0-9]{{2,5}}(?:(?:{DASH}|/)[0-9]{{1,5}})?)(?!\w)"
)
_PATTERNS = (
    (_GROUPED, "study.group"), (_SHAPED, "study.shape"), (_AFTER_NOUN, "study.word"), (_BEFORE_NOUN, "study.word"),
)  # fmt: skip
_REFUSED = re.compile(r"(?:I{1,3}|IV)[ab]?|.*\bQL[QU].*|[A-Z]{1,2}[a-z]+")
_PARTICLE = r"(?:(?:von|van|de|der|den|di|da|del|la|le|Le|Mac|St\.?|El|Al|Ben|Dos)[ -](?:der |den |la )?)?"
_CAPITAL, _LETTER = "A-ZÀ-ÖØ-Þ", "A-Za-zÀ-ÖØ-öø-ÿ'’"
_SURNAME = rf"{_PARTICLE}[{_CAPITAL}][{_LETTER}]{{1,20}}(?:[-\u2010][{_CAPITAL}][{_LETTER}]{{1,20}})?"
_YEAR = rf"{GAP},?{GAP}(?P<open>[(\[])?(?P<year>(?:19|20)[0-9]{{2}})[a-c]?(?![0-9])(?(open)[)\]]?)"
_AND = rf"{WORD_GAP}(?:and|&){WORD_GAP}"
_AUTHORS = re.compile(
    rf"(?P<name>{_SURNAME})(?:(?:(?:{WORD_GAP}[A-Z]{{1,3}})?{WORD_GAP}et{WORD_GAP}al\.?(?:['’]s)?|{_AND}(?:colleagues|co-?workers))(?:{_YEAR})?"
    rf"|{_AND}{_SURNAME}{_YEAR.replace('year', 'year2').replace('open', 'open2')})"
)


def find_studies(text: str) -> Iterator[Mention]:
    """Acronyms, and authors with the year where printed; the concept's name is the label in agreed form."""
    for pattern, by in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            if _may_name_a_study(match["name"]):
                yield Mention.at(text, "study", start, end, Concept(study_label(match["name"])), by)
    for match in _AUTHORS.finditer(text):
        year = match["year"] or match["year2"]
        label = f"{match['name']} {year}" if year else match["name"]
        yield Mention.at(text, "author_year", match.start(), match.end(), Concept(label), "author_year")


def named_studies(texts: Iterable[str], abbreviations: Mapping[str, str]) -> Callable[[str], Iterator[Mention]]:
    """A finder of the acronyms that the texts use as names of studies, wherever they stand without such words.

    What the document defines as a short form of something else is no study. Spellings that differ in blanks and
    hyphens alone ("DESTINY Breast 03") get the label of the commonest one.
    """
    printed = Counter(m.text for text in texts for m in find_studies(text) if m.kind == "study")
    names = [n for n in printed if n not in abbreviations or _STUDY.search(abbreviations[n])]
    labels: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (-printed[n], n)):
        labels.setdefault(_letters(name), study_label(name))
    pattern = re.compile(rf"(?<![\w-]){one_of(names)}(?![\w-])") if names else None

    def find(text: str) -> Iterator[Mention]:
        for match in pattern.finditer(text) if pattern else ():
            concept = Concept(labels[_letters(match[0])])
            yield Mention.at(text, "study", match.start(), match.end(), concept, "study.known")

    return find


def study_label(printed: str) -> str:
    """The acronym in the form of the evidence schema: capitals, plain hyphens, single blanks."""
    return re.sub(r"\s+", " ", re.sub(DASH, "-", printed)).upper()


def _letters(name: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", name.upper())


def _may_name_a_study(printed: str) -> bool:
    stem = re.split(rf"{DASH}| ", printed)[0]
    return len(_letters(printed)) >= 4 and stem.upper() not in COMMON and not _REFUSED.fullmatch(printed)
