"""The list of pioneers, filtered and ordered from the index: those settled near a commune first."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from pyroaring import AbstractBitMap

from essaimage.search.catalogue import Catalogue
from essaimage.search.collection import Collection
from essaimage.territoires.models import Commune

from .case_source import PLACE


class CaseCatalogue(Catalogue):
    """The published pioneers that ``chosen`` keeps."""

    facets = ("modele", "secteur", "terrain")

    def __init__(self, collection: Collection, chosen: Mapping[str, Any]) -> None:
        super().__init__(collection, chosen)
        self.commune: Commune | None = chosen.get("commune")

    @cached_property
    def near(self) -> Sequence[AbstractBitMap]:
        """Who is settled in the commune chosen, elsewhere in its département, elsewhere in its région."""
        departement = self.commune.departement
        places = (f"com-{self.commune.code}", f"dep-{departement.code}")
        inside, around, beyond = (
            self.collection.holding(PLACE, place)
            for place in (*places, f"reg-{departement.region.code}")
        )
        return inside, around - inside, beyond - around - inside

    def restrictions(self) -> Mapping[str, AbstractBitMap]:
        """Return what the words and the commune keep, when they are in force."""
        kept = dict(super().restrictions())
        if self.commune:
            inside, around, beyond = self.near
            kept["commune"] = inside | around | beyond
        return kept

    @property
    def sections(self) -> Sequence[AbstractBitMap]:
        """With a commune, the nearest come first, whatever the order."""
        return self.near if self.commune else super().sections
