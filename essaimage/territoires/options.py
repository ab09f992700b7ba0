"""The régions and départements to choose from in the filters of a list, kept in the index."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from essaimage.common.typography import in_french_order
from essaimage.search.documents import Resource, Watch

from .models import Departement, Region

Option = tuple[str, str]  # value of ``territoire``, what it says


@dataclass(frozen=True)
class TerritoryOptions:
    """Every département under its région, in French order. Drawn once for each one chosen.

    What is none of them (an EPCI) is drawn as no choice: one copy for the 1 250 of them.
    """

    regions: tuple[tuple[str, tuple[Option, ...]], ...]
    _drawn: dict[str, SafeString] = field(default_factory=dict)

    def drawn(self, chosen: str = "") -> SafeString:
        """Return the options of a ``<select>``, ``chosen`` selected."""
        if chosen in self._drawn:
            return self._drawn[chosen]
        if not any(value == chosen for _, rows in self.regions for value, _ in rows):
            chosen = ""
        if chosen not in self._drawn:
            groups = ((name, _options(rows, chosen)) for name, rows in self.regions)
            html = format_html_join("", '<optgroup label="{}">{}</optgroup>', groups)
            self._drawn[chosen] = html
        return self._drawn[chosen]


def _options(rows: tuple[Option, ...], chosen: str) -> SafeString:
    parts = (
        (value, SafeString(" selected") if value == chosen else "", said) for value, said in rows
    )
    return format_html_join("", '<option value="{}"{}>{}</option>', parts)


class TerritoryChoices(Resource):
    """The options, as the index keeps them: two queries when a région or a département changes."""

    name = "territoires"
    watches = (Watch(Region, everything=True), Watch(Departement, everything=True))

    def build(self, now: datetime) -> TerritoryOptions:
        """Read régions and départements."""
        regions = Region.objects.prefetch_related("departements")
        return TerritoryOptions(
            tuple((row.name, _rows(row)) for row in in_french_order(regions, "name"))
        )


def _rows(region: Region) -> tuple[Option, ...]:
    whole = (region.parameter, f"Toute la région {region.name}")
    departements: list[Departement] = region.departements.all()
    return (whole, *((row.parameter, f"{row.name} ({row.code})") for row in departements))
