"""Sheets that hold the most of the words typed, when few or none hold them all.

A rare word weighs more than a common one: « antenne » tells more of what is looked for than
« association ». The words that weigh the most are enough: beyond, classes of sheets would double
with each word.
"""

from collections.abc import Sequence
from math import log2

from pyroaring import BitMap

from .tiers import Levels, by_points, by_sums

_MOST_WORDS = 6
_NUMBERS = _MOST_WORDS + 1
_ENOUGH = 20  # sheets: what holds less than they do is left out
_MOST_TIERS = 3  # for sheets that hold words of the same weight


def nearest(levels: Sequence[Levels], size: int, but: BitMap, share: float) -> tuple[BitMap, ...]:
    """Return the sheets, ``but`` some, that hold the most of the words of ``levels``, best first.

    ``size``: how many sheets there are. ``share``: what a sheet must hold of the weight of the whole;
    a word that nothing holds weighs as the rarest of the others, and one word is then not enough.
    """
    known = [(_weight(word, size), word) for word in levels if word.other_every]
    weighed = sorted(known, key=lambda pair: -pair[0])[:_MOST_WORDS]
    lost = len(levels) - len(known)
    fewest = 2 if lost else 1
    if len(weighed) < fewest:
        return ()
    least = share * (sum(weight for weight, _ in weighed) + lost * weighed[0][0])
    every = BitMap.union(*(word.other_every for _, word in weighed)) - but
    # What a sheet holds, by weight, then by number, in one sum.
    classes = by_sums(
        every, [((weight * _NUMBERS + 1, word.other_every),) for weight, word in weighed]
    )
    steps = [((2, word.title), (1, word.summary)) for _, word in weighed]
    tiers: list[BitMap] = []
    for held in sorted(classes, reverse=True):
        weight, number = divmod(held, _NUMBERS)
        if weight < least or sum(map(len, tiers)) >= _ENOUGH:
            break
        if number >= fewest:
            tiers += by_points(classes[held], steps, _MOST_TIERS)
    return tuple(tiers)


def _weight(word: Levels, size: int) -> int:
    """Return how much a word tells: one for a word of every sheet, one more each time they are halved."""
    return 1 + round(log2(max(1.0, size / len(word.other_every))))
