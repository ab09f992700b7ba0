"""What a list says of the places one may choose: the commune in its field, names typed among the words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from essaimage.search.page import Listing

from .asked import label_of, to_choose
from .directory import resolve
from .gazetteer import COMMUNE, DEPARTEMENT, EPCI, REGION
from .models import Commune


@dataclass(frozen=True)
class PlaceAside:
    """The name of a place that was typed among the words, and the same list for that place."""

    name: str
    url: str


class PlaceListing(Listing):
    """A list that may be asked for a commune. ``vers`` is its name for the page that offers places."""

    vers = ""
    wider_places: Sequence[str] = ()  # the kinds of territory that the list knows besides communes

    @property
    def commune(self) -> Commune | None:
        """The commune chosen."""
        return self.reading.chosen.get("commune")

    @property
    def commune_code(self) -> str:
        return self.commune.code if self.commune else ""

    @property
    def commune_said(self) -> str:
        """The commune chosen, as its field shows it."""
        return label_of(self.commune) if self.commune else ""

    @property
    def commune_error(self) -> str:
        """What was wrong with the code of the commune."""
        return " ".join(self.errors.get("commune", ()))

    @property
    def places_aside(self) -> list[PlaceAside]:
        """The places typed among the words, which the search left out, with the list for each."""
        return [PlaceAside(name, self._for_place(name)) for name in self.set_aside]

    def _for_place(self, name: str) -> str:
        kept = self.address.without("commune", "territoire", "q")
        data = QueryDict(kept.partition("?")[2], mutable=True)
        if words := self.searched_words:
            data["q"] = words
        if match := resolve(name, (COMMUNE, *self.wider_places)):
            data["commune" if match.kind == COMMUNE else "territoire"] = match.parameter
            return f"{self.address.path}?{data.urlencode()}"
        return to_choose(name, self.vers, data)


EVERY_WIDER_PLACE = (DEPARTEMENT, REGION, EPCI)
