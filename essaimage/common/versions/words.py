"""Two texts compared word by word, as one reads them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

KEPT, REMOVED, ADDED, SKIPPED = "kept", "removed", "added", "skipped"
AROUND = 160  # letters shown on each side of a change; what is further is skipped
MOST_WORDS = (
    3000  # of a passage compared word by word: beyond, it is shown whole, before then after
)
ALIKE = 0.3  # share of common words under which a passage reads better whole
_TOKEN = re.compile(r"\s+|\w+[’']?|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A passage: ``kept``, ``removed``, ``added``, or ``skipped`` (the same on both sides, not shown)."""

    kind: str
    text: str


def compare_texts(before: str, after: str) -> list[Piece]:
    """Return the passages of both texts in reading order, what did not change shortened."""
    return list(_shortened(_joined(_by_line(before, after))))


def _by_line(before: str, after: str) -> Iterator[Piece]:
    """Compare lines first: a paragraph nobody touched is not cut into words."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        removed, added = "".join(old[start:end]), "".join(new[new_start:new_end])
        if operation == "equal":
            yield Piece(KEPT, removed)
        elif operation == "replace":
            yield from _by_word(removed, added)
        else:
            yield Piece(REMOVED, removed)
            yield Piece(ADDED, added)


def _by_word(before: str, after: str) -> Iterator[Piece]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if _likeness(old, new) < ALIKE:
        yield from _whole(old, new)
        return
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    yield Piece(KEPT, "".join(old[:start]))
    middle = old[start : len(old) - end], new[start : len(new) - end]
    is_whole = sum(map(len, middle)) > MOST_WORDS
    yield from _whole(*middle) if is_whole else _matched(*middle)
    yield Piece(KEPT, "".join(old[len(old) - end :]))


def _alike(old: list[str], new: list[str]) -> int:
    """Return how many words both passages begin with."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return sum(1 for _ in pairs)


def _whole(old: list[str], new: list[str]) -> Iterator[Piece]:
    yield Piece(REMOVED, "".join(old))
    yield Piece(ADDED, "".join(new))


def _matched(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new)  # in a long passage, « de » does not lead the match
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            yield Piece(KEPT, "".join(old[start:end]))
        else:
            yield from _whole(old[start:end], new[new_start:new_end])


def _likeness(old: list[str], new: list[str]) -> float:
    """Return the share of words, from 0 to 1, that both passages have in the same order."""
    said = [[token for token in tokens if token[0].isalnum()] for tokens in (old, new)]
    start = _alike(*said)
    end = _alike(said[0][start:][::-1], said[1][start:][::-1])
    total = sum(map(len, said)) or 1
    middle = [words[start : len(words) - end] for words in said]
    if sum(map(len, middle)) > MOST_WORDS:
        return 2 * (start + end) / total
    same = SequenceMatcher(None, *middle).ratio() * sum(map(len, middle))
    return (same + 2 * (start + end)) / total


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Gather changes that only a space keeps apart: « deux mots » reads as one change, not two."""
    joined: list[Piece] = []
    removed = added = space = ""
    for piece in pieces:
        if piece.kind == KEPT and (removed or added) and piece.text.isspace():
            space += piece.text
        elif piece.kind == KEPT:
            joined += [
                Piece(REMOVED, removed),
                Piece(ADDED, added),
                Piece(KEPT, space + piece.text),
            ]
            removed = added = space = ""
        elif piece.text:
            if space:
                removed, added, space = removed + space, added + space, ""
            removed += piece.text if piece.kind == REMOVED else ""
            added += piece.text if piece.kind == ADDED else ""
    joined += [Piece(REMOVED, removed), Piece(ADDED, added), Piece(KEPT, space)]
    return [piece for piece in joined if piece.text]


def _shortened(pieces: list[Piece]) -> Iterator[Piece]:
    """Leave out what is far from any change, at the limit of a word."""
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        before, after = AROUND * (index > 0), AROUND * (index < last)
        if piece.kind != KEPT or len(piece.text) <= before + after + AROUND:
            yield piece
            continue
        head = re.match(r"\S*", piece.text[before:]).end() + before if before else 0
        cut = len(piece.text) - after
        tail = piece.text.rfind(" ", head, cut) + 1 or cut if after else len(piece.text)
        if before:
            yield Piece(KEPT, piece.text[:head])
        yield Piece(SKIPPED, piece.text[head:tail])
        if after:
            yield Piece(KEPT, piece.text[tail:])
