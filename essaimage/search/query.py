"""A query put to the words of a collection: what each word typed may be, then which sheets, best first.

Every word must be found, by itself or through a synonym. A word nobody knows is, in this order: the name
of a place (set aside), the beginning of a word, two words typed as one, a typing error.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import pairwise
from operator import and_
from typing import TYPE_CHECKING

from pyroaring import BitMap

from .analysis import Token, normal, tokens
from .found import Found, Marks
from .query_places import as_typed, is_common, places_in
from .spelling import corrections
from .synonyms import Phrase, Synonyms, keys_typed
from .tiers import Levels, ranked
from .vocabulary import ASKING_WORDS, WEAK_WORDS

if TYPE_CHECKING:
    from .text import Posting, TextIndex

LONGEST_QUERY = 200  # letters
_MOST_WORDS = 16  # distinct words; those that follow would cost and change nothing
# Letters of a beginning: alone, three are as likely an acronym nobody knows.
_SHORTEST_ALONE, _SHORTEST_AMONG_OTHERS, _SHORTEST_WHILE_TYPING = 4, 3, 2
_SHORTEST_HALF = 6  # letters of half a compound, for it to be put right
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


@dataclass
class Slot:
    """One word of the query and what it may be in the corpus."""

    token: Token
    keys: tuple[str, ...]
    is_last: bool = False
    is_unknown: bool = False
    is_covered: bool = False  # by a synonym
    direct: list["Posting"] = field(default_factory=list)
    others: list["Posting"] = field(default_factory=list)

    @property
    def is_weak(self) -> bool:
        """Whether it says nothing of what is looked for: « je cherche… »."""
        return self.token.plain in WEAK_WORDS


class Query:
    """One search. Made, used once, dropped."""

    def __init__(self, index: "TextIndex", synonyms: Synonyms, places: Container[str]) -> None:
        self.index = index
        self.rules = (synonyms, index.acronyms)
        self.synonyms = synonyms
        self.places = places
        self.words = ""
        self.keys: set[str] = set()
        self.phrases: set[tuple[str, ...]] = set()
        self.beginnings: list[str] = []
        self.corrected: list[tuple[Token, str]] = []

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
                self._guess(slot, is_alone=len(slots) == 1, typing=typing)
            elif slot.is_last and not (typing or slot.token.plain in self.index.words):
                # « franch » has the stem of « franche »: it may as well be the beginning of « franchise ».
                self._begin(slot, _SHORTEST_ALONE)
            if slot.is_unknown and not slot.is_weak:
                return Found(words=words, set_aside=as_typed(words, every, set_aside))
        self._extend(kept)
        tiers = self._tiers(kept)
        if kept and not tiers:
            tiers, more = self._with_fewer(kept, every)
            set_aside |= more
        ids = BitMap.union(*tiers) if tiers else BitMap()
        return Found(
            ids=ids,
            tiers=tiers,
            marks=Marks(frozenset(self.keys), frozenset(self.phrases), tuple(self.beginnings)),
            corrected=self._respelt(words) if ids else "",
            set_aside=as_typed(words, every, set_aside),
            words=words,
        )

    def _slots(self, every: list[Token], *, typing: bool) -> list[Slot]:
        """Return the words that count, each once, with what the corpus knows of them."""
        wanted: dict[str, Token] = {}
        for position, token in enumerate(every):
            is_beginning = typing and position == len(every) - 1
            if not token.is_stop or (is_beginning and len(every) == 1):
                wanted.setdefault(token.plain, token)
        told = {plain: token for plain, token in wanted.items() if plain not in ASKING_WORDS}
        slots = []
        for token in list((told or wanted).values())[:_MOST_WORDS]:
            is_sigle = token.plain in self.synonyms.sigles and token.plain not in self.index.words
            keys = () if is_sigle else self.index.keys_of(token)
            is_last = token.plain == every[-1].plain
            slots.append(Slot(token, keys, is_last, is_unknown=not keys))
            if typing and is_last:
                self._begin(slots[-1], _SHORTEST_WHILE_TYPING)
        typed = [keys_typed(slot.token, slot.keys) for slot in slots]
        for position, slot in enumerate(slots):
            for rules in self.rules:
                for rule in rules.at(typed, position):
                    for covered in slots[position : position + len(rule.phrase)]:
                        covered.is_covered = True
            slot.is_unknown = slot.is_unknown and not slot.is_covered
        self._glue(slots)
        return slots

    def _glue(self, slots: list[Slot]) -> None:
        """Take two words in a row for one of the corpus: « micro crédit » for « microcrédit »."""
        for first, second in pairwise(slots):
            glued = next(tokens(first.token.shown + second.token.shown), None)
            keys = self.index.keys_of(glued) if glued else ()
            if keys:
                for slot in (first, second):
                    slot.direct.append(self.index.posting(keys))
                    slot.is_unknown = False
                self.keys.update(keys)

    def _guess(self, slot: Slot, *, is_alone: bool, typing: bool) -> None:
        """Find what an unknown word may be: a beginning, two words in one, a typing error."""
        shortest = _SHORTEST_ALONE if is_alone else _SHORTEST_AMONG_OTHERS
        if slot.is_last and not typing and self._begin(slot, shortest):
            return
        if self._split(slot):
            return
        if self._is_half(slot.token) and len(slot.token.plain) < _SHORTEST_HALF:
            return
        for shown in corrections(slot.token.plain, self.index, self.synonyms.words):
            token = next(tokens(shown), None)
            if token is not None:
                self.corrected.append((slot.token, shown))
                slot.token = replace(token, start=slot.token.start, end=slot.token.end)
                slot.keys = self.index.keys_of(token)
                slot.is_unknown = False
            return

    def _is_half(self, token: Token) -> bool:
        """Whether a word is tied to another by a sign: « outre-mer » is not « ouvre-mer »."""
        around = self.words[token.end : token.end + 1] + self.words[: token.start][-1:]
        return "-" in around or "‑" in around

    def _begin(self, slot: Slot, shortest: int) -> bool:
        """Take a word for the beginning of others; return whether there are any."""
        plain = slot.token.plain
        if len(plain) < shortest:
            return False
        words = self.index.prefixed(plain)
        keys = {key for word in words for key in self.index.words[word].keys}
        slot.keys = tuple(sorted(keys & self.index.postings.keys() | set(slot.keys)))
        if slot.keys:
            slot.is_unknown = False
            self.beginnings.append(plain)
        return bool(slot.keys)

    def _split(self, slot: Slot) -> bool:
        """Take an unknown word for two words of the corpus that some sheet holds together."""
        plain, known = slot.token.plain, self.index.words
        best: Posting | None = None
        for cut in range(3, len(plain) - 2):
            if plain[:cut] in known and plain[cut:] in known:
                halves = [
                    self.index.posting(known[half].keys) for half in (plain[:cut], plain[cut:])
                ]
                both = type(halves[0])(*(one & other for one, other in zip(*halves, strict=True)))
                if both.every and (best is None or len(both.every) > len(best.every)):
                    best = both
                    marked = {*known[plain[:cut]].keys, *known[plain[cut:]].keys}
        if best is None:
            return False
        slot.direct.append(best)
        slot.is_unknown = False
        self.keys |= marked
        return True

    def _extend(self, slots: list[Slot]) -> None:
        """Give each word its sheets: those that hold it, those that hold a synonym."""
        for slot in slots:
            if slot.keys:
                slot.direct.append(self.index.posting(slot.keys))
                self.keys.update(slot.keys)
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
            self.keys.update(choices[0])
        for slot in slots:
            slot.others.append(found[0])

    def _tiers(self, slots: list[Slot]) -> tuple[BitMap, ...]:
        """Return the sheets that answer all of ``slots``, best first."""
        if not slots:
            return ()
        levels = [Levels.of(slot.direct, slot.others) for slot in slots]
        called = self.index.called(slots[0].keys) if len(slots) == 1 else BitMap()
        return ranked(levels, called, self.index.lengths.get(len(slots), BitMap()))

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
        if len(strong) < len(slots) and (tiers := self._tiers(strong)):
            return tiers, set()
        for run in places_in(self.words, every, self.places):
            names = {token.plain for token in run} if not is_common(run, self.index) else set()
            kept = [slot for slot in strong if slot.token.plain not in names]
            if len(kept) < len(strong) and (tiers := self._tiers(kept)):
                return tiers, set(run)
        return (), set()

    def _respelt(self, words: str) -> str:
        """Return the words searched, those that were corrected in place of those typed."""
        if not self.corrected:
            return ""
        respelt = words
        for token, shown in sorted(self.corrected, key=lambda pair: -pair[0].start):
            respelt = respelt[: token.start] + shown + respelt[token.end :]
        return respelt
