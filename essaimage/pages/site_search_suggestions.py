"""What the search box suggests as one types: titles, terms and communes that hold the words typed."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from essaimage.common.models import Fiche
from essaimage.search.analysis import plain_words
from essaimage.search.extracts import marked
from essaimage.territoires.gazetteer import COMMUNE, DEPARTEMENT, REGION

from .site_search_cards import MARK
from .site_search_kinds import ALSO, KINDS, Kind
from .site_search_places import COMMUNES, NEARLY
from .territory_names import commune_detail, place_url, wider_detail

SUGGESTED = 8
_PLACES = (COMMUNE, DEPARTEMENT, REGION)
_OF_A_KIND = 4  # at most, so that no kind hides the others


# How near a suggestion is: its name, its beginning, a word of it, or a word that resembles it.
WHOLE, BEGINS, HOLDS, NEAR = range(4)


class Suggestion(NamedTuple):
    """A line of the list under the box. The lowest ``rank`` comes first, then the lowest ``place`` in its kind."""

    rank: int
    place: int
    code: str
    kind: str
    label: str
    detail: str
    url: str

    @property
    def line(self) -> dict[str, str]:
        """What the browser is told."""
        line = self._asdict()
        del line["rank"], line["place"]
        return line


def suggestions(snapshot: Any, words: str) -> list[dict[str, str]]:
    """Return at most eight lines for the words typed so far, the last one being perhaps unfinished.

    Kinds take turns, so that none hides the others; what only resembles comes when nothing else does.
    """
    if not plain_words(words):
        return []
    found = list(_places(snapshot, words))
    for kind in (*KINDS, *ALSO):
        found += _sheets(snapshot, kind, words)
    sure = [each for each in found if each.rank < NEAR]
    ordered = sorted(sure or found, key=lambda each: (each.rank, each.place))
    return [each.line for each in ordered[:SUGGESTED]]


def _places(snapshot: Any, words: str) -> Iterator[Suggestion]:
    """Yield communes, départements and régions of that name."""
    for place, match in enumerate(snapshot["communes"].suggest(words, _OF_A_KIND, _PLACES)):
        rank = WHOLE if match.is_sure else NEAR if match.why == NEARLY else BEGINS
        detail = commune_detail(match) if match.kind == COMMUNE else wider_detail(match)
        told = (match.label, detail, place_url(match))
        yield Suggestion(rank, place, match.parameter, COMMUNES.name, *told)


def _sheets(snapshot: Any, kind: Kind, words: str) -> Iterator[Suggestion]:
    """Yield the sheets of a kind whose title or acronym holds the words."""
    collection = snapshot[kind.name]
    answer = collection.search(words, typing=True)
    typed = " ".join(plain_words(words))
    for place, pk in enumerate(collection.page(answer.tiers, "pertinence", 0, _OF_A_KIND)):
        row = collection.rows[pk]
        if MARK not in marked(f"{row.title} {row.sigle}", answer.marks):
            continue
        names = [" ".join(plain_words(name)) for name in (row.title, row.sigle) if name]
        rank = BEGINS if any(name.startswith(typed) for name in names) else HOLDS
        rank = NEAR if answer.corrected else WHOLE if typed in names else rank
        detail = " · ".join(part for part in (said(kind.model), row.sigle) if part)
        url = kind.model(slug=row.slug).get_absolute_url()
        yield Suggestion(rank, place, row.slug, kind.name, row.title, detail, url)


def said(model: type[Fiche]) -> str:
    """Return what a sheet is, with a capital: « Dispositif »."""
    name = str(model._meta.verbose_name)
    return name[:1].upper() + name[1:]
