"""From a value of the parameter ``territoire`` to the territory it names."""

import re

from .models import Departement, Epci, Region, Territory

_PARAMETER = re.compile(r"(dep|reg|epci)-([0-9][0-9ab]{1,8})", re.ASCII)
_MODELS: dict[str, type[Territory]] = {"dep": Departement, "reg": Region, "epci": Epci}


def territory_named(parameter: str) -> Territory | None:
    """Return the territory named « dep-23 », « reg-75 » or « epci-200034825 », None when there is none."""
    match = _PARAMETER.fullmatch(parameter.strip().lower())
    if match is None:
        return None
    model = _MODELS[match[1]]
    rows = model.objects.filter(code=match[2].upper())
    return rows.select_related("region").first() if model is Departement else rows.first()
