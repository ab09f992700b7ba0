"""Texts found again under typing errors: kept by length, then in alphabetical order.

An error is a letter that is missing, wrong or too much, or two letters that changed places.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .columns import Texts

AFTER = "\uffff"  # sorts after every letter


class Spelling:
    """Texts, each with a number, that may be asked for with errors."""

    def __init__(self, texts: Iterable[tuple[str, int]]) -> None:
        by_length: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for pair in texts:
            by_length[len(pair[0])].append(pair)
        self._by_length = {
            length: (Texts(text for text, _ in pairs), array("I", (number for _, number in pairs)))
            for length, pairs in ((length, sorted(pairs)) for length, pairs in by_length.items())
        }

    def near(self, text: str, errors: int) -> dict[int, int]:
        """Return the numbers of what is ``errors`` errors away at most, each with how many.

        The first letter is trusted; when nothing is found with it, an error there is the only one.
        """
        found: dict[int, int] = {}
        for length in range(len(text) - errors, len(text) + errors + 1):
            texts, numbers = self._by_length.get(length, ([], ()))
            start, end = bisect_left(texts, text[:1]), bisect_left(texts, text[:1] + AFTER)
            for position, distance in close_to(text, texts[start:end], errors):
                number = numbers[start + position]
                found[number] = min(distance, found.get(number, distance))
        return found or (self._with_another_beginning(text) if errors else {})

    def _with_another_beginning(self, text: str) -> dict[int, int]:
        """Return what is this text but for its first letter: wrong, missing, too much, or second."""
        guesses = {text[1:], text[1:2] + text[:1] + text[2:]}
        guesses |= {letter + end for letter in ascii_lowercase for end in (text, text[1:])}
        return {number: 1 for guess in guesses for number in self._exactly(guess)}

    def _exactly(self, text: str) -> Iterator[int]:
        texts, numbers = self._by_length.get(len(text), ([], ()))
        position = bisect_left(texts, text)
        while position < len(texts) and texts[position] == text:
            yield numbers[position]
            position += 1


def close_to(text: str, others: list[str], errors: int) -> list[tuple[int, int]]:
    """Return the positions of the texts that are ``errors`` errors away at most, with how many."""
    found = process.extract(text, others, scorer=OSA.distance, score_cutoff=errors, limit=None)
    return [(position, int(distance)) for _, distance, position in found]
