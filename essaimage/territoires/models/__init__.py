"""Territories as the official code names them, and the official lists that class communes."""

from .territory import (
    AliasKind,
    Commune,
    CommuneAlias,
    Departement,
    Epci,
    EpciKind,
    Region,
    Territory,
    Zone,
)
from .zonage import Classement, Status, Temoin, Zonage, ZonageVersion

__all__ = [
    "AliasKind",
    "Classement",
    "Commune",
    "CommuneAlias",
    "Departement",
    "Epci",
    "EpciKind",
    "Region",
    "Status",
    "Temoin",
    "Territory",
    "Zonage",
    "ZonageVersion",
    "Zone",
]
