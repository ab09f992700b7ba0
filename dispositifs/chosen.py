"""The schemes that an address names one by one (``?d=slug`` repeated): found, and what is said of the others."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from essaimage.common.models import SlugRedirect
from essaimage.common.typography import typographie
from essaimage.search.parameters import cleaned_query

from .models import Dispositif

MOST = 30  # schemes that one address may name
SHOWN = 60  # letters of an address that leads nowhere, as it is told
_SLUG = re.compile(r"[-a-z0-9_]{1,80}", re.ASCII | re.IGNORECASE)


def is_slug(text: str) -> bool:
    """Whether ``text`` may be the address of a sheet."""
    return bool(_SLUG.fullmatch(text))


@dataclass(frozen=True)
class Chosen:
    """The published schemes named, in the order asked for, each once; then what was wrong.

    ``unknown`` are addresses that lead nowhere, safe to show; ``beyond`` counts those not looked at.
    """

    schemes: Sequence[Dispositif] = ()
    archived: Sequence[Dispositif] = ()
    unknown: Sequence[str] = ()
    beyond: int = 0
    most: int = MOST

    @property
    def slugs(self) -> list[str]:
        return [scheme.slug for scheme in self.schemes]

    @property
    def notices(self) -> list[str]:
        """What is said of the addresses that lead to no row; archived sheets are told apart, with a link."""
        said = [
            f"« {name} » n’est pas un dispositif publié sur ce site : adresse inconnue, ou fiche retirée."
            for name in self.unknown
        ]
        if self.beyond:
            left = "un n’a pas été gardé"
            if self.beyond > 1:
                left = f"{self.beyond} n’ont pas été gardés"
            said.append(f"Une sélection a {self.most} dispositifs au plus : {left}.")
        return [typographie(each) for each in said]


def choose(values: Iterable[str], schemes: QuerySet, most: int = MOST) -> Chosen:
    """Return the schemes that ``values`` name, read as ``schemes`` says: one query, two when one is missing.

    An address that a sheet has left leads to it; what visitors may not read does not exist.
    """
    asked = list(dict.fromkeys(value.strip() for value in values if value.strip()))
    kept, beyond = asked[:most], len(asked[most:])
    slugs = [value for value in kept if is_slug(value)]
    found = _read(slugs, schemes)
    rows = list(dict.fromkeys(found[value] for value in kept if value in found))
    return Chosen(
        schemes=[row for row in rows if row.is_published],
        archived=[row for row in rows if row.is_archived],
        unknown=[_shown(value) for value in kept if value not in found],
        beyond=beyond,
        most=most,
    )


def _read(slugs: Sequence[str], schemes: QuerySet) -> dict[str, Dispositif]:
    """Return the sheets that visitors may read, by the address asked for."""
    if not slugs:
        return {}
    left = SlugRedirect.objects.filter(model_label=Dispositif._meta.label_lower, slug__in=slugs)
    moved = Q(code__in=left.values("fiche_code"))
    rows = list(schemes.reachable().filter(Q(slug__in=slugs) | moved))
    found = {row.slug: row for row in rows}
    if set(slugs) - found.keys():
        codes = dict(left.values_list("slug", "fiche_code"))
        by_code = {row.code: row for row in rows}
        for slug in set(slugs) - found.keys():
            if row := by_code.get(codes.get(slug, "")):
                found[slug] = row
    return found


def _shown(value: str) -> str:
    """Return an address that leads nowhere as one may read it."""
    shown, _ = cleaned_query(value)
    return shown if 0 < len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"
