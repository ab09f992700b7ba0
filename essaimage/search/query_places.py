"""Names of places among the words of a query."""

import re
from collections.abc import Collection, Container, Sequence
from typing import TYPE_CHECKING

from .analysis import Token
from .vocabulary import COMMON_PLACES

if TYPE_CHECKING:
    from .text import TextIndex

_LONGEST = 6  # words
_ARTICLES = frozenset({"l", "le", "la", "les"})
_LEADING = frozenset({"a", "au", "aux", "en", "dans", "vers", "sur", "commune", "ville"})
_ELIDED_ARTICLE = re.compile(r"(?<![^\W_])L['’]$")
_AROUND = ("", *" ,;:!?()«»\"'’")  # what may stand before and after a name


def places_in(words: str, every: Collection[Token], places: Container[str]) -> list[list[Token]]:
    """Return the runs of ``every`` token of ``words`` that name a place: the longest, then the last ones.

    A run never cuts a word made of several: « outre-mer » does not name Mer. A place named as a thing
    is one when it is typed as a name, or after « à »: « monnaie » is not.
    """
    every = list(every)
    found = []
    for length in range(min(_LONGEST, len(every)), 0, -1):
        for start in range(len(every) - length, -1, -1):
            end = start + length
            run = every[start:end]
            if (
                not is_cut(words, every, start, end)
                and not all(token.is_stop for token in run)
                and not is_thing(every, start, end)
                and words[run[0].start : run[-1].end] in places
            ):
                found.append(run)
    return found


def is_cut(words: str, every: Sequence[Token], start: int, end: int) -> bool:
    """Whether the run of tokens is a part of a word of ``words``: « rouge » in « croix-rouge »."""
    first, last = every[start].start, every[end - 1].end
    return words[first - 1 : first] not in _AROUND or words[last : last + 1] not in _AROUND


def is_thing(every: Sequence[Token], start: int, end: int) -> bool:
    """Whether the run of tokens is a common word that is also the name of a place: « monnaie locale »."""
    said = [token for token in every[start:end] if not token.is_stop]
    if len(said) != 1 or said[0].is_name or said[0].plain not in COMMON_PLACES:
        return False
    before = next(
        (token.plain for token in reversed(every[:start]) if token.plain not in _ARTICLES), ""
    )
    return before not in _LEADING


def is_common(run: list[Token], index: "TextIndex") -> bool:
    """Whether it is rather a word than a name: « cher », « jardin », typed and written without capital."""
    if len(run) > 1 or run[0].is_name:
        return False
    known = index.words.get(run[0].plain)
    return known is not None and not known.is_name


def as_typed(words: str, every: Collection[Token], aside: Container[Token]) -> tuple[str, ...]:
    """Return the runs of tokens set aside, as they were typed."""
    runs: list[list[Token]] = []
    is_running = False
    for token in every:
        if token not in aside:
            is_running = False
        elif is_running:
            runs[-1].append(token)
        else:
            runs.append([token])
            is_running = True
    return tuple(words[_opening(words, run[0].start) : run[-1].end] for run in runs)


def _opening(words: str, start: int) -> int:
    """Return where a name begins, its article included: « L’Haÿ-les-Roses »."""
    article = _ELIDED_ARTICLE.search(words, 0, start)
    return article.start() if article else start
