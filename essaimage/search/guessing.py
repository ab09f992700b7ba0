"""What a word that a collection does not know may be: a beginning, two words in one, a typing error."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .analysis import Token, tokens
from .spelling import corrections
from .synonyms import Synonyms
from .vocabulary import ASKING_WORDS, COMMON_PLACES, WEAK_WORDS

if TYPE_CHECKING:
    from .text import Posting, TextIndex

# Letters of a beginning: alone, three are as likely an acronym nobody knows.
SHORTEST_ALONE = 4
_SHORTEST_AMONG_OTHERS, _SHORTEST_WHILE_TYPING = 3, 2
_BETWEEN = ("d", "de", "du", "des", "l", "la", "le", "les", "et", "en")
_LONG = 7  # letters of a word whose stem is not always believed
_SHORTEST_HALF = 6  # letters of half a compound, for it to be put right


@dataclass
class Slot:
    """One word of the query and what it may be in the corpus."""

    token: Token
    keys: tuple[str, ...]
    is_last: bool = False
    is_unknown: bool = False
    is_covered: bool = False  # by a synonym…
    is_in_phrase: bool = False  # … of several words
    direct: list["Posting"] = field(default_factory=list)
    others: list["Posting"] = field(default_factory=list)

    @property
    def is_asking(self) -> bool:
        """Whether it is said as to somebody: « je cherche… », but not « trouver un local »."""
        return self.token.plain in ASKING_WORDS and not self.is_in_phrase

    @property
    def is_weak(self) -> bool:
        """Whether it says little of what is looked for: « le meilleur… »."""
        return self.token.plain in WEAK_WORDS


class Guesses:
    """What the words of one query are taken for.

    ``keys`` and ``beginnings`` are what to mark; ``corrected``, the words put right and how.
    ``elsewhere`` says whether another collection knows a word: it is then no typing error.
    """

    def __init__(
        self, index: "TextIndex", synonyms: Synonyms, elsewhere: Callable[[Token], bool]
    ) -> None:
        self.index = index
        self.synonyms = synonyms
        self.elsewhere = elsewhere
        self.keys: set[str] = set()
        self.beginnings: list[str] = []
        self.corrected: list[tuple[Token, str]] = []

    def while_typing(self, slot: Slot) -> None:
        """Take the last word for the beginning of others too."""
        self.begin(slot, _SHORTEST_WHILE_TYPING)

    def guess(self, slot: Slot, words: str, *, is_alone: bool, typing: bool) -> None:
        """Find what an unknown word of ``words`` may be."""
        shortest = SHORTEST_ALONE if is_alone else _SHORTEST_AMONG_OTHERS
        if slot.is_last and not typing and self.begin(slot, shortest):
            return
        is_word = slot.token.plain in COMMON_PLACES or self.elsewhere(slot.token)
        if is_word or self.split(slot):
            return
        if _is_half(slot.token, words) and len(slot.token.plain) < _SHORTEST_HALF:
            return
        for shown in corrections(slot.token.plain, self.index, self.synonyms.words):
            self._correct(slot, shown)
            return

    def put_right(self, slot: Slot) -> bool:
        """Put right a word never written whose stem is known, when a commoner word is one error away.

        « franchisse » has the stem of « franche ».
        """
        plain, held = slot.token.plain, len(self.index.posting(slot.keys).every)
        if len(plain) < _LONG or not held or slot.token.is_apart:
            return False
        near = corrections(plain, self.index, {}, most=1)
        words = self.index.words
        known = [token for shown in near for token in tokens(shown) if token.plain in words]
        if not known or self.index.weight(known[0].plain)[1] <= held:
            return False
        if any(not set(slot.keys).isdisjoint(words[token.plain].keys) for token in known):
            return False  # « habitante », « habitants »
        self._correct(slot, near[0])
        return True

    def _correct(self, slot: Slot, shown: str) -> None:
        token = next(tokens(shown), None)
        if token is not None:
            self.corrected.append((slot.token, shown))
            slot.token = replace(token, start=slot.token.start, end=slot.token.end)
            slot.keys = self.index.keys_of(token)
            slot.is_unknown = False

    def begin(self, slot: Slot, shortest: int) -> bool:
        """Take a word for the beginning of others; return whether there are any."""
        plain = slot.token.plain
        if len(plain) < shortest:
            return False
        words = self.index.prefixed(plain)
        keys = {key for word in words for key in self.index.words[word].keys}
        slot.keys = tuple(sorted(keys & self.index.postings.keys() | set(slot.keys)))
        slot.is_unknown = not (slot.keys or slot.is_covered)
        if words:
            self.beginnings.append(plain)
        return bool(slot.keys)

    def glue(self, slots: Sequence[Slot]) -> None:
        """Take two words in a row for one of the corpus: « micro crédit » for « microcrédit »."""
        for first, second in pairwise(slots):
            for beginning in _singulars(first.token.shown):
                glued = next(tokens(beginning + second.token.shown), None)
                keys = self.index.keys_of(glued) if glued else ()
                if keys:
                    for slot in (first, second):
                        slot.direct.append(self.index.posting(keys))
                        slot.is_unknown = False
                    self.keys.update(keys)
                    break

    def respelt(self, words: str) -> str:
        """Return ``words`` with those that were put right in place of those typed; empty when none was."""
        if not self.corrected:
            return ""
        for token, shown in sorted(self.corrected, key=lambda pair: -pair[0].start):
            words = words[: token.start] + shown + words[token.end :]
        return words

    def split(self, slot: Slot, *, in_title: bool = False) -> bool:
        """Take a word for two words of the corpus that some sheet holds together, ``in_title`` or anywhere."""
        plain, known = slot.token.plain, self.index.words
        best: Posting | None = None
        for cut in range(3, len(plain) - 2):
            if plain[:cut] not in known:
                continue
            for rest in _after(plain[cut:]):
                keys = self.index.keys_of(next(tokens(rest)))
                halves = [self.index.posting(half) for half in (known[plain[:cut]].keys, keys)]
                both = type(halves[0])(*(one & other for one, other in zip(*halves, strict=True)))
                if in_title:
                    both = type(both)(both.title, both.title, both.title)
                if both.every and (best is None or len(both.every) > len(best.every)):
                    best = both
                    marked = {*known[plain[:cut]].keys, *keys}
        if best is None:
            return False
        slot.direct.append(best)
        slot.is_unknown = False
        self.keys |= marked
        return True


def _after(rest: str) -> Iterator[str]:
    """Yield what may follow the first of two words: « villagesdavenir » has a « d » between them."""
    yield rest
    for small in _BETWEEN:
        if rest.startswith(small) and len(rest) > len(small) + 2:
            yield rest[len(small) :]


def _is_half(token: Token, words: str) -> bool:
    """Whether a word is tied to another by a sign: « outre-mer » is not « ouvre-mer »."""
    around = words[token.end : token.end + 1] + words[: token.start][-1:]
    return "-" in around or "‑" in around


def _singulars(shown: str) -> tuple[str, ...]:
    """Return a word as typed, and without the mark of the plural: « voisins malins » is VoisinMalin."""
    return (shown, shown[:-1]) if len(shown) > 3 and shown[-1] in "sx" else (shown,)
