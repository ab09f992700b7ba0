"""The list of schemes, filtered and ordered from the index: verdicts, territory, what is closed."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from pyroaring import AbstractBitMap, BitMap

from essaimage.search.catalogue import Catalogue
from essaimage.search.collection import Collection
from essaimage.search.facets import Holding
from essaimage.territoires.facts import PlaceFacts, facts_of
from essaimage.territoires.models import Commune, Territory

from .choices import Etat
from .eligibility import place_of_commune
from .filters import VERDICT_ORDER, verdicts_asked
from .rules_reading import place_of
from .verdicts import reaches_in, running, territory_in, verdicts_in


class DispositifCatalogue(Catalogue):
    """The published schemes that ``chosen`` keeps. ``commune`` and ``territoire`` never come together."""

    facets = (
        *("verdict", "ruralite", "echelle", "nature", "beneficiaire"),
        *("phase", "modele", "partenaire", "etat"),
    )

    def __init__(self, collection: Collection, chosen: Mapping[str, Any]) -> None:
        super().__init__(collection, chosen)
        self.commune: Commune | None = chosen.get("commune")
        self.territory: Territory | None = chosen.get("territoire")

    @cached_property
    def ticked(self) -> Mapping[str, Sequence[str]]:
        """The facet values in force, those of the verdict included when nobody ticked any."""
        return {**super().ticked, "verdict": verdicts_asked(self.chosen)}

    @cached_property
    def facts(self) -> PlaceFacts | None:
        """What is known of the commune chosen."""
        return facts_of(self.commune) if self.commune else None

    @cached_property
    def worked_out(self) -> Holding:
        """The verdict of each scheme in the commune chosen."""
        return {"verdict": verdicts_in(self.collection, self.facts)} if self.facts else {}

    @cached_property
    def _in_territory(self) -> tuple[AbstractBitMap, AbstractBitMap]:
        return territory_in(self.collection, self.territory)

    def restrictions(self) -> Mapping[str, AbstractBitMap]:
        """Return what the words and the territory keep, when they are in force."""
        kept = dict(super().restrictions())
        if self.territory:
            covering, inside = self._in_territory
            kept["territoire"] = covering | inside
        return kept

    def total_without(self, name: str, value: str = "") -> int:
        """Return the same as any list; without its commune, a list has no verdict either."""
        return super().total_without("verdict" if name == "commune" else name, value)

    @cached_property
    def sections(self) -> Sequence[AbstractBitMap]:
        """What covers the territory and what lies inside, or the verdicts; then what is closed."""
        open_ = running(self.collection)
        closed = self.collection.ids - open_
        if self.territory:
            return (*(open_ & rows for rows in self._in_territory), closed)
        if self.commune:
            verdicts = self.worked_out["verdict"]
            return (*(open_ & verdicts[verdict] for verdict in VERDICT_ORDER), closed)
        if named := self.named:
            return (open_ | named, closed - named)
        return (open_, closed)

    @cached_property
    def nearness(self) -> Sequence[AbstractBitMap]:
        """In a place: what is sure to run, then the rest; in each, what is proper to the place first."""
        if not (self.territory or self.facts):
            return super().nearness
        place = place_of_commune(self.facts) if self.facts else place_of(self.territory)
        nearest, *wider = reaches_in(self.collection, place)
        if self.territory:
            nearest |= self._in_territory[1]
        far = self.collection.ids - BitMap.union(nearest, *wider)
        sure = self.collection.holding("etat", Etat.ACTIF)
        reaches = (nearest, *wider, far)
        return (*(sure & each for each in reaches), *(each - sure for each in reaches))

    @property
    def something_closes(self) -> bool:
        """Whether a scheme has a time to apply that ends."""
        return bool(self.collection.holding("_ferme", "oui"))
