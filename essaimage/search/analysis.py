"""French words as searches compare them: the same analysis for what is written and what is typed."""

import re
from functools import lru_cache
from threading import Lock

import snowballstemmer

from essaimage.common.typography import without_accents

# Where a word was found says how much a sheet is about it.
TITLE, SUMMARY, BODY = 9, 4, 1

_STEMMER = snowballstemmer.stemmer("french")
_STEMMING = Lock()  # the stemmer keeps the word it works on: one thread at a time
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)")
_WORD = re.compile(r"[0-9a-z]+")
STOP_WORDS = frozenset(
    {"a", "au", "aux", "avec", "ce", "ces", "d", "dans", "de", "des", "du", "en", "est", "et", "l"}
    | {"la", "le", "les", "leur", "ma", "mes", "mon", "nos", "notre", "ou", "par", "pour", "que"}
    | {"qui", "sa", "se", "ses", "son", "sont", "sur", "un", "une", "vos", "votre"}
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case word without accents: « implantations » and « implanter » share one."""
    singular = word[:-1] if len(word) > 3 and word[-1] in "sx" else word
    with _STEMMING:
        return _STEMMER.stemWord(singular)


def plain_words(text: str) -> list[str]:
    """Return the words of ``text``: lower case, no accents, elisions cut (« l’État » gives « etat »)."""
    lowered = without_accents(text).lower().replace("’", "'")
    return _WORD.findall(_ELISION.sub("", lowered))


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """Return the stems of ``text``, acronyms and figures included, stop words left out."""
    return frozenset(stem(word) for word in plain_words(text) if word not in STOP_WORDS)


@lru_cache(maxsize=20_000)
def _known_words(text: str) -> frozenset[str]:
    return frozenset(plain_words(text))


def score(query: str, parts: tuple[tuple[int, str], ...]) -> int:
    """Return how well ``parts`` answer ``query``: 0 when one of its words is nowhere.

    ``parts`` are (weight, text), the heaviest first. Each word counts the weight of the first part
    that holds it; the last one may be the beginning of a word, as it is while one types.
    """
    words = plain_words(query)
    wanted = [word for word in words if word not in STOP_WORDS] or words
    total = 0
    for position, word in enumerate(wanted):
        is_last = position == len(wanted) - 1
        weight = next(
            (weight for weight, text in parts if _holds(text, word, as_prefix=is_last)), 0
        )
        if not weight:
            return 0
        total += weight
    return total


def _holds(text: str, word: str, *, as_prefix: bool) -> bool:
    if stem(word) in stems(text) or word in _known_words(text):
        return True
    return (
        as_prefix and len(word) > 1 and any(known.startswith(word) for known in _known_words(text))
    )
