"""What the search box suggests as one types: titles, terms and places that hold the words typed."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from essaimage.search.analysis import normal, plain_words, tokens
from essaimage.search.found import Marks
from essaimage.search.sheets import SheetRow
from essaimage.territoires.directory import Match
from essaimage.territoires.gazetteer import COMMUNE, DEPARTEMENT, REGION
from essaimage.territoires.naming import key_of

from .site_search_kinds import SHEETS, Kind
from .site_search_places import COMMUNES
from .territory_names import detail_of, place_url

SUGGESTED = 8
_PLACES = (COMMUNE, DEPARTEMENT, REGION)
_OF_A_KIND = 4  # at most, so that no kind hides the others
_TITLES = 20_000  # remembered, with their words
_NO_APOSTROPHE = {ord(sign): None for sign in "'’"}
_PEOPLED = 2_000  # inhabitants from which a commune is meant by its name, whatever titles say

# How near a suggestion is: its name, the first words of it, its beginning, a word of it, or a word that
# resembles it. « prêt » means a loan before it means Préty.
WHOLE, OPENS, BEGINS, HOLDS, NEAR = range(5)
Line = dict[str, str]


class Suggestion(NamedTuple):
    """A sheet or a place. The lowest ``rank`` comes first, then the lowest ``place`` in its kind."""

    rank: int
    place: int
    kind: Kind
    named: SheetRow | Match


def suggestions(snapshot: Any, words: str) -> list[Line]:
    """Return at most eight lines for the words typed so far, the last one being perhaps unfinished.

    Kinds take turns, so that none hides the others; what only resembles comes when nothing else does.
    """
    if not plain_words(words):
        return []
    found = [each for kind in SHEETS for each in _sheets(snapshot, kind, words)]
    found += _places(snapshot, words, is_answered=any(each.rank < NEAR for each in found))
    sure = [each for each in found if each.rank < NEAR]
    ordered = sorted(sure or found, key=lambda each: (each.rank, each.place))
    return [
        place_line(each.named) if each.kind is COMMUNES else sheet_line(each.kind, each.named)
        for each in ordered[:SUGGESTED]
    ]


def _places(snapshot: Any, words: str, *, is_answered: bool) -> Iterator[Suggestion]:
    """Yield the places of that name; names that resemble it, which take long to find, only if wanted."""
    directory = snapshot["communes"]
    if is_answered and not directory.gazetteer.beginning(key_of(words)):
        return
    typed = key_of(words)
    for place, match in enumerate(directory.suggest(words, _OF_A_KIND, _PLACES)):
        rank = WHOLE if match.is_sure else NEAR if match.is_near else _opening(match.name, typed)
        if rank == WHOLE and match.kind == COMMUNE and match.population < _PEOPLED:
            rank = OPENS
        yield Suggestion(rank, place, COMMUNES, match)


def _opening(name: str, typed: str) -> int:
    """Return whether a name begins with the very words typed, or its words with their letters only."""
    return OPENS if f"{key_of(name)} ".startswith(f"{typed} ") else BEGINS


def _sheets(snapshot: Any, kind: Kind, words: str) -> Iterator[Suggestion]:
    """Yield the sheets of a kind whose title or acronym holds the words."""
    collection = snapshot[kind.name]
    answer = collection.search(words, typing=True)
    typed = " ".join(plain_words(words))
    for place, pk in enumerate(collection.best(answer, 0, _OF_A_KIND)):
        row = collection.rows[pk]
        plain, keys = _words_of(f"{row.title}\n{row.sigle}")
        if not _holds(plain, keys, answer.marks):
            continue
        rank = min(_nearness(name, typed) for name in (row.title, row.sigle) if name)
        rank = NEAR if answer.corrected else rank
        yield Suggestion(rank, place, kind, row)


def _nearness(name: str, typed: str) -> int:
    """Return how near a title or an acronym is to the plain words typed."""
    joined = name.translate(_NO_APOSTROPHE)  # « pins » is P’INS
    said = [" ".join(_words_of(each)[0]) for each in (name, joined)]
    if typed in said:
        return WHOLE
    if any(f"{each} ".startswith(f"{typed} ") for each in said):
        return OPENS
    return BEGINS if any(each.startswith(typed) for each in said) else HOLDS


@lru_cache(maxsize=_TITLES)
def _words_of(title: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the plain words of a title, and the keys under which they are found."""
    found = list(tokens(normal(title)))
    return (
        tuple(token.plain for token in found if not token.is_compound),
        frozenset(token.key for token in found),
    )


def _holds(plain: tuple[str, ...], keys: frozenset[str], marks: Marks) -> bool:
    """Whether a title holds one of the words that answered."""
    return (
        not keys.isdisjoint(marks.keys)
        or any(keys.issuperset(phrase) for phrase in marks.phrases)
        or any(word.startswith(marks.beginnings) for word in plain)
    )


def sheet_line(kind: Kind, row: SheetRow) -> Line:
    """Return what the browser is told of a sheet."""
    name = str(kind.model._meta.verbose_name)
    detail = name[:1].upper() + name[1:]
    return {
        "code": row.slug,
        "kind": kind.name,
        "label": row.title,
        "detail": f"{detail} · {row.sigle}" if row.sigle else detail,
        "url": kind.model(slug=row.slug).get_absolute_url(),
    }


def place_line(match: Match) -> Line:
    """Return what the browser is told of a place."""
    return {
        "code": match.parameter,
        "kind": COMMUNES.name,
        "label": match.label,
        "detail": detail_of(match, is_labelled=True),
        "url": place_url(match),
    }
