"""The words of a collection: which sheet holds which, and where (title, summary, the rest).

Postings are compressed bitmaps, one per key and tier. An index never changes: ``changed`` gives a new
one that shares whatever an edit leaves as it was, so any thread may read the old one meanwhile.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from heapq import nlargest
from itertools import takewhile
from typing import Self

from pyroaring import BitMap

from .analysis import Token
from .facets import moved
from .found import Found
from .learning import EMPTY, NOWHERE, Learning, Posting, Texts, Word
from .query import Query
from .sigles import Acronyms, Sigles
from .synonyms import NO_SYNONYMS, Synonyms
from .traces import Traces

_MOST_PREFIXED = 200  # words that one beginning may stand for


class TextIndex:
    """The words of a collection; immutable, shared between threads."""

    __slots__ = (
        *("_by_shape", "_ordered", "_traces"),
        *("bare", "ids", "lengths", "postings", "sigles", "words"),
    )

    def __init__(self) -> None:
        self.ids = EMPTY
        self.postings: dict[str, Posting] = {}
        self.words: dict[str, Word] = {}  # plain word → what it may stand for
        self.bare: dict[str, tuple[str, ...]] = {}  # stem without accents → keys of accented words
        self.lengths: dict[int, BitMap] = {}  # how many words in the title → sheets
        self.sigles = Sigles()
        self._traces = Traces()
        self._ordered: list[str] | None = None
        self._by_shape: dict[tuple[str, int], list[str]] | None = None

    @classmethod
    def of(cls, documents: Iterable[tuple[int, Texts]]) -> Self:
        """Return the index of ``documents`` (pk, texts), read once, in whatever order they come."""
        return cls().changed((), documents)

    def changed(self, removed: Collection[int], added: Iterable[tuple[int, Texts]]) -> Self:
        """Return the index without ``removed`` and with ``added``; an edited sheet is in both.

        A word that nothing holds any more stays known until the next rebuild; it finds nothing.
        """
        new = type(self)()
        learning = Learning(self.words, self.bare)
        for pk, texts in added:
            learning.read(pk, texts)
        gone = BitMap(removed) | (BitMap(learning.ids) & self.ids)
        new.ids = (self.ids - gone) | BitMap(learning.ids)
        new.words, new.bare = learning.words, learning.bare
        new._traces = self._traces.changed(
            gone, learning.traces, learning.held(), known=self.postings
        )
        new.postings = self._postings_without(gone, learning)
        learning.give(new.postings)
        new.lengths = moved(self.lengths, gone, learning.lengths)
        new.sigles = self.sigles.changed(gone, learning.sigles)
        if len(new.words) == len(self.words):  # a word is never taken away
            new._ordered, new._by_shape = self._ordered, self._by_shape
        return new

    def _postings_without(self, gone: BitMap, learning: Learning) -> dict[str, Posting]:
        """Return a copy of the postings that sheets ``gone`` have left; a word that stays where it was stays."""
        kept = dict(self.postings)
        only = gone[0] if len(gone) == 1 else None  # asked for by itself: it takes half the time
        for key in self._traces.keys(gone):
            posting = self.postings.get(key, NOWHERE)
            if posting.every.intersect(gone) if only is None else only in posting.every:
                if learning.leaves(key, Posting(*(ids & gone for ids in posting))):
                    continue
                del kept[key]
                if not posting.every.issubset(gone):
                    kept[key] = Posting(*(ids - gone for ids in posting))
        return kept

    def search(
        self,
        typed: str,
        synonyms: Synonyms = NO_SYNONYMS,
        *,
        typing: bool = False,
        places: Container[str] = (),
        said_of_all: Container[str] = (),
        elsewhere: Callable[[Token], bool] = lambda token: False,
    ) -> Found:
        """Return what answers ``typed``; ``typing``: the last word is not finished.

        ``places`` says whether words, as typed, are the name of a place; ``said_of_all``, whether one
        might be said of any sheet; ``elsewhere``, whether another collection knows a word. Never raises.
        """
        return Query(self, synonyms, places, said_of_all, elsewhere).found(typed, typing=typing)

    def keys_of(self, token: Token) -> tuple[str, ...]:
        """Return the keys of the corpus that a word typed may stand for; none when it is unknown.

        Accents typed are believed when the corpus holds the word so; else they are forgotten.
        """
        if token.key in self.postings and not token.is_bare:
            return (token.key,)
        if token.is_apart and not token.is_bare:
            return ()
        known = self.words.get(token.plain)
        found = set(known.keys) if known else set()
        for key in token.keys:
            found.add(key)
            found.update(self.bare.get(key, ()) if not known else ())
        return tuple(sorted(found & self.postings.keys()))

    def posting(self, keys: Iterable[str]) -> Posting:
        """Return the sheets that hold any of ``keys``."""
        found = [self.postings[key] for key in keys if key in self.postings]
        if len(found) == 1:
            return found[0]
        return (
            Posting(*(BitMap.union(*ids) for ids in zip(*found, strict=True))) if found else NOWHERE
        )

    def weight(self, plain: str) -> tuple[bool, int]:
        """Return how much a known word matters: whether a title holds it, how many sheets do."""
        found = self.posting(self.words[plain].keys)
        return bool(found.title), len(found.every)

    def prefixed(self, beginning: str) -> list[str]:
        """Return the known words that begin so, the most frequent ones when they are many."""
        ordered = self.ordered
        start = bisect_left(ordered, beginning)
        words = list(takewhile(lambda word: word.startswith(beginning), _from(ordered, start)))
        if len(words) <= _MOST_PREFIXED:
            return words
        return nlargest(_MOST_PREFIXED, words, key=self._frequency)

    def _frequency(self, plain: str) -> int:
        """Return about how many sheets hold a known word, at the least cost."""
        found = self.postings.get(self.words[plain].keys[0])
        return len(found.every) if found else 0

    @property
    def ordered(self) -> list[str]:
        """The known words in alphabetical order."""
        if self._ordered is None:
            self._ordered = sorted(self.words)
        return self._ordered

    @property
    def by_shape(self) -> dict[tuple[str, int], list[str]]:
        """The known words by their first letter and their number of letters, figures left out."""
        if self._by_shape is None:
            found: dict[tuple[str, int], list[str]] = {}
            for word in self.words:
                if word.isalpha():
                    found.setdefault((word[0], len(word)), []).append(word)
            self._by_shape = found
        return self._by_shape

    @property
    def acronyms(self) -> Acronyms:
        """The sigles of these sheets and what they stand for, both ways."""
        return Acronyms(self)

    def called(self, keys: Collection[str]) -> BitMap:
        """Return the sheets whose sigle is one of ``keys``."""
        return self.sigles.called(keys)


def _from(words: list[str], start: int) -> Iterator[str]:
    for position in range(start, len(words)):
        yield words[position]
