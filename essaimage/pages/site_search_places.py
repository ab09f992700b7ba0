"""Places among the words of a search: the communes of that name, and where the schemes of a place are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from rapidfuzz.distance import OSA

from essaimage.common.typography import typographie
from essaimage.search.analysis import normal, tokens
from essaimage.search.query_places import is_cut, is_thing
from essaimage.territoires.asked import to_choose
from essaimage.territoires.directory import Match
from essaimage.territoires.gazetteer import COMMUNE, DEPARTEMENT, REGION, Place
from essaimage.territoires.locatives import in_commune, in_departement, in_region
from essaimage.territoires.models import Commune, Departement, Region
from essaimage.territoires.naming import key_of, without_article

from .site_search_cards import EXACT, SUMMARY, TEXT, Card
from .site_search_kinds import Kind
from .territory_names import detail_of, place_url

COMMUNES = Kind("communes", "Communes", "commune,communes", "pages:territory-list")
MOST = 200  # communes counted for one name
_TO_CHOOSE = ""  # in place of a code: several communes bear the name
_LONG = 8  # letters of a name in which two typing errors are forgiven
_OFFERED = 2  # places offered
_LONGEST = 9  # words of a name
_MOST_WORDS = 20  # words looked at
_PEOPLED = 2_000  # inhabitants from which a commune is heard inside other words
# Left out with the name they lead to: « prêt à Guéret », « habitat dans la Creuse ».
_LEADING = frozenset(
    {"a", "au", "aux", "en", "dans", "vers", "sur", "le", "la", "les", "l", "de", "du", "des", "d"}
)
_MODELS = {COMMUNE: Commune, DEPARTEMENT: Departement, REGION: Region}


@dataclass(frozen=True)
class Offer:
    """The schemes that apply in a place, with the words that are not its name."""

    name: str
    said: str  # « en Creuse »
    url: str
    page_url: str
    rest: str = ""

    @property
    def action(self) -> str:
        """« Voir ce qui s’applique en Creuse pour « habitat partagé » »."""
        about = f" pour « {self.rest} »" if self.rest else ""
        return typographie(f"Voir ce qui s’applique {self.said}{about}")


def communes_named(snapshot: Any, words: str) -> list[Match]:
    """Return the communes that ``words`` may mean, best first."""
    return snapshot["communes"].suggest(words, limit=MOST) if words else []


def resembling(matches: Iterable[Match], words: str, *, is_answered: bool = False) -> list[Match]:
    """Keep the names that are a typing error away, two when long; of 35 000, some resemble any word.

    When sheets answer the words (``is_answered``), only a long name one error away is likely meant.
    """
    typed = key_of(words).replace(" ", "")
    if is_answered and len(typed) < _LONG:
        return []
    errors = 2 if len(typed) >= _LONG and not is_answered else 1
    names = ((match, key_of(match.name).replace(" ", "")) for match in matches)
    return [match for match, name in names if OSA.distance(typed, name) <= errors]


def heard(matches: Iterable[Match], words: str) -> list[Match]:
    """Keep what bears the very words: « prêt » means no Prétin when sheets answer it."""
    typed = set(key_of(words).split())
    return [match for match in matches if match.is_sure or typed <= set(key_of(match.name).split())]


def commune_card(match: Match, words: str) -> Card:
    """Return a commune as an answer to ``words``."""
    rank = EXACT if match.is_sure else SUMMARY if heard([match], words) else TEXT
    if match.is_sure and match.population < _PEOPLED:
        rank = SUMMARY  # « SOS » means the group before the village
    said = detail_of(match, with_why=True)
    return Card(place_url(match), match.name, said, commune=match.code, rank=rank)


def offers(snapshot: Any, words: str) -> list[Offer]:
    """Return the places named in ``words``, the longest names first, the other words kept."""
    directory, words = snapshot["communes"], normal(words)
    simple = [token for token in tokens(words) if not token.is_compound][:_MOST_WORDS]
    for start, end in _runs(len(simple)):
        name = words[simple[start].start : simple[end - 1].end]
        is_whole = end - start == len(simple)
        if not is_whole and (is_cut(words, simple, start, end) or is_thing(simple, start, end)):
            continue
        places = _named(directory.gazetteer, name, is_whole=is_whole)
        if is_whole and not places and (meant := directory.resolve(words)):
            places = [Place(COMMUNE, meant.code, meant.name)]  # « Guéret, Creuse » is one commune
        if places:
            rest = _without(words, simple, start, end)
            found = {offer.said: offer for offer in (_offer(place, rest) for place in places)}
            return list(found.values())[:_OFFERED]
    return []


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of words, the longest first, then the last ones: a place is often said last."""
    for length in range(min(_LONGEST, count), 0, -1):
        for start in range(count - length, -1, -1):
            yield start, start + length


def _named(gazetteer: Any, name: str, *, is_whole: bool) -> list[Place]:
    """Return the places of this very name; of homonyms, the one that is far the largest, or a choice."""
    places = [
        gazetteer.places[gazetteer.place_of(entry)] for entry in gazetteer.exactly(key_of(name))
    ]
    if not is_whole:  # « rouge » was a commune, and is none
        own = without_article(key_of(name))
        places = [place for place in places if without_article(key_of(place.name)) == own]
    wide = [place for place in places if place.kind in (DEPARTEMENT, REGION)]
    communes = sorted(
        {place for place in places if place.kind == COMMUNE}, key=lambda place: -place.population
    )
    if communes and not is_whole and communes[0].population < _PEOPLED:
        communes = []
    if len(communes) > 1 and communes[0].population < 5 * communes[1].population:
        communes = [Place(COMMUNE, _TO_CHOOSE, communes[0].name, population=communes[0].population)]
    # A small commune named as a département is seldom what one means: « Creuse » in Somme.
    if wide and communes and communes[0].population < _PEOPLED:
        communes = []
    return [*wide, *communes[:1]]


def _without(words: str, simple: list, start: int, end: int) -> str:
    """Return the words typed without those of a place and the small ones that lead to it."""
    while start and simple[start - 1].plain in _LEADING:
        start -= 1
    if not any(not token.is_stop for token in (*simple[:start], *simple[end:])):
        return ""
    first = simple[start].start
    return " ".join(f"{words[:first]} {words[simple[end - 1].end :]}".split())


def _offer(place: Place, rest: str) -> Offer:
    if place.code == _TO_CHOOSE:
        return _choice(place.name, rest)
    territory = _MODELS[place.kind](code=place.code, name=place.name)
    values = QueryDict(mutable=True)
    if rest:
        values["q"] = rest
    if place.kind == COMMUNE:
        said = in_commune(place.name)
        values["commune"] = place.code
    else:
        said = (in_region if place.kind == REGION else in_departement)(place.code, place.name)
        values["territoire"] = territory.parameter
    address = f"{reverse('dispositifs:dispositif-list')}?{values.urlencode()}"
    return Offer(place.name, said, address, territory.get_absolute_url(), rest)


def _choice(name: str, rest: str) -> Offer:
    """Return the offer to choose among communes of one name, then go to the schemes that apply there."""
    named, others = QueryDict(mutable=True), QueryDict(mutable=True)
    named["q"] = name
    if rest:
        others["q"] = rest
    page_url = f"{COMMUNES.url}?{named.urlencode()}"
    return Offer(name, in_commune(name), to_choose(name, "dispositifs", others), page_url, rest)
