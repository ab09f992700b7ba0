"""What is known of zonages themselves: their names, what they open, for how many communes they are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from essaimage.search.documents import Resource, Watch
from essaimage.territoires.facts import ZonageCoverage, zonage_coverage
from essaimage.territoires.models import Commune, Temoin, Zonage, ZonageVersion


@dataclass(frozen=True)
class ZonageWords:
    """How a zonage is presented to visitors."""

    label: str
    definition: str
    opens: str


@dataclass(frozen=True)
class Known:
    """The words of each zonage, by code, and how far the lists go."""

    words: Mapping[str, ZonageWords]
    coverage: ZonageCoverage


class KnownZonages(Resource):
    """Kept in the index: it changes when a list is imported or an editor writes."""

    name = "zonages"
    watches = (Watch(Zonage), Watch(ZonageVersion), Watch(Temoin), Watch(Commune))

    def build(self, now: datetime) -> Known:
        rows = Zonage.objects.values_list("code", "label", "definition", "opens")
        words = {code: ZonageWords(*said) for code, *said in rows}
        return Known(words, zonage_coverage())
