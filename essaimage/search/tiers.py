"""Sheets put in tiers by where they hold the words, with bitmaps only.

Each word gives points: a title more than a summary, a summary more than the rest, a word more than its
synonym; sheets with the same sum share a tier, and the order of the list settles what is left.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

from pyroaring import BitMap

if TYPE_CHECKING:
    from .text import Posting

_MOST_DIRECT = 8  # tiers of sheets that hold every word; the lowest ones are merged
_MOST_OTHERS = 4  # tiers of sheets reached through a synonym


class Levels(NamedTuple):
    """Where a word is held (title; title or summary; anywhere), and where it or a synonym is."""

    title: BitMap
    summary: BitMap
    every: BitMap
    other_title: BitMap
    other_summary: BitMap
    other_every: BitMap

    @classmethod
    def of(cls, direct: Sequence["Posting"], others: Sequence["Posting"]) -> Self:
        """Return the levels of a word from its postings and those of its synonyms."""
        own = _union(direct)
        return cls(*own, *(_union([*direct, *others]) if others else own))


def _union(postings: Sequence["Posting"]) -> tuple[BitMap, BitMap, BitMap]:
    if len(postings) == 1:
        return tuple(postings[0])
    if not postings:
        return (BitMap(), BitMap(), BitMap())
    return tuple(BitMap.union(*ids) for ids in zip(*postings, strict=True))


def exactly(levels: Sequence[Levels], called: BitMap, as_long: BitMap) -> BitMap:
    """Return the sheets named by what was typed: ``called`` so (their sigle), or with no other word.

    ``as_long``: the sheets whose title has as many words: « France services » is not « Vers France
    services ».
    """
    sigle = _all(word.every for word in levels) & called if called else called
    return sigle | (in_titles(levels) & as_long)


def in_titles(levels: Sequence[Levels]) -> BitMap:
    """Return the sheets whose title holds every word."""
    return _all(word.title for word in levels)


def ranked(levels: Sequence[Levels], exact: BitMap) -> tuple[BitMap, ...]:
    """Return the sheets that hold every word, or a synonym of it, in disjoint tiers, best first.

    ``exact``: those of them that come first.
    """
    direct = _all(word.every for word in levels)
    tiers: list[BitMap] = []
    if direct:
        if exact:
            tiers.append(exact)
            direct -= exact
        steps = [((2, word.title), (1, word.summary)) for word in levels]
        tiers += by_points(direct, steps, _MOST_DIRECT)
    if any(word.other_every is not word.every for word in levels):
        others = _all(word.other_every for word in levels).difference(direct, *tiers)
        steps = [
            (
                *((5, word.title), (4, word.summary), (3, word.other_title)),
                *((2, word.every), (1, word.other_summary)),
            )
            for word in levels
        ]
        tiers += by_points(others, steps, _MOST_OTHERS)
    return tuple(tiers)


def _all(sets: Iterable[BitMap]) -> BitMap:
    """Return what is in every set, the smallest first so that it costs least."""
    ordered = sorted(sets, key=len)
    kept = ordered[0].copy()
    for each in ordered[1:]:
        if not kept:
            break
        kept &= each
    return kept


def by_points(
    candidates: BitMap, steps: Sequence[Sequence[tuple[int, BitMap]]], most: int
) -> list[BitMap]:
    """Return ``candidates`` in at most ``most`` tiers, by their sums (see ``by_sums``), best first."""
    sums = by_sums(candidates, steps)
    ordered = [sums[total] for total in sorted(sums, reverse=True)]
    if len(ordered) <= most:
        return ordered
    return [*ordered[: most - 1], BitMap.union(*ordered[most - 1 :])]


def by_sums(candidates: BitMap, steps: Sequence[Sequence[tuple[int, BitMap]]]) -> dict[int, BitMap]:
    """Return ``candidates`` by the sum of the points each step gives (the first set that holds them)."""
    sums = {0: candidates} if candidates else {}
    for step in steps:
        # Small sets meet faster than large ones: only the candidates matter.
        holdings = [(points, holding & candidates) for points, holding in step]
        after: dict[int, BitMap] = {}
        for total, ids in sums.items():
            left = ids
            for points, holding in holdings:
                hit = left & holding
                if hit:
                    _add(after, total + points, hit)
                    left = left - hit
                    if not left:
                        break
            if left:
                _add(after, total, left)
        sums = after
    return sums


def _add(sums: dict[int, BitMap], total: int, ids: BitMap) -> None:
    before = sums.get(total)
    sums[total] = ids if before is None else before | ids
