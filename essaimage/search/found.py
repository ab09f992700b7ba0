"""What a search gives: the sheets, best first, what to mark in them, what to say of the words typed."""

from dataclasses import dataclass, field

from pyroaring import BitMap


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

    ``corrected``: the words that were searched, when they are not those typed (« résultats pour … »).
    ``set_aside``: names of places, as typed, that no sheet holds with the other words.
    ``words``: the words typed, cleaned.
    """

    ids: BitMap = field(default_factory=BitMap)
    tiers: tuple[BitMap, ...] = ()
    marks: Marks = Marks()
    corrected: str = ""
    set_aside: tuple[str, ...] = ()
    words: str = ""
