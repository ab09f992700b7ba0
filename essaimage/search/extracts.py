"""The sentence of a text that answers a query, its words marked, safe to show."""

from collections.abc import Iterator
from html import escape

from django.utils.safestring import SafeString

from .analysis import Token, normal, tokens
from .found import Marks

LENGTH = 180  # letters
_LONGEST_TEXT = 20_000  # letters read at most
_ELLIPSIS = "…"


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
    """Yield where something to mark begins and ends, and what it is, in order, without overlap."""
    words = [token for token in tokens(text) if not token.is_stop or token.is_compound]
    end = 0
    simple = [token for token in words if not token.is_compound]
    compounds = {token.start: token for token in words if token.is_compound}
    for position, token in enumerate(simple):
        if token.start < end:
            continue
        last = _phrase_end(simple[position:], marks) or (
            token if _is_marked(token, marks) else None
        )
        whole = compounds.get(token.start)
        if last is None and whole is not None and whole.key in marks.keys:
            last = whole
        if last is not None:
            yield token.start, last.end, token.key
            end = last.end


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
