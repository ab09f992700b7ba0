"""A query put to the words of a collection: what each word typed may be, then which sheets, best first.

Every word must be found, by itself or through a synonym, but those that are said of every sheet of the
collection. A word nobody knows is, in this order: the name of a place (set aside), the beginning of a
word, two words typed as one, a typing error. When few sheets hold every word, those that hold the most
of them follow (``fewer``).
"""

import re
from collections.abc import Callable, Container, Sequence
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from pyroaring import BitMap

from .analysis import Token, normal, tokens
from .fewer import nearest
from .found import FEW, MANY_WORDS, Found, Marks
from .guessing import SHORTEST_ALONE, Guesses, Slot
from .query_places import as_typed, is_common, places_in
from .synonyms import Phrase, Synonyms, keys_typed
from .tiers import Levels, exactly, in_titles, ranked

if TYPE_CHECKING:
    from .text import TextIndex

LONGEST_QUERY = 200  # letters
_MOST_WORDS = 16  # distinct words; those that follow would cost and change nothing
_MOST_NAMED = 2  # sheets that bear a name, for it to be one
# Of the weight of the words: when no sheet holds all, when no sheet holds all of many, when few do.
_HALF, _SOME, _MOST = 1 / 2, 2 / 5, 2 / 3
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+"
)


def cleaned(typed: str) -> str:
    """Return the words typed without control characters, cut at ``LONGEST_QUERY``, after a word."""
    words = " ".join(_CONTROL.sub(" ", normal(typed[: LONGEST_QUERY * 4])).split())
    if len(words) <= LONGEST_QUERY:
        return words
    return (
        words[: words.rfind(" ", 1, LONGEST_QUERY + 1)]
        if " " in words[1:LONGEST_QUERY]
        else words[:LONGEST_QUERY]
    )


