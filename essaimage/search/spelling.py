"""Typing errors: the known words near an unknown one, the likeliest first."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

if TYPE_CHECKING:
    from .text import TextIndex

_SHORTEST = 4  # letters; three letters are near too many words
_LONG = 7  # letters; from there on, two errors are forgiven
_LONGEST = 40


def corrections(plain: str, index: "TextIndex", others: Mapping[str, str]) -> list[str]:
    """Return the words near ``plain`` (lower case, no accents), as a reader would write them.

    ``others``: words known besides those of the corpus, with how to show them. The nearest come first,
    then those with the same first letter, those of titles, the most frequent.
    """
    if not (_SHORTEST <= len(plain) <= _LONGEST and plain.isalpha()):
        return []
    most = 2 if len(plain) >= _LONG else 1
    near: dict[str, int] = {}
    for length in range(max(_SHORTEST, len(plain) - most), len(plain) + most + 1):
        for word, distance, _ in extract(
            plain, index.by_length.get(length, ()),
            scorer=OSA.distance, score_cutoff=most, limit=20,
        ):  # fmt: skip
            if _is_near(word, plain, distance):
                near[word] = distance
    for word in others:
        if abs(len(word) - len(plain)) <= most and word not in near:
            distance = OSA.distance(plain, word, score_cutoff=most)
            if distance <= most and _is_near(word, plain, distance):
                near[word] = distance

    def likelihood(word: str) -> tuple:
        in_title, count = index.weight(word) if word in index.words else (False, 1)
        return (near[word], word[0] != plain[0], not in_title, -count, word)

    live = [word for word in near if word not in index.words or index.weight(word)[1]]
    return [
        index.words[word].shown if word in index.words else others[word]
        for word in sorted(live, key=likelihood)
    ]


def _is_near(word: str, plain: str, distance: int) -> bool:
    """Whether a word may be meant: two errors and another first letter make it another word."""
    return distance < 2 or word[0] == plain[0]
