"""The words of a collection: which sheet holds which, and where (title, summary, the rest).

Postings are compressed bitmaps, one per key and tier. An index never changes: ``changed`` gives a new
one that shares whatever an edit leaves as it was, so any thread may read the old one meanwhile.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator
from heapq import nlargest
from itertools import takewhile
from typing import NamedTuple, Self

from pyroaring import BitMap

from .analysis import Token, pieces, tokens_of
from .found import Found
from .query import Query
from .synonyms import NO_SYNONYMS, Synonyms, acronyms
from .traces import Traces, trace_of

Texts = tuple[str, str, str]  # title (then, on a second line, its sigle), summary, the rest
_EMPTY = BitMap()
_MOST_PREFIXED = 200  # words that one beginning may stand for


class Posting(NamedTuple):
    """The sheets that hold a word: in their title; there or in their summary; anywhere."""

    title: BitMap
    summary: BitMap
    every: BitMap


NOWHERE = Posting(_EMPTY, _EMPTY, _EMPTY)


class Word(NamedTuple):
    """A word of the corpus as it is typed without accents: how to show it, the keys it may stand for.

    ``is_name``: it is never written without a capital.
    """

    shown: str
    keys: tuple[str, ...]
    is_name: bool = False


class _Learning:
    """What is read in documents, before it becomes bitmaps."""

    def __init__(self, words: dict[str, Word], bare: dict[str, tuple[str, ...]]) -> None:
        self.words = words
        self.bare = bare
        # Bitmaps from the first sheet on: ten million numbers in lists would never be given back.
        self.tiers = tuple(defaultdict[str, BitMap](BitMap) for _ in range(3))
        self.lengths: dict[int, list[int]] = {}
        self.sigles: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self.traces: dict[int, int] = {}
        self.ids: list[int] = []
        self._pieces: dict[str, tuple[str, ...]] = {}

    def read(self, pk: int, texts: Texts) -> None:
        """Learn the words of one document."""
        self.ids.append(pk)
        known: set[str] = set()
        for tier, text in zip(self.tiers, texts, strict=True):
            keys: set[str] = set()
            for piece in set(pieces(text)):
                found = self._pieces.get(piece)
                keys.update(self._learn(piece) if found is None else found)
            for key in keys - known:
                tier[key].add(pk)
            known |= keys
        self.traces[pk] = trace_of(known)
        title, _, sigle = texts[0].partition("\n")
        in_title = _keys_in(title)
        self.lengths.setdefault(len(set(in_title)), []).append(pk)
        if sigle.strip():
            self.sigles[pk] = (_keys_in(sigle), in_title)

    def give(self, postings: dict[str, Posting]) -> None:
        """Add what was learnt to ``postings``, and let go of it: the two would weigh twice."""
        title, summary, rest = self.tiers
        for key in title.keys() | summary.keys() | rest.keys():
            before = postings.get(key, NOWHERE)
            found = title.pop(key, _EMPTY)
            in_title = before.title | found if found else before.title
            found = found | summary.pop(key, _EMPTY)
            in_summary = before.summary | found if found else before.summary
            every = before.every | found | rest.pop(key, _EMPTY)
            postings[key] = Posting(in_title, in_summary, every)

    def _learn(self, piece: str) -> tuple[str, ...]:
        kept = [token for token in tokens_of(piece) if token.is_compound or not token.is_stop]
        for token in kept:
            known = self.words.get(token.plain)
            if known is None:
                self.words[token.plain] = Word(token.shown, (token.key,), token.is_name)
            elif token.key not in known.keys or (known.is_name and not token.is_name):
                keys = known.keys if token.key in known.keys else (*known.keys, token.key)
                is_name = known.is_name and token.is_name
                self.words[token.plain] = Word(token.shown, keys, is_name)
            for key in token.keys:
                others = self.bare.get(key, ())
                if key != token.key and token.key not in others:
                    self.bare[key] = (*others, token.key)
        found = self._pieces[piece] = tuple(token.key for token in kept)
        return found


def _keys_in(text: str) -> tuple[str, ...]:
    """Return the keys of a title or of a sigle, in order, without stop words."""
    found = (token for piece in pieces(text) for token in tokens_of(piece))
    return tuple(token.key for token in found if not (token.is_stop or token.is_compound))


class TextIndex:
    """The words of a collection; immutable, shared between threads."""

    __slots__ = (
        *("_acronyms", "_by_shape", "_called", "_ordered", "_traces"),
        *("bare", "ids", "lengths", "postings", "sigles", "words"),
    )

    def __init__(self) -> None:
        self.ids = _EMPTY
        self.postings: dict[str, Posting] = {}
        self.words: dict[str, Word] = {}  # plain word → what it may stand for
        self.bare: dict[str, tuple[str, ...]] = {}  # stem without accents → keys of accented words
        self.lengths: dict[int, BitMap] = {}  # how many words in the title → sheets
        self.sigles: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._traces = Traces()
        self._ordered: list[str] | None = None
        self._by_shape: dict[tuple[str, int], list[str]] | None = None
        self._acronyms: Synonyms | None = None
        self._called: dict[tuple[str, ...], BitMap] | None = None

    @classmethod
    def of(cls, documents: Iterable[tuple[int, Texts]]) -> Self:
        """Return the index of ``documents`` (pk, texts), read once, in whatever order they come."""
        return cls().changed((), documents)

    def changed(self, removed: Collection[int], added: Iterable[tuple[int, Texts]]) -> Self:
        """Return the index without ``removed`` and with ``added``; an edited sheet is in both.

        A word that nothing holds any more stays known until the next rebuild; it finds nothing.
        """
        new = type(self)()
        learning = _Learning(dict(self.words), dict(self.bare))
        for pk, texts in added:
            learning.read(pk, texts)
        gone = BitMap(removed) | (BitMap(learning.ids) & self.ids)
        new.ids = (self.ids - gone) | BitMap(learning.ids)
        new.words, new.bare = learning.words, learning.bare
        new_keys = {key for tier in learning.tiers for key in tier if key not in self.postings}
        new._traces = self._traces.changed(gone, learning.traces, new_keys)
        new.postings = self._postings_without(gone)
        learning.give(new.postings)
        counts = self.lengths.keys() | learning.lengths.keys()
        new.lengths = {
            count: (self.lengths.get(count, _EMPTY) - gone)
            | BitMap(learning.lengths.get(count, ()))
            for count in counts
        }
        leaving = {pk: self.sigles[pk] for pk in gone if pk in self.sigles}
        new.sigles = self.sigles
        if leaving == learning.sigles:
            new._acronyms, new._called = self._acronyms, self._called
        else:
            new.sigles = {pk: told for pk, told in self.sigles.items() if pk not in leaving}
            new.sigles |= learning.sigles
        if len(new.words) == len(self.words):
            new._ordered, new._by_shape = self._ordered, self._by_shape
        return new

    def _postings_without(self, gone: BitMap) -> dict[str, Posting]:
        """Return a copy of the postings that sheets ``gone`` have left."""
        kept = dict(self.postings)
        for key in self._traces.keys(gone) if gone else ():
            posting = self.postings.get(key, NOWHERE)
            if posting.every.intersect(gone):
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
    ) -> Found:
        """Return what answers ``typed``; ``typing``: the last word is not finished.

        ``places`` says whether words, as typed, are the name of a place. Never raises.
        """
        return Query(self, synonyms, places).found(typed, typing=typing)

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
    def acronyms(self) -> Synonyms:
        """The sigles of these sheets and what they stand for, both ways."""
        if self._acronyms is None:
            self._acronyms = acronyms(self.sigles.values())
        return self._acronyms

    def called(self, keys: Iterable[str]) -> BitMap:
        """Return the sheets whose sigle is one of ``keys``."""
        if self._called is None:
            found: dict[tuple[str, ...], list[int]] = {}
            for pk, (sigle, _) in self.sigles.items():
                found.setdefault(sigle, []).append(pk)
            self._called = {sigle: BitMap(pks) for sigle, pks in found.items()}
        return BitMap.union(_EMPTY, *(self._called.get((key,), _EMPTY) for key in keys))


def _from(words: list[str], start: int) -> Iterator[str]:
    for position in range(start, len(words)):
        yield words[position]
