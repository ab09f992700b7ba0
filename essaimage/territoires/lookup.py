"""From what an address says to the territory it names: ``territoire=dep-23``, ``commune=23096``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from essaimage.common.kept_queries import KeptQuery, unwritten

from .models import Commune, CommuneAlias, Departement, Epci, Region, Territory

_PARAMETER = re.compile(r"(dep|reg|epci)-([0-9][0-9ab]{1,8})", re.ASCII)
_CODE = re.compile(r"[0-9][0-9AB][0-9]{3}", re.ASCII)
_MODELS: dict[str, type[Territory]] = {"dep": Departement, "reg": Region, "epci": Epci}


@dataclass(frozen=True)
class Moved:
    """A code that another one replaced: a merged commune, an arrondissement of Paris, Lyon, Marseille."""

    to: Commune
    name: str = ""  # of what bore the code, empty when the source does not say


def territory_named(parameter: str) -> Territory | None:
    """Return the territory named « dep-23 », « reg-75 » or « epci-200034825 », None when there is none."""
    match = _PARAMETER.fullmatch(parameter.strip().lower())
    if match is None:
        return None
    model = _MODELS[match[1]]
    rows = model.objects.filter(code=match[2].upper())
    return rows.select_related("region").first() if model is Departement else rows.first()


def commune_coded(code: str) -> Commune | Moved | None:
    """Return the commune of an INSEE code, with its places; where an old code leads; None when unknown.

    One query for a commune of today, two for an old code. « 2a004 » reads as « 2A004 ».
    """
    code = code.strip().upper()
    if not _CODE.fullmatch(code):
        return None
    commune = _with_places(code)
    if commune and commune.is_current:
        return commune
    alias = (
        CommuneAlias.objects.filter(code=code, commune__is_current=True)
        .exclude(commune__code=code)
        .select_related("commune__departement__region", "commune__epci")
        .first()
    )
    return Moved(alias.commune, alias.name) if alias else commune


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


_PARTS: dict[str, type[Model]] = {  # from a commune to what comes with it
    "": Commune,
    "departement__": Departement,
    "departement__region__": Region,
    "epci__": Epci,
}


def _write_communes(codes: Sequence[str]) -> QuerySet:
    columns = [f"{path}{name}" for path, model in _PARTS.items() for name in _columns(model)]
    return Commune.objects.filter(code__in=codes).order_by().values_list(*columns)


_COMMUNES = KeptQuery(Commune, _write_communes, unwritten)


def _with_places(code: str) -> Commune | None:
    """Return what ``Commune.objects.with_places()`` would: a list asks for one at each request."""
    for row in _COMMUNES.rows([code]):
        values, alias, parts = iter(row), Commune.objects.db, []
        for model in _PARTS.values():
            names = _columns(model)
            parts.append(model.from_db(alias, names, [next(values) for _ in names]))
        commune, departement, departement.region, epci = parts
        commune.departement, commune.epci = departement, epci if epci.pk else None
        return commune
    return None
