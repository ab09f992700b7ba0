"""Texts found again under typing errors: kept by length, then in alphabetical order.

An error is a letter that is missing, wrong or too much, or two letters that changed places.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

AFTER = "\uffff"  # sorts after every letter


class Spelling:
    """Texts, each with a number, that may be asked for with errors."""

    def __init__(self, texts: Iterable[tuple[str, int]]) -> None:
        by_length: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for pair in texts:
            by_length[len(pair[0])].append(pair)
        self._by_length = {
            length: ([text for text, _ in pairs], array("I", (number for _, number in pairs)))
            for length, pairs in by_length.items()
            if pairs.sort() is None
        }

    def near(self, text: str, errors: int) -> dict[int, int]:
        """Return the numbers of what is ``errors`` errors away at most, each with how many.

        The first letter is trusted; when nothing is found with it, one error is forgiven anywhere.
        """
        return self._near(text, errors, text[:1]) or self._near(text, min(errors, 1), "")

    def _near(self, text: str, errors: int, beginning: str) -> dict[int, int]:
        found: dict[int, int] = {}
        for length in range(len(text) - errors, len(text) + errors + 1):
            texts, numbers = self._by_length.get(length, ([], ()))
            start, end = bisect_left(texts, beginning), bisect_left(texts, beginning + AFTER)
            for position, distance in close_to(text, texts[start:end], errors):
                number = numbers[start + position]
                found[number] = min(distance, found.get(number, distance))
        return found


def close_to(text: str, others: list[str], errors: int) -> list[tuple[int, int]]:
    """Return the positions of the texts that are ``errors`` errors away at most, with how many."""
    found = process.extract(text, others, scorer=OSA.distance, score_cutoff=errors, limit=None)
    return [(position, int(distance)) for _, distance, position in found]
