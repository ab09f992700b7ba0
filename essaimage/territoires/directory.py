"""The directory of places, kept in the index: what one types, and the communes it may mean."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from essaimage.search import index
from essaimage.search.documents import Resource, Watch

from .gazetteer import COMMUNE, DEPARTEMENT, EPCI, REGION, Alias, Gazetteer, Place, hints_of
from .matching import EVERY_KIND, Match
from .models import Commune, CommuneAlias, Departement, Epci, Region
from .naming import key_of, without_article
from .suggesting import Suggesting

__all__ = ["EVERY_KIND", "CommuneDirectory", "Directory", "Match", "resolve", "suggest"]

NAME = "communes"
PEOPLED = 3_000  # inhabitants


@dataclass(frozen=True)
class Directory:
    """Every place by its names and codes."""

    gazetteer: Gazetteer
    hints: Mapping[str, Collection[str]]

    @classmethod
    def of(
        cls, places: Iterable[Place], aliases: Iterable[Alias], regions: Mapping[str, Iterable[str]]
    ) -> "Directory":
        """Build it from plain rows; ``regions`` gives the département codes of each région code."""
        gazetteer = Gazetteer(places, aliases)
        return cls(gazetteer, hints_of(gazetteer.places, regions))

    def suggest(
        self, text: str, limit: int = 8, kinds: Collection[str] = (COMMUNE,)
    ) -> list[Match]:
        """Return the places that ``text`` may mean, best first; ``kinds=EVERY_KIND`` for them all."""
        return Suggesting(self.gazetteer, self.hints, kinds).run(text, limit)

    def __contains__(self, name: str) -> bool:
        """Whether a place bears this very name: searches by words then set it aside when they must.

        A small commune with a name in one word does not count: « école », « bio » are rarely places.
        """
        key = key_of(name)
        numbers = map(self.gazetteer.place_of, self.gazetteer.exactly(key))
        return any(
            " " in key or place.kind != COMMUNE or place.population >= PEOPLED
            for place in map(self.gazetteer.places.__getitem__, numbers)
        )

    def resolve(self, text: str, kinds: Collection[str] = (COMMUNE,)) -> Match | None:
        """Return the place that ``text`` surely means: the only one of this name or code, else None.

        « marne » is a commune of Loire-Atlantique, and few mean it: a name that a département or a
        région bears elsewhere is not sure.
        """
        matches = self.suggest(text, 2, kinds)
        if not matches or not matches[0].is_sure or (len(matches) > 1 and matches[1].is_sure):
            return None
        first = matches[0]
        elsewhere = self.hints.get(without_article(key_of(text)))
        if first.kind == COMMUNE and elsewhere and first.departement_code not in elsewhere:
            return None
        return first


def suggest(text: str, limit: int = 8, kinds: Collection[str] = (COMMUNE,)) -> list[Match]:
    """Return the places that ``text`` may mean, best first, from the index of this process."""
    return index.current()[NAME].suggest(text, limit, kinds)


def resolve(text: str, kinds: Collection[str] = (COMMUNE,)) -> Match | None:
    """Return the one place that ``text`` surely means, from the index of this process, else None."""
    return index.current()[NAME].resolve(text, kinds)


class CommuneDirectory(Resource):
    """The directory as the index keeps it: built again when a table of territories changes."""

    name = NAME
    watches = (
        Watch(Region),
        Watch(Departement),
        Watch(Epci),
        Watch(Commune),
        Watch(CommuneAlias),
    )

    def build(self, now: datetime) -> Directory:
        """Read the tables: six queries, about half a second with every commune."""
        regions: dict[str, list[str]] = defaultdict(list)
        for code, region in Departement.objects.values_list("code", "region__code"):
            regions[region].append(code)
        return Directory.of(_places(), _aliases(), regions)


def _places() -> Iterable[Place]:
    """Yield every place of today; the names of départements are shared, not repeated in memory."""
    departements = dict(Departement.objects.values_list("code", "name"))
    codes = {code: code for code in departements}
    for code, name, departement, postcodes, population in (
        Commune.objects.current()
        .order_by()
        .values_list("code", "name", "departement__code", "postcodes", "population")
        .iterator(chunk_size=5000)
    ):
        yield Place(
            COMMUNE,
            code,
            name,
            codes[departement],
            departements[departement],
            postcodes,
            population or 0,
        )
    for kind, model, peopled in (
        (DEPARTEMENT, Departement, "communes__population"),
        (REGION, Region, "departements__communes__population"),
        (EPCI, Epci, "communes__population"),
    ):
        counted = model.objects.order_by().annotate(people=Sum(peopled))
        for code, name, people in counted.values_list("code", "name", "people"):
            number = code if kind == DEPARTEMENT else ""
            yield Place(kind, code, name, number, "", "", people or 0)


def _aliases() -> Iterable[Alias]:
    rows = CommuneAlias.objects.filter(commune__is_current=True).order_by()
    for row in rows.values_list("code", "name", "kind", "commune__code").iterator(chunk_size=5000):
        yield Alias(*row)
