"""From what an address says to the territory it names: ``territoire=dep-23``, ``commune=23096``."""

import re
from dataclasses import dataclass

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
    commune = Commune.objects.with_places().filter(code=code).first()
    if commune and commune.is_current:
        return commune
    alias = (
        CommuneAlias.objects.filter(code=code, commune__is_current=True)
        .exclude(commune__code=code)
        .select_related("commune__departement__region", "commune__epci")
        .first()
    )
    return Moved(alias.commune, alias.name) if alias else commune
