"""Where and when the project stands: what the result is asked for beside the answers (commune, phase, sector).

The schemes are those of the list of schemes for the model that comes first: same filters, same verdicts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from dispositifs.catalogue import DispositifCatalogue
from dispositifs.listing import DispositifListing
from dispositifs.listing import read as read_list
from essaimage.common.typography import typographie
from essaimage.search import index
from essaimage.search.documents import Choice
from essaimage.search.grammar import Reading
from essaimage.territoires.asked import label_of
from essaimage.territoires.directory import resolve, suggest
from essaimage.territoires.facts import PlaceFacts
from essaimage.territoires.listing import PlaceListing
from essaimage.territoires.lookup import Moved
from essaimage.territoires.models import Commune

from .orientation_answers import Asked

SCHEMES_SHOWN = 6
EARLY_PHASES = ("idee", "preuve", "codification")  # what helps those who are not ready yet
NO_SUCH_SECTOR = "Ce secteur n’existe pas. Prenez-en un dans la liste."
NO_SUCH_PLACE = "Aucune commune ne répond à ce nom. Essayez son code postal, ou une autre graphie."


@dataclass(frozen=True)
class Candidate:
    """A commune that what was typed may mean, and the address of the result for it."""

    name: str
    detail: str
    url: str


class FewSchemes(DispositifListing):
    """The first rows of a list of schemes, told on another page."""

    def __init__(self, reading: Reading, place: PlaceFacts | None) -> None:
        """``place`` are the facts of the commune of ``reading``, which costs no query again."""
        catalogue = DispositifCatalogue(index.current()["dispositifs"], reading.chosen)
        catalogue.facts = place
        PlaceListing.__init__(self, reverse("dispositifs:dispositif-list"), reading, catalogue)
        self.shown = self.shown[:SCHEMES_SHOWN]

    @property
    def url(self) -> str:
        """The whole list."""
        return self.first_url


class Situation:
    """The commune, the phase and the sector that an address says."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.said = asked.situation

    @cached_property
    def reading(self) -> Reading:
        """What the list of schemes understands of it."""
        data = QueryDict(mutable=True)
        data.update({name: self.said[name] for name in ("commune", "phase") if name in self.said})
        return read_list(data)

    @cached_property
    def errors(self) -> dict[str, str]:
        """What was wrong, by name."""
        found = {name: " ".join(messages) for name, messages in self.reading.errors.items()}
        if self.sector and not self.known_sector:
            found["secteur"] = NO_SUCH_SECTOR
        if self.typed and not self.candidates:
            found["commune"] = typographie(NO_SUCH_PLACE)
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
    def moved(self) -> Commune | None:
        """The commune of today, when the code asked for is an old one."""
        found = self.reading.chosen.get("commune")
        return found.to if isinstance(found, Moved) else None

    @property
    def commune(self) -> Commune | None:
        found = self.reading.chosen.get("commune")
        return found if isinstance(found, Commune) else None

    @cached_property
    def typed(self) -> str:
        """The name typed without JavaScript, unless it is that of the commune in force."""
        typed = (self.asked.typed or "").strip()[:200]
        return "" if self.commune and typed == label_of(self.commune) else typed

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The communes that what was typed may mean."""
        return [
            Candidate(each.name, each.departement_name, self.asked.address(commune=each.code))
            for each in (suggest(self.typed) if self.typed else ())
        ]

    @property
    def redirect(self) -> str:
        """The address that should have been used: an old code, a name typed; empty when it is right."""
        if self.moved:
            return self.asked.address(commune=self.moved.code, etape=self.asked.step or "")
        if self.asked.typed is None:
            return ""
        if self.typed:
            match = resolve(self.typed)
            return self.asked.address(commune=match.code) if match else ""
        kept = self.said.get("commune", "") if self.asked.typed.strip() else ""
        return self.asked.address(commune=kept)

    @property
    def commune_shown(self) -> str:
        """What stands in the field of the commune."""
        return self.typed or (label_of(self.commune) if self.commune else "")

    @property
    def commune_code(self) -> str:
        return self.commune.code if self.commune and not self.typed else ""

    @property
    def selection_query(self) -> str:
        """What carries the answers and the commune to the page of the selection (decision 0018)."""
        told = [("o", f"{question}:{answer}") for question, answer in self.asked.given_pairs]
        place = [("commune", self.commune_code)] if self.commune_code else []
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
