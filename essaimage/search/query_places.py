"""Names of places among the words of a query."""

from collections.abc import Collection, Container
from typing import TYPE_CHECKING

from .analysis import Token

if TYPE_CHECKING:
    from .text import TextIndex

_LONGEST = 6  # words
_AROUND = ("", *" ,;:!?()«»\"'’")  # what may stand before and after a name


def places_in(words: str, every: Collection[Token], places: Container[str]) -> list[list[Token]]:
    """Return the runs of ``every`` token of ``words`` that name a place: the longest, then the last ones.

    A run never cuts a word made of several: « outre-mer » does not name Mer.
    """
    every = list(every)
    found = []
    for length in range(min(_LONGEST, len(every)), 0, -1):
        for start in range(len(every) - length, -1, -1):
            run = every[start : start + length]
            first, last = run[0].start, run[-1].end
            if (
                words[first - 1 : first] in _AROUND
                and words[last : last + 1] in _AROUND
                and not all(token.is_stop for token in run)
                and words[first:last] in places
            ):
                found.append(run)
    return found


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
    return tuple(words[run[0].start : run[-1].end] for run in runs)
