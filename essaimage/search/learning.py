"""What is read in documents, before it becomes an index: words, keys, and the sheets that hold them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from pyroaring import BitMap

from essaimage.common.typography import without_accents

from .analysis import Token, pieces, tokens_of
from .traces import trace_of
from .vocabulary import STOP_WORDS

T = TypeVar("T")

Texts = tuple[str, str, str]  # title (then, on a second line, its sigle), summary, the rest
EMPTY = BitMap()
_PIECES = 50_000  # explained pieces kept while a corpus is read: ten megabytes


class Posting(NamedTuple):
    """The sheets that hold a word: in their title; there or in their summary; anywhere."""

    title: BitMap
    summary: BitMap
    every: BitMap


NOWHERE = Posting(EMPTY, EMPTY, EMPTY)


class Word(NamedTuple):
    """A word of the corpus as it is typed without accents: how to show it, the keys it may stand for.

    ``is_name``: it is never written without a capital.
    """

    shown: str
    keys: tuple[str, ...]
    is_name: bool = False


class Learning:
    """What is read in documents, before it becomes bitmaps."""

    def __init__(self, words: dict[str, Word], bare: dict[str, tuple[str, ...]]) -> None:
        self.words = words
        self.bare = bare
        # Bitmaps from the first sheet on: ten million numbers in lists would never be given back.
        self.tiers = tuple(defaultdict[str, BitMap](BitMap) for _ in range(3))
        self.lengths = defaultdict[int, BitMap](BitMap)
        self.sigles: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self.traces: dict[int, int] = {}
        self.ids: list[int] = []
        self._pieces: dict[str, tuple[str, ...]] = {}
        self._known: dict = {}  # equal strings and tuples, kept once
        self._are_ours = False  # the words: those of the index that changes, until one is new

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
        self.lengths[len(set(in_title))].add(pk)
        if sigle.strip():
            self.sigles[pk] = (_keys_in(sigle), in_title)

    def held(self) -> Iterator[tuple[str, BitMap]]:
        """Yield every key learnt, with the sheets that hold it."""
        title, summary, rest = self.tiers
        for key in title.keys() | summary.keys() | rest.keys():
            found = [tier[key] for tier in self.tiers if key in tier]
            yield key, found[0] if len(found) == 1 else BitMap.union(*found)

    def leaves(self, key: str, before: Posting) -> bool:
        """Whether the sheets that held ``key`` hold it still, where they did: there is nothing to add then."""
        title, summary, rest = (tier.get(key, EMPTY) for tier in self.tiers)
        is_same = before == (title, title | summary, title | summary | rest)
        if is_same:
            for tier in self.tiers:
                tier.pop(key, None)
        return is_same

    def give(self, postings: dict[str, Posting]) -> None:
        """Add what was learnt to ``postings``, and let go of it: the two would weigh twice."""
        title, summary, rest = self.tiers
        for key in title.keys() | summary.keys() | rest.keys():
            before = postings.get(key, NOWHERE)
            found = title.pop(key, EMPTY)
            in_title = before.title | found if found else before.title
            found = found | summary.pop(key, EMPTY)
            in_summary = before.summary | found if found else before.summary
            every = before.every | found | rest.pop(key, EMPTY)
            # Each holds the one before: of one size, they are the same.
            in_summary = in_title if len(in_title) == len(in_summary) else in_summary
            every = in_summary if len(in_summary) == len(every) else every
            postings[key] = Posting(in_title, in_summary, every)

    def _learn(self, piece: str) -> tuple[str, ...]:
        if len(self._pieces) >= _PIECES:  # those that come often come back at once
            self._pieces.clear()
        found = self._pieces[piece] = self._known_keys(piece) or self._new_keys(piece)
        return found

    def _known_keys(self, piece: str) -> tuple[str, ...]:
        """Return the key of a word met already in this very form; none when it has to be looked into.

        An edited sheet holds few others, and the stem of a word takes ten times as long to find.
        """
        shown = piece.lower()
        plain = without_accents(shown)
        word = self.words.get(plain)
        if word is None or word.shown != shown or len(word.keys) > 1 or plain in STOP_WORDS:
            return ()
        is_known_so = piece.isalpha() and (piece[0].isupper() or not word.is_name)
        return word.keys if is_known_so else ()

    def _new_keys(self, piece: str) -> tuple[str, ...]:
        kept = [token for token in tokens_of(piece) if token.is_compound or not token.is_stop]
        for token in kept:
            known = self.words.get(token.plain)
            if known is None:
                self._note(token, (token.key,), is_name=token.is_name)
            elif token.key not in known.keys or (known.is_name and not token.is_name):
                keys = known.keys if token.key in known.keys else (*known.keys, token.key)
                self._note(token, keys, is_name=known.is_name and token.is_name)
            for key in token.keys:
                others = self.bare.get(key, ())
                if key != token.key and token.key not in others:
                    self._own()
                    self.bare[key] = (*others, token.key)
        return self._same(tuple(self._same(token.key) for token in kept))

    def _note(self, token: Token, keys: tuple[str, ...], *, is_name: bool) -> None:
        self._own()
        shown = token.plain if token.is_bare else token.shown
        keys = self._same(tuple(map(self._same, keys)))
        self.words[token.plain] = Word(shown, keys, is_name)

    def _own(self) -> None:
        """Copy the words before the first that changes: most edits bring none."""
        if not self._are_ours:
            self.words, self.bare, self._are_ours = dict(self.words), dict(self.bare), True

    def _same(self, thing: T) -> T:
        return self._known.setdefault(thing, thing)


def _keys_in(text: str) -> tuple[str, ...]:
    """Return the keys of a title or of a sigle, in order, without stop words."""
    found = (token for piece in pieces(text) for token in tokens_of(piece))
    return tuple(token.key for token in found if not (token.is_stop or token.is_compound))
