"""Where and when the project stands: what the result is asked for beside the answers (commune, phase, sector).

The schemes are those of the list of schemes for the model that comes first: same filters, same verdicts.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from dispositifs.listing import DispositifListing
from dispositifs.listing import read as read_list
from essaimage.search import index
from essaimage.search.documents import Choice
from essaimage.search.grammar import Reading
from essaimage.territoires.facts import PlaceFacts
from essaimage.territoires.place_asked import TYPED, PlaceAsked

from .orientation_answers import Asked

SCHEMES_SHOWN = 6
EARLY_PHASES = ("idee", "preuve", "codification")  # what helps those who are not ready yet
NO_SUCH_SECTOR = "Ce secteur n’existe pas. Prenez-en un dans la liste."


class FewSchemes(DispositifListing):
    """The first rows of a list of schemes, told on another page."""

    def __init__(self, reading: Reading, place: PlaceFacts | None) -> None:
        super().__init__(reverse("dispositifs:dispositif-list"), reading, place)
        self.shown = self.shown[:SCHEMES_SHOWN]

    @property
    def url(self) -> str:
        """The whole list."""
        return self.first_url


class Situation(PlaceAsked):
    """The commune, the phase and the sector that an address says."""

    def __init__(self, request: HttpRequest, asked: Asked) -> None:
        self.asked = asked
        self.said = asked.situation
        super().__init__(request, anchor="situation", data=asked.said)

    def address(self, code: str = "") -> str:
        """Return the same page, answers and step kept, for another commune or for none."""
        return self.asked.address(commune=code, etape=self.asked.step or "")

    @property
    def redirect(self) -> str:
        """The address that should have been used, that of a field left as it was included."""
        is_untouched = TYPED in self.data and not self.typed and not self.error
        return super().redirect or (self.address(self.code) if is_untouched else "")

    @cached_property
    def reading(self) -> Reading:
        """What the list of schemes understands of the phase."""
        data = QueryDict(mutable=True)
        data.setlist("phase", [each for each in (self.said.get("phase", ""),) if each])
        return read_list(data)

    @cached_property
    def errors(self) -> dict[str, str]:
        """What was wrong, by name."""
        found = {"commune": self.error} if self.error else {}
        found |= {name: " ".join(messages) for name, messages in self.reading.errors.items()}
        if self.sector and not self.known_sector:
            found["secteur"] = NO_SUCH_SECTOR
        return found

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """What was wrong: its name for visitors, why, the address without it."""
        labels = {"commune": "Commune", "phase": "Étape", "secteur": "Secteur"}
        return [
            (labels[name], said, self.asked.address(**{name: ""}))
            for name, said in self.errors.items()
        ]

    @property
    def selection_query(self) -> str:
        """What carries the answers and the commune to the page of the selection (decision 0018)."""
        told = [("o", f"{question}:{answer}") for question, answer in self.asked.given_pairs]
        place = [("commune", self.code)] if self.code else []
        return urlencode(told + place, safe=":")

    @property
    def phase(self) -> str:
        return "" if "phase" in self.errors else self.said.get("phase", "")

    @property
    def sector(self) -> str:
        return self.said.get("secteur", "")

    @cached_property
    def known_sector(self) -> Choice | None:
        """The sector asked for, when there is one."""
        return next((each for each in self.sectors if each.value == self.sector), None)

    @property
    def phases(self) -> list[Choice]:
        """The phases to choose from."""
        return [*self.reading.grammar.vocabulary["phase"]]

    @property
    def sectors(self) -> list[Choice]:
        """The sectors to choose from."""
        return [*index.current()["pionniers"].vocabulary["secteur"]]

    def schemes(
        self, place: PlaceFacts | None, model: str = "", phases: Sequence[str] = ()
    ) -> FewSchemes:
        """Return the schemes for a model in this situation, or those of other phases.

        ``place`` are the facts of the commune, already read.
        """
        data = QueryDict(mutable=True)
        data.setlist("modele", [each for each in (model,) if each])
        data.setlist("phase", phases or [each for each in (self.phase,) if each])
        reading = read_list(data)
        if self.commune:
            reading.data["commune"] = self.commune.code
            reading = replace(reading, chosen={**reading.chosen, "commune": self.commune})
        return FewSchemes(reading, place)

    def early_schemes(self, place: PlaceFacts | None) -> FewSchemes:
        """Return the schemes for those who are not ready yet."""
        known = {each.value for each in self.phases}
        return self.schemes(place, phases=[each for each in EARLY_PHASES if each in known])
