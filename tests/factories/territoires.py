"""Rows of ``territoires``: places, and the lists that class communes."""

from datetime import date
from typing import Any

from essaimage.territoires import models as places
from essaimage.territoires.models import Commune, Departement, Epci, EpciKind, Region, Zone

from .ground import keyed, make_source, next_number


def make_region(code: str = "75", name: str = "Nouvelle-Aquitaine", **values: Any) -> Region:
    """The région ``code``."""
    return keyed(Region, code, name=name, **{"zone": Zone.METRO} | values)


def make_departement(code: str = "23", name: str = "Creuse", **values: Any) -> Departement:
    """The département ``code``, in Nouvelle-Aquitaine unless told."""
    region = values.pop("region", None) or make_region()
    return keyed(Departement, code, name=name, region=region)


def make_epci(code: str = "200034825", name: str = "CA du Grand Guéret", **values: Any) -> Epci:
    """The intercommunality ``code``."""
    return keyed(Epci, code, name=name, **{"kind": EpciKind.CA} | values)


def make_commune(code: str = "23096", name: str = "Guéret", **values: Any) -> Commune:
    """The commune ``code``, in Creuse unless told."""
    departement = values.pop("departement", None) or make_departement()
    return keyed(
        Commune, code, name=name, departement=departement, **{"population": 12_955} | values
    )


def make_alias(code: str | None = None, **values: Any) -> places.CommuneAlias:
    """A former commune, that became Guéret unless told."""
    values["commune"] = values.get("commune") or make_commune()
    defaults = {"name": "Ancienne-Ville", "kind": places.AliasKind.DELEGATED}
    return keyed(places.CommuneAlias, code or f"23{700 + next_number() % 300}", **defaults | values)


def make_zonage(code: str = "frr", **values: Any) -> places.Zonage:
    """The zonage ``code``, exhaustive unless told."""
    values["source"] = values.get("source") or make_source()
    defaults = {"label": f"Zonage {code}", "definition": "Une liste de communes."}
    return keyed(places.Zonage, code, **defaults | values)


def make_zonage_version(zonage: Any = None, **values: Any) -> places.ZonageVersion:
    """A list imported for a zonage (``frr`` unless told), in force unless told."""
    zonage = make_zonage(zonage) if isinstance(zonage, str) else zonage
    defaults = {
        "date": date(2026, 1, 1),
        "source_title": "Liste des communes",
        "licence": "Licence Ouverte 2.0",
        "checksum": "0" * 64,
        "is_current": True,
        "row_count": 1,
    }
    zonage = zonage or make_zonage(f"zonage-{next_number()}")
    return places.ZonageVersion.objects.create(zonage=zonage, **defaults | values)


def make_classement(version: Any = None, **values: Any) -> places.Classement:
    """What a version says of a commune: yes, for Guéret, unless told."""
    values["commune"] = values.get("commune") or make_commune()
    return places.Classement.objects.create(version=version or make_zonage_version(), **values)


def make_temoin(zonage: Any = None, **values: Any) -> places.Temoin:
    """What the content says of a witness commune: yes, for Guéret, in a new zonage, unless told."""
    zonage = zonage or f"zonage-{next_number()}"
    values["commune"] = values.get("commune") or make_commune()
    values["source"] = values.get("source") or make_source()
    values["zonage"] = make_zonage(zonage) if isinstance(zonage, str) else zonage
    return places.Temoin.objects.create(**values)