class Query:
    """One search. Made, used once, dropped. ``said_of_all``: words that any sheet might bear."""

    def __init__(
        self,
        index: "TextIndex",
        synonyms: Synonyms,
        places: Container[str],
        said_of_all: Container[str],
        elsewhere: Callable[[Token], bool],
    ) -> None:
        self.index = index
        self.rules = (synonyms, index.acronyms)
        self.synonyms = synonyms
        self.places = places
        self.said_of_all = said_of_all
        self.words = ""
        self.phrases: set[tuple[str, ...]] = set()
        self.guesses = Guesses(index, synonyms, elsewhere)

    def found(self, typed: str, *, typing: bool = False) -> Found:
        """Return what answers ``typed``."""
        words = self.words = cleaned(typed)
        every = [token for token in tokens(words) if not token.is_compound]
        slots = self._slots(every, typing=typing)
        if not slots:
            return Found(words=words)
        set_aside = self._set_aside_unknown(slots, every, typing=typing)
        kept = [slot for slot in slots if slot.token not in set_aside]
        for slot in kept:
            if slot.is_unknown and not (slot.token.is_apart or slot.is_weak):
                self.guesses.guess(slot, words, is_alone=len(slots) == 1, typing=typing)
            elif typing or self._is_written(slot) or self.guesses.put_right(slot):
                continue
            elif slot.is_last:
                # « franch » has the stem of « franche »: it may as well be the beginning of « franchise ».
                self.guesses.begin(slot, SHORTEST_ALONE)
        self._extend(kept)
        needed = [slot for slot in kept if not self._is_said_of_all(slot)] or kept
        is_known = not any(slot.is_unknown and not slot.is_weak for slot in needed)
        tiers, named = self._tiers(needed) if is_known else ((), BitMap())
        if kept and is_known and not tiers:
            tiers, more = self._with_fewer(needed, every)
            set_aside |= more
        whole = BitMap.union(*tiers) if tiers else BitMap()
        nearby, more = ((), set()) if typing else self._nearby(needed, every, whole)
        set_aside |= more
        partial = BitMap.union(*nearby) if nearby else BitMap()
        ids = whole | partial
        return Found(
            ids=ids,
            tiers=(*tiers, *nearby),
            named=named,
            partial=partial,
            left_out=self._left_out(needed, ids, set_aside) if partial else (),
            asked=sum(not slot.is_weak for slot in needed),
            marks=self._marks(),
            corrected=self.guesses.respelt(words) if ids else "",
            set_aside=as_typed(words, every, set_aside),
            words=words,
        )

    def _marks(self) -> Marks:
        guesses = self.guesses
        beginnings = tuple(guesses.beginnings)
        return Marks(frozenset(guesses.keys), frozenset(self.phrases), beginnings)

    def _slots(self, every: list[Token], *, typing: bool) -> list[Slot]:
        """Return the words that count, each once, with what the corpus knows of them."""
        wanted: dict[str, Token] = {}
        for position, token in enumerate(every):
            is_beginning = typing and position == len(every) - 1
            if not token.is_stop or (is_beginning and len(every) == 1):
                wanted.setdefault(token.plain, token)
        slots = []
        for token in list(wanted.values())[:_MOST_WORDS]:
            is_sigle = token.plain in self.synonyms.sigles and token.plain not in self.index.words
            keys = () if is_sigle else self.index.keys_of(token)
            is_last = token.plain == every[-1].plain
            slots.append(Slot(token, keys, is_last, is_unknown=not keys))
            if typing and is_last:
                self.guesses.while_typing(slots[-1])
        typed = [keys_typed(slot.token, slot.keys) for slot in slots]
        for position, slot in enumerate(slots):
            for rules in self.rules:
                for rule in rules.at(typed, position):
                    for covered in slots[position : position + len(rule.phrase)]:
                        covered.is_covered = True
                        covered.is_in_phrase |= len(rule.phrase) > 1
            slot.is_unknown = slot.is_unknown and not slot.is_covered
        slots = [slot for slot in slots if not slot.is_asking] or slots
        self.guesses.glue(slots)
        return slots

    def _is_written(self, slot: Slot) -> bool:
        """Whether a word is known as it was typed."""
        plain = slot.token.plain
        return plain in self.index.words or plain in self.synonyms.sigles

    def _is_said_of_all(self, slot: Slot) -> bool:
        """Whether any sheet might bear a word: « aide » among schemes, but for « aide financière »."""
        return slot.token.plain in self.said_of_all and not slot.is_in_phrase

    def _extend(self, slots: list[Slot]) -> None:
        """Give each word its sheets: those that hold it, those that hold a synonym."""
        for slot in slots:
            if slot.keys:
                slot.direct.append(self.index.posting(slot.keys))
                self.guesses.keys.update(slot.keys)
        typed = [keys_typed(slot.token, slot.keys) for slot in slots]
        for position in range(len(slots)):
            rules = [rule for known in self.rules for rule in known.at(typed, position)]
            longest = max((len(rule.phrase) for rule in rules), default=0)
            for rule in rules:
                if len(rule.phrase) == longest:
                    for phrase in rule.others:
                        self._also(slots[position : position + longest], phrase)

    def _also(self, slots: list[Slot], phrase: Phrase) -> None:
        """Let a synonym stand for the words of ``slots``."""
        choices = [tuple(key for key in keys if key in self.index.postings) for keys in phrase]
        if not all(choices):
            return
        found = [self.index.posting(keys) for keys in choices]
        if len(found) > 1:
            joined = type(found[0])(*(reduce(and_, ids) for ids in zip(*found, strict=True)))
            # Two words far apart in a long text are no phrase; in a title or a summary they are.
            found = [joined if len(phrase) > 2 else joined._replace(every=joined.summary)]
            self.phrases.add(tuple(keys[0] for keys in choices))
        else:
            self.guesses.keys.update(choices[0])
        for slot in slots:
            slot.others.append(found[0])

    def _tiers(self, slots: Sequence[Slot]) -> tuple[tuple[BitMap, ...], BitMap]:
        """Return the sheets that answer all of ``slots``, best first, and those that bear this very name."""
        if not slots:
            return (), BitMap()
        levels = _levels(slots)
        called = self.index.called(slots[0].keys) if len(slots) == 1 else BitMap()
        exact = exactly(levels, called, self.index.lengths.get(len(slots), BitMap()))
        named = exact
        if all(self._is_name(slot) for slot in slots):
            named = exact | in_titles(levels)
        return ranked(levels, exact), named if len(named) <= _MOST_NAMED else BitMap()

    def _is_name(self, slot: Slot) -> bool:
        """Whether a word is never written without a capital: « Macif »."""
        known = self.index.words.get(slot.token.plain)
        return known is not None and known.is_name

    def _set_aside_unknown(
        self, slots: list[Slot], every: list[Token], *, typing: bool
    ) -> set[Token]:
        """Return the words of places of which one is unknown to the corpus."""
        unknown = {slot.token.plain for slot in slots if slot.is_unknown}
        aside: set[Token] = set()
        if not unknown or (typing and unknown == {every[-1].plain}):
            return aside
        for run in places_in(self.words, every, self.places):
            if not aside.intersection(run) and unknown.intersection(token.plain for token in run):
                aside.update(run)
        return aside

    def _with_fewer(
        self, slots: list[Slot], every: list[Token]
    ) -> tuple[tuple[BitMap, ...], set[Token]]:
        """Return what answers without the words that say nothing, or the name of a place, and that name."""
        strong = [slot for slot in slots if not slot.is_weak]
        if len(strong) < len(slots) and (tiers := self._tiers(strong)[0]):
            return tiers, set()
        for run in self._places(every):
            kept = _without(strong, run)
            if len(kept) < len(strong) and (tiers := self._tiers(kept)[0]):
                return tiers, set(run)
        return (), set()

    def _places(self, every: list[Token]) -> list[list[Token]]:
        """Return the runs of words that name a place and are no common words."""
        runs = places_in(self.words, every, self.places)
        return [run for run in runs if not is_common(run, self.index)]

    def _nearby(
        self, slots: list[Slot], every: list[Token], whole: BitMap
    ) -> tuple[tuple[BitMap, ...], set[Token]]:
        """Return what holds the most of the words when few sheets hold them all, and the place left out."""
        strong = [slot for slot in slots if not slot.is_weak]
        if len(strong) < 2 or (whole and (len(strong) < MANY_WORDS or len(whole) >= FEW)):
            return (), set()
        run = next((run for run in self._places(every) if _without(strong, run) != strong), [])
        kept = _without(strong, run) if not whole else strong
        share = _MOST if whole else _SOME if len(kept) >= MANY_WORDS else _HALF
        found = nearest(_levels(kept), len(self.index.ids), whole, share)
        return found, set(run) if found and not whole else set()

    def _left_out(self, slots: list[Slot], ids: BitMap, aside: set[Token]) -> tuple[str, ...]:
        """Return the words, as typed, that no sheet of ``ids`` holds."""
        silent = [
            slot.token
            for slot, levels in zip(slots, _levels(slots), strict=True)
            if not (slot.is_weak or levels.other_every.intersect(ids))
        ]
        names = {token.plain for token in aside}
        return tuple(
            self.words[token.start : token.end] for token in silent if token.plain not in names
        )


def _levels(slots: Sequence[Slot]) -> list[Levels]:
    return [Levels.of(slot.direct, slot.others) for slot in slots]


def _without(slots: list[Slot], run: list[Token]) -> list[Slot]:
    """Return ``slots`` without the words of a place."""
    names = {token.plain for token in run}
    return [slot for slot in slots if slot.token.plain not in names]
