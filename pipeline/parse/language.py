"""Which language a text is in, by the share of each language's commonest function words and by its script."""

from __future__ import annotations

import re
from collections import Counter

FUNCTION_WORDS = {
    "en": "the of and to in a is that for with was were as by on are from at this be or an which not have has we",
    "de": "der die das und in zu den von mit ist des im für nicht ein eine als auch es an werden aus bei wurde sind",
    "fr": "le la les de des et en un une du dans est que pour par sur avec au qui sont ont été plus ce cette aux",
    "es": "el la los las de del y en un una que con por para se es al como fue más su entre son no pacientes",
    "it": "il la le di e in un una che con per del della dei nel è sono da al non si come delle alla gli",
    "pt": "o a os as de do da dos das e em um uma que com para por no na foi são ao não se mais",
    "nl": "de het een van en in is dat op te met voor zijn aan door bij werd niet als om ook naar werden",
}
WORDS = {code: frozenset(words.split()) for code, words in FUNCTION_WORDS.items()}
SCRIPTS = {
    "zh": re.compile(r"[\u4e00-\u9fff]"), "ja": re.compile(r"[\u3040-\u30ff]"), "ko": re.compile(r"[\uac00-\ud7af]"),
    "ru": re.compile(r"[\u0400-\u04ff]"), "el": re.compile(r"[\u0370-\u03ff]"), "ar": re.compile(r"[\u0600-\u06ff]"),
}  # fmt: skip
FOREIGN = 0.3  # of the letters: a script with as many is the text's own
LEAST = 0.08  # of the words: fewer function words than this tell nothing
FEWEST = 10  # words, or letters of another script: fewer tell nothing
TOKEN = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The text's language as two small letters (ISO 639-1); empty where the text is too short or odd to tell."""
    tokens = [token.casefold() for token in TOKEN.findall(text)]
    words_alone = " ".join(token for token in tokens if len(token) > 1)  # lone Greek letters are symbols
    for code, script in SCRIPTS.items():
        if len(script.findall(words_alone)) > max(FEWEST, FOREIGN * len(words_alone)):
            return "ja" if code == "zh" and SCRIPTS["ja"].search(text) else code
    if len(tokens) < FEWEST:
        return ""
    counts = Counter(tokens)
    shares = {code: sum(counts[w] for w in words) / max(1, len(tokens)) for code, words in WORDS.items()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= LEAST else ""


def function_words(tokens: list[str]) -> float:
    """The share of the words (in small letters) that are function words of any language known here, 0 to 1."""
    return sum(token in ALL_WORDS for token in tokens) / max(1, len(tokens))


ALL_WORDS = frozenset().union(*WORDS.values())
