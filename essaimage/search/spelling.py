"""Typing errors: the known words near an unknown one, the likeliest first."""

from collections.abc import Iterator, Mapping
from string import ascii_lowercase
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

if TYPE_CHECKING:
    from .text import TextIndex

_SHORTEST = 4  # letters; three letters are near too many words
_LONG = 7  # letters; from there on, two errors are forgiven
_LONGEST = 40
_LIKELIEST = 20  # words looked at among those of one length


def corrections(
    plain: str, index: "TextIndex", others: Mapping[str, str], most: int = 2
) -> list[str]:
    """Return the words near ``plain`` (lower case, no accents), as a reader would write them.

    ``others``: words known besides those of the corpus, with how to show them. The nearest come first,
    then those with the same first letter, those of titles, the most frequent. ``most``: errors forgiven.
    """
    if not (_SHORTEST <= len(plain) <= _LONGEST and plain.isalpha()):
        return []
    near = dict(_near(plain, index, others, most))

    def likelihood(word: str) -> tuple:
        in_title, count = index.weight(word) if word in index.words else (False, 1)
        return (near[word], word[0] != plain[0], not in_title, -count, word)

    live = [word for word in near if word not in index.words or index.weight(word)[1]]
    return [
        index.words[word].shown if word in index.words else others[word]
        for word in sorted(live, key=likelihood)
    ]


def _near(
    plain: str, index: "TextIndex", others: Mapping[str, str], most: int
) -> Iterator[tuple[str, int]]:
    """Yield the words near ``plain`` and how far they are (letters added, lost, changed, swapped).

    Two errors are forgiven in a long word whose first letter is right; with another first letter, one
    error, so that few words have to be compared.
    """
    most = min(most, 2 if len(plain) >= _LONG else 1)
    for length in range(max(_SHORTEST, len(plain) - most), len(plain) + most + 1):
        words = index.by_shape.get((plain[0], length), ())
        for word, distance, _ in extract(
            plain, words, scorer=OSA.distance, score_cutoff=most, limit=_LIKELIEST
        ):
            yield word, distance
    for word in _with_another_first_letter(plain):
        if word in index.words:
            yield word, 1
    for word in others:
        if abs(len(word) - len(plain)) <= most and word not in index.words:
            distance = OSA.distance(plain, word, score_cutoff=most)
            if distance <= most and (distance < 2 or word[0] == plain[0]):
                yield word, distance


def _with_another_first_letter(plain: str) -> Iterator[str]:
    rest = plain[1:]
    yield rest
    yield rest[0] + plain[0] + rest[1:]
    for letter in ascii_lowercase:
        yield letter + rest
        yield letter + plain
