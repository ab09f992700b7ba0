"""What a search gives: the sheets, best first, what to mark in them, what to say of the words typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyroaring import BitMap

# Answers that hold every word, under which those that hold some follow; words typed from which they do.
FEW, MANY_WORDS = 3, 4
_FEW_OF_ALL = 10  # the same, of all the collections together


@dataclass(frozen=True)
class Marks:
    """What an extract marks: words by their key, phrases by theirs, words that begin so."""

    keys: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()
    beginnings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.keys or self.phrases or self.beginnings)


@dataclass(frozen=True)
class Found:
    """The sheets that answer. ``tiers`` are disjoint, best first, and make ``ids`` together.

    ``named``: those of ``ids`` that bear the very name typed; they come first, even closed.
    ``partial``: those that hold some of the words only. ``left_out``: the words, as typed, that none of
    ``ids`` holds.
    ``corrected``: the words that were searched, when they are not those typed (« résultats pour … »).
    ``set_aside``: names of places, as typed, that no sheet holds with the other words.
    ``words``: the words typed, cleaned.
    """

    ids: BitMap = field(default_factory=BitMap)
    tiers: tuple[BitMap, ...] = ()
    marks: Marks = Marks()
    named: BitMap = field(default_factory=BitMap)
    partial: BitMap = field(default_factory=BitMap)
    left_out: tuple[str, ...] = ()
    asked: int = 0  # words that say something
    corrected: str = ""
    set_aside: tuple[str, ...] = ()
    words: str = ""

    @property
    def whole(self) -> int:
        """How many sheets hold every word."""
        return len(self.ids) - len(self.partial)


def best_answers(asked: Mapping[str, Found]) -> dict[str, Found]:
    """Return what several collections answer as well as the best of them does.

    As typed and whole; else put right and whole; else in part. What answers in part follows the few
    that answer whole.
    """
    said = {name: found for name, found in asked.items() if found.ids}
    whole = {name: found for name, found in said.items() if found.whole and not found.corrected}
    part = {name: found for name, found in said.items() if not (found.whole or found.corrected)}
    if whole:
        is_few = sum(found.whole for found in whole.values()) < _FEW_OF_ALL
        longest = max(found.asked for found in whole.values())
        return whole | part if is_few and longest >= MANY_WORDS else whole
    put_right = {name: found for name, found in said.items() if found.whole}
    return put_right or part or said
