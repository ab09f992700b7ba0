"""The sentence of a text that answers a query, its words marked, safe to show."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from essaimage.common.typography import without_accents

from .analysis import PIECE, Token, normal, placed
from .found import Marks
from .vocabulary import FAMILIES

LENGTH = 180  # letters
_LONGEST_TEXT = 20_000  # letters read at most
_ELLIPSIS = "…"
# Figures, acronyms with points and letters from elsewhere: what they say is always looked at.
_ODD = re.compile(r"[\d²³¹]|\.(?=[^\W_])|[^\x00-\xffœŒ’ʼ‐‑–…\u202f]")
# A letter without accents, and all that may stand for it.
_LETTERS = {"a": "[aàáâãäåª]", "c": "[cç]", "e": "[eèéêë]", "i": "[iìíîï]", "n": "[nñ]"}
_LETTERS |= {"o": "[oòóôõöº]", "u": "[uùúûü]", "y": "[yýÿ]"}
_UNIT = re.compile(r"\[[^]]*\]|\(\?:[^)]*\)|\\?.")  # what stands for one letter in a pattern


def _relatives() -> dict[str, set[str]]:
    """Return, for each key of a family, its words without accents."""
    found: dict[str, set[str]] = {}
    for word, key in FAMILIES.items():
        found.setdefault(key, set()).add(without_accents(word))
    return found


_RELATIVES = _relatives()


def extract(text: str, marks: Marks, length: int = LENGTH) -> SafeString:
    """Return about ``length`` letters of ``text`` (plain) round the words of ``marks``, in ``<mark>``.

    The fragment is the one with the most different words marked; it begins and ends between words.
    Everything but ``<mark>`` is escaped. Without a word to mark, the beginning of the text.
    """
    plain = normal(" ".join(text[:_LONGEST_TEXT].split()))
    hits = list(_hits(plain, marks)) if marks else []
    start, end = _window(plain, hits, length)
    pieces = [_ELLIPSIS if start else ""]
    at = start
    for first, last, _ in hits:
        if first >= at and last <= end:
            pieces += [escape(plain[at:first]), f"<mark>{escape(plain[first:last])}</mark>"]
            at = last
    pieces += [escape(plain[at:end].rstrip(" ,;:")), _ELLIPSIS if end < len(plain) else ""]
    return SafeString("".join(pieces))


def marked(text: str, marks: Marks) -> SafeString:
    """Return the whole of ``text``, escaped, the words of ``marks`` in ``<mark>``: for titles."""
    return extract(text, marks, length=_LONGEST_TEXT)


def _hits(text: str, marks: Marks) -> Iterator[tuple[int, int, str]]:
    """Yield where something to mark begins and ends, and what it is, in order, without overlap.

    Explaining every word of twenty sheets cost half a page: only those that may be marked are.
    """
    places = _places(text, marks)
    if not places:
        return
    found = list(PIECE.finditer(text))
    starts = [piece.start() for piece in found]
    end = seen = 0
    for place in places:
        position = bisect_right(starts, place) - 1
        if position < seen or place >= found[position].end() or found[position].end() <= end:
            continue  # between two pieces, or in one that was explained
        seen = position + 1
        own, words, compounds = _words_from(found[position:], marks)
        for place in range(own):
            token = words[place]
            if token.start < end:
                continue
            last = _phrase_end(words[place:], marks) or (
                token if _is_marked(token, marks) else None
            )
            whole = compounds.get(token.start)
            if last is None and whole is not None and whole.key in marks.keys:
                last = whole
            if last is not None:
                yield token.start, last.end, token.key
                end = last.end


def _words_from(
    found: Sequence[re.Match], marks: Marks
) -> tuple[int, list[Token], dict[int, Token]]:
    """Return how many words the first piece has, they and enough others for a phrase, compounds by start."""
    longest = max(map(len, marks.phrases), default=1)
    own = 0
    words: list[Token] = []
    compounds: dict[int, Token] = {}
    for piece in found:
        if own and len(words) >= own + longest - 1:
            break
        for token in placed(piece):
            if token.is_compound:
                compounds[token.start] = token
            elif not token.is_stop:
                words.append(token)
        if piece is found[0]:
            own = len(words)
            if not own:
                break
    return own, words, compounds


def _places(text: str, marks: Marks) -> list[int]:
    """Return, in order, the places where a word that may be marked begins, and few others."""
    patterns = (*_candidates(marks), _ODD)
    return sorted({match.start() for each in patterns for match in each.finditer(text)})


@lru_cache(maxsize=256)
def _candidates(marks: Marks) -> tuple[re.Pattern, ...]:
    """Return what is found in whatever may be marked, and in little else.

    A key begins as its words do, accents aside; a word of a family, as that word does.
    """
    keys = marks.keys | {phrase[0] for phrase in marks.phrases}
    beginnings = {beginning[:3] for beginning in marks.beginnings}
    for key in keys:
        beginnings |= {_beginning(key), *map(_beginning, _RELATIVES.get(key, ()))}
    return tuple(_beginning_with(each) for each in sorted(beginnings))


@lru_cache(maxsize=4096)
def _beginning_with(plain: str) -> re.Pattern:
    """Return what finds the words that begin so: making it costs more than using it on twenty sheets."""
    return re.compile(rf"(?<![^\W_]){_as_written(plain)}", re.IGNORECASE)


def _beginning(plain: str) -> str:
    """Return the letters that a stemmer never takes from a word."""
    return plain[: 3 if len(plain) > 4 else 2 if len(plain) > 2 else 1]


def _as_written(plain: str) -> str:
    """Return the pattern of ``plain`` (no accents) as texts may write it."""
    letters = "".join(_LETTERS.get(letter, re.escape(letter)) for letter in plain)
    for two, one in (("ae", "æ"), ("oe", "œ")):
        letters = letters.replace(
            _LETTERS[two[0]] + _LETTERS["e"], f"(?:{_LETTERS[two[0]]}{_LETTERS['e']}|{one})"
        )
        if plain.endswith(two[0]):
            letters = f"{letters[:-1]}{one}]"
    first = _UNIT.match(letters)
    # « pins » may be written « P’INS ».
    return f"{first[0]}['’ʼ]?{letters[first.end() :]}" if first and len(plain) > 1 else letters


def _is_marked(token: Token, marks: Marks) -> bool:
    return token.key in marks.keys or any(
        token.plain.startswith(beginning) for beginning in marks.beginnings
    )


def _phrase_end(words: list[Token], marks: Marks) -> Token | None:
    """Return the last word of a phrase to mark that begins the ``words``."""
    for phrase in marks.phrases:
        if len(phrase) <= len(words) and all(
            key == token.key for key, token in zip(phrase, words, strict=False)
        ):
            return words[len(phrase) - 1]
    return None


def _window(text: str, hits: list[tuple[int, int, str]], length: int) -> tuple[int, int]:
    """Return where the best fragment begins and ends."""
    if len(text) <= length:
        return 0, len(text)
    best, told = 0, 0
    for first, _, _ in hits:
        within = {what for start, end, what in hits if start >= first and end <= first + length}
        if len(within) > told:
            best, told = first, len(within)
    start = _opening(text, best, length)
    end = min(len(text), start + length)
    if end < len(text):
        space = text.rfind(" ", start, end + 1)
        end = space if space > start else end
    return start, end


def _opening(text: str, at: int, length: int) -> int:
    """Return where to begin so that ``at`` is shown: the sentence when it is near, else a word."""
    earliest = max(0, at - length // 2)
    if not at or not earliest:
        return 0
    sentence = max(text.rfind(sign, earliest, at) for sign in (". ", "! ", "? ", "… "))
    if sentence >= 0:
        return sentence + 2
    space = text.find(" ", max(0, at - length // 4), at)
    return space + 1 if space >= 0 else at
