"""Places among the words of a search: the communes of that name, and where the schemes of a place are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from essaimage.common.typography import typographie
from essaimage.search.analysis import normal, tokens
from essaimage.territoires.directory import Match
from essaimage.territoires.gazetteer import COMMUNE, DEPARTEMENT, REGION, Place
from essaimage.territoires.locatives import in_commune, in_departement, in_region
from essaimage.territoires.naming import key_of

from .site_search_cards import EXACT, SUMMARY, TEXT, Card
from .site_search_kinds import Kind
from .territory_names import commune_detail, commune_url

COMMUNES = Kind("communes", "Communes", "commune,communes", "pages:territory-list")
NEARLY = "orthographe proche"  # what the directory says of a name that only resembles
MOST = 200  # communes counted for one name
_OFFERED = 2  # places offered
_LONGEST = 6  # words of a name
_MOST_WORDS = 20  # words looked at
_PEOPLED = 2_000  # inhabitants from which a commune is heard inside other words
# Left out with the name they lead to: « prêt à Guéret », « habitat dans la Creuse ».
_LEADING = frozenset(
    {"a", "au", "aux", "en", "dans", "vers", "sur", "le", "la", "les", "l", "de", "du", "des", "d"}
)
_PLACES = {
    DEPARTEMENT: (in_departement, "dep-"),
    REGION: (in_region, "reg-"),
}


@dataclass(frozen=True)
class Offer:
    """The schemes that apply in a place, with the words that are not its name."""

    said: str  # « en Creuse »
    url: str
    rest: str = ""

    @property
    def action(self) -> str:
        """« Voir ce qui s’applique en Creuse pour « habitat partagé » »."""
        about = f" pour « {self.rest} »" if self.rest else ""
        return typographie(f"Voir ce qui s’applique {self.said}{about}")


def communes_named(snapshot: Any, words: str) -> list[Match]:
    """Return the communes that ``words`` may mean, best first."""
    return snapshot["communes"].suggest(words, limit=MOST) if words else []


def heard(matches: Iterable[Match], words: str) -> list[Match]:
    """Keep what bears the very words: « prêt » means no Prétin once sheets answer it."""
    typed = set(key_of(words).split())
    return [match for match in matches if match.is_sure or typed <= set(key_of(match.name).split())]


def commune_card(match: Match, words: str) -> Card:
    """Return a commune as an answer to ``words``."""
    rank = EXACT if match.is_sure else SUMMARY if heard([match], words) else TEXT
    said = " · ".join(part for part in (commune_detail(match), match.why) if part)
    return Card(commune_url(match), match.name, said, commune=match.code, rank=rank)


def offers(snapshot: Any, words: str) -> list[Offer]:
    """Return the places named in ``words``, the longest names first, the other words kept."""
    gazetteer = snapshot["communes"].gazetteer
    words = normal(words)
    simple = [token for token in tokens(words) if not token.is_compound][:_MOST_WORDS]
    found: list[Offer] = []
    for start, end in _runs(len(simple)):
        name = words[simple[start].start : simple[end - 1].end]
        is_whole = end - start == len(simple)
        for place in _named(gazetteer, name, is_whole=is_whole):
            rest = _without(words, simple, start, end)
            found.append(_offer(place, rest))
        if found:
            break
    return list(dict.fromkeys(found))[:_OFFERED]


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of words, the longest first, then the last ones: a place is often said last."""
    for length in range(min(_LONGEST, count), 0, -1):
        for start in range(count - length, -1, -1):
            yield start, start + length


def _named(gazetteer: Any, name: str, *, is_whole: bool) -> list[Place]:
    """Return the places of this very name: of the homonyms, the one that is far the largest, or none."""
    places = [
        gazetteer.places[gazetteer.place_of(entry)] for entry in gazetteer.exactly(key_of(name))
    ]
    wide = [place for place in places if place.kind in _PLACES]
    communes = sorted(
        {place for place in places if place.kind == COMMUNE}, key=lambda place: -place.population
    )
    if communes and not is_whole and communes[0].population < _PEOPLED:
        communes = []
    if len(communes) > 1 and communes[0].population < 5 * communes[1].population:
        communes = []  # the group of communes lets one choose
    # A small commune named as a département is seldom what one means: « Creuse » in Somme.
    if wide and communes and communes[0].population < _PEOPLED:
        communes = []
    return [*wide, *communes[:1]]


def _without(words: str, simple: list, start: int, end: int) -> str:
    """Return the words typed without those of a place and the small ones that lead to it."""
    while start and simple[start - 1].plain in _LEADING:
        start -= 1
    first = simple[start].start
    return " ".join(f"{words[:first]} {words[simple[end - 1].end :]}".split())


def _offer(place: Place, rest: str) -> Offer:
    values = QueryDict(mutable=True)
    if rest:
        values["q"] = rest
    if place.kind == COMMUNE:
        said = in_commune(place.name)
        values["commune"] = place.code
    else:
        locative, prefix = _PLACES[place.kind]
        said = locative(place.code, place.name)
        values["territoire"] = f"{prefix}{place.code.lower()}"
    return Offer(said, f"{reverse('dispositifs:dispositif-list')}?{values.urlencode()}", rest)
