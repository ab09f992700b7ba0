"""Finding territories by what one types: candidates on a page, suggestions under a field."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import slugify

from essaimage.common.figures import inhabitants
from essaimage.common.typography import in_french_order
from essaimage.territoires.directory import EVERY_KIND, Match, suggest
from essaimage.territoires.gazetteer import COMMUNE, DEPARTEMENT, EPCI, REGION
from essaimage.territoires.models import Region, Zone

SHOWN, SHOWN_WIDER = 20, 8  # communes; départements, régions and EPCI together
SUGGESTED = 8  # under a field
# The lists that send here a name to choose from, and the parameters that lead back to them.
RETURNS = {
    "dispositifs": (
        "dispositifs:dispositif-list",
        (
            *("q", "echelle", "ruralite", "nature", "partenaire", "beneficiaire", "phase"),
            *("modele", "etat", "verdict", "tri"),
        ),
    ),
    "pionniers": ("models_catalog:case-list", ("q", "modele", "secteur", "terrain", "tri")),
    "selection": ("pages:selection", ("d", "o")),
}
FILTERS_LENGTH, FILTERS_COUNT = 4000, 80  # characters, parameters
KINDS = {DEPARTEMENT: "Départements", REGION: "Régions", EPCI: "Intercommunalités"}
_SAID = {DEPARTEMENT: "Département", REGION: "Région", EPCI: "Intercommunalité"}


@dataclass(frozen=True)
class Candidate:
    """A territory to choose, as the page lists it; ``code`` is that of a commune."""

    name: str
    detail: str
    url: str
    page_url: str
    code: str = ""
    why: str = ""


@dataclass(frozen=True)
class Found:
    """The territories that answer what was typed. ``nearest``: none bears that name, this one resembles it."""

    communes: list[Candidate]
    wider: list[tuple[str, list[Candidate]]]
    nearest: str = ""

    def __bool__(self) -> bool:
        return bool(self.communes or self.wider)

    @property
    def total(self) -> int:
        """How many territories are shown."""
        return len(self.communes) + sum(len(rows) for _, rows in self.wider)

    @property
    def is_cut(self) -> bool:
        """Whether other communes may answer too."""
        return len(self.communes) == SHOWN


class Return:
    """The list that a visitor comes from, and where each territory leads them back; a page of its own else.

    ``vers`` names the list and ``filtres`` holds its other parameters, encoded: those that the list
    does not know, and the place itself, are dropped.
    """

    def __init__(self, data: QueryDict) -> None:
        self.name = data.get("vers", "") if data.get("vers") in RETURNS else ""
        self.typed = data.get("filtres", "")[:FILTERS_LENGTH] if self.name else ""

    @cached_property
    def filters(self) -> QueryDict:
        """The parameters to keep."""
        kept = QueryDict(mutable=True)
        if self.name:
            pairs = [pair for pair in self.typed.split("&") if pair][:FILTERS_COUNT]
            read = QueryDict("&".join(pairs))
            for name in RETURNS[self.name][1]:
                if values := read.getlist(name):
                    kept.setlist(name, values)
        return kept

    def _list(self, name: str, value: str) -> str:
        data = self.filters.copy()
        data[name] = value
        return f"{reverse(RETURNS[self.name][0])}?{data.urlencode()}"

    def to(self, match: Match) -> str:
        """Return where choosing this territory leads; the list of pioneers only knows communes."""
        if match.kind == COMMUNE and self.name:
            return self._list("commune", match.code)
        if self.name == "dispositifs":
            return self._list("territoire", match.parameter)
        return place_url(match)


def candidates(typed: str, back: Return) -> Found:
    """Return the territories that answer ``typed``, best first: communes apart, each kind in its group."""
    communes = suggest(typed, SHOWN)
    wider = suggest(typed, SHOWN_WIDER, tuple(KINDS))
    named = [match for match in (*communes, *wider) if not match.is_near]
    nearest = "" if named else next((match.name for match in (*communes, *wider)), "")
    if named:  # names that only resemble are left out as soon as one is right
        communes, wider = (
            [match for match in found if not match.is_near] for found in (communes, wider)
        )
    kinds = sorted(wider, key=lambda match: list(KINDS).index(match.kind))
    groups = groupby(kinds, key=lambda match: match.kind)
    return Found(
        [_candidate(match, back) for match in communes],
        [(KINDS[kind], [_candidate(match, back) for match in found]) for kind, found in groups],
        nearest,
    )


def _candidate(match: Match, back: Return) -> Candidate:
    is_commune = match.kind == COMMUNE
    return Candidate(
        name=match.name if is_commune else match.label,
        detail=detail_of(match),
        url=back.to(match),
        page_url=place_url(match),
        code=match.code if is_commune else "",
        why=match.why,
    )


def place_url(match: Match) -> str:
    """Return the address of the page of a territory."""
    return reverse(
        "pages:territory", args=[f"{match.parameter.lower()}-{slugify(_apart(match.name))}"]
    )


def _apart(name: str) -> str:
    """Return a name as addresses cut it: « l’Isle » is two words (``Territory.slug``)."""
    return name.replace("’", "-")


def detail_of(match: Match, *, with_why: bool = False, is_labelled: bool = False) -> str:
    """Return what tells a territory from another of the same name, and on demand why it is there.

    « Creuse (23) · 23000 · 12 955 habitants » for a commune, « Département · 115 995 habitants ».
    ``is_labelled``: it stands beside « Guéret (23) », and need not say the number again.
    """
    parts = [_SAID[match.kind]] if match.kind in _SAID else _of_commune(match, is_labelled)
    parts.append(inhabitants(match.population) if match.population else "")
    parts.append(match.why if with_why else "")
    return " · ".join(filter(None, parts))


def _of_commune(match: Match, is_labelled: bool) -> list[str]:
    postcodes = ", ".join(match.postcodes[:3]) + ("…" if len(match.postcodes) > 3 else "")
    code = "" if is_labelled else f" ({match.departement_code})"
    return [f"{match.departement_name}{code}", postcodes]


def suggestions(typed: str, *, with_wider: bool = False) -> list[dict[str, str]]:
    """Return what a field suggests for ``typed``, best first: communes, and the rest when asked."""
    matches = suggest(typed, SUGGESTED, EVERY_KIND if with_wider else (COMMUNE,)) if typed else []
    # An intercommunality is seldom what one means by the name of its main commune.
    matches.sort(key=lambda match: match.kind == EPCI and not match.is_sure)
    return [
        {
            "code": match.code if match.kind == COMMUNE else match.parameter,
            "label": match.label,
            "detail": detail_of(match, with_why=True, is_labelled=True),
            "url": place_url(match),
        }
        for match in matches
    ]


def all_regions() -> list[Region]:
    """Return every région with its départements, in French order, the collectivities last: two queries."""
    rows = in_french_order(Region.objects.prefetch_related("departements"), "name")
    return sorted(rows, key=lambda row: row.zone == Zone.COM)
