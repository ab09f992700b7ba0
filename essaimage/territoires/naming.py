"""Names of places as searches compare them: « St-Étienne-s/ Loire » and « saint etienne sur loire » meet.

Pure. A name becomes a list of plain words: lower case, no accents, no hyphens nor apostrophes,
« st », « ste » and « s/ » said in full.
"""

import re
from functools import lru_cache

from essaimage.common.typography import without_accents

LONGEST_QUERY = 80  # letters; the longest name of a commune has 45
ARTICLES = frozenset({"le", "la", "les", "l"})
# Words that say nothing when a name is looked for by its words in any order.
SMALL_WORDS = ARTICLES | {
    "a",
    "au",
    "aux",
    "d",
    "de",
    "des",
    "du",
    "en",
    "et",
    "sous",
    "sur",
    "lès",
}
_ABBREVIATIONS = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "s/": "sur",
    "ss/": "sous",
    "s/s": "sous",
    "ss": "sous",
    "mt": "mont",
    "chx": "chateaux",
    "arr": "arrondissement",
    "ardt": "arrondissement",
}
_WORD = re.compile(r"ss?/s?|[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the plain words of a name, nothing said in full: ``["st", "etienne"]``."""
    plain = without_accents(text.lower().replace("œ", "oe").replace("æ", "ae"))
    return _WORD.findall(plain)


def in_full(words: list[str]) -> list[str]:
    """Return the words with abbreviations said in full: « s/ » is « sur », « st » is « saint »."""
    return [_ABBREVIATIONS.get(word, word) for word in words]


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """Return what names are compared by: « saint etienne du rouvray »."""
    return " ".join(in_full(words_of(text)))


def without_article(key: str) -> str:
    """Return the key without the article it begins with: « le mans » → « mans »."""
    first, _, rest = key.partition(" ")
    return rest if rest and first in ARTICLES else key


def of_place(name: str) -> str:
    """Return a name after « de »: « d’Arbignieu », « du Mans », « des Abrets », « de La Rochelle »."""
    for article, joined in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return joined + name.removeprefix(article)
    vowel = without_accents(name[:1].lower()) in set("aeiouy") or name[:1] in "ŒÆ"
    return f"d’{name}" if vowel and name[:2].lower() != "yo" else f"de {name}"


def ordinal(number: int) -> str:
    """Return « 1er » or « 12e »."""
    return "1er" if number == 1 else f"{number}e"
