"""A small npm package of territories, made of our own rows, in the shape of Etalab's."""

import json
from pathlib import Path
from typing import Any

REGIONS = [
    {"code": "75", "nom": "Nouvelle-Aquitaine", "zone": "metro"},
    {"code": "93", "nom": "Provence-Alpes-Côte d'Azur", "zone": "metro"},
    {"code": "06", "nom": "Mayotte", "zone": "drom"},
    {"code": "975", "nom": "Saint-Pierre-et-Miquelon", "zone": "com"},
]
DEPARTEMENTS = [
    {"code": "23", "nom": "Creuse", "region": "75"},
    {"code": "13", "nom": "Bouches-du-Rhône", "region": "93"},
    {"code": "976", "nom": "Mayotte", "region": "06"},
    {"code": "975", "nom": "Saint-Pierre-et-Miquelon", "region": "975"},
]


def commune(code: str, nom: str, departement: str = "23", **values: Any) -> dict[str, Any]:
    """A commune of today."""
    row = {"code": code, "nom": nom, "departement": departement, "type": "commune-actuelle"}
    return row | {"codesPostaux": [f"{departement}000"], "population": 100} | values


def former(code: str, nom: str, into: str, kind: str = "commune-deleguee") -> dict[str, Any]:
    """A commune that another one took in."""
    return {"code": code, "nom": nom, "departement": "23", "type": kind, "chefLieu": into}


COMMUNES = [
    commune("23096", "Guéret", population=12_955, codesPostaux=["23000"]),
    commune("23001", "L'Exemple", anciensCodes=["23002", "23003"]),
    commune("13055", "Marseille", "13", population=886_040, codesPostaux=["13002", "13001"]),
    commune("97611", "Mamoudzou", "976", population=71_437),
    {
        "code": "97502",
        "nom": "Saint-Pierre",
        "departement": "975",
        "type": "commune-actuelle",
        "codesPostaux": ["97500"],
    },
    former("23001", "L'Exemple-le-Haut", "23001"),
    former("23002", "Exemple-le-Bas", "23001", "commune-associee"),
    {
        "code": "13201",
        "nom": "Marseille 1er Arrondissement",
        "departement": "13",
        "type": "arrondissement-municipal",
        "commune": "13055",
        "codesPostaux": ["13001"],
    },
]
EPCIS = [
    {
        "code": "200034825",
        "nom": "CA du Grand Guéret",
        "type": "CA",
        "membres": [{"code": "23096"}],
    },
    {"code": "200054807", "nom": "Métropole d'essai", "type": "METRO", "membres": []},
]


def write_package(folder: Path, **tables: list[dict[str, Any]]) -> Path:
    """Write the package in ``folder``; ``communes=…`` replaces a table."""
    rows = {
        "regions": REGIONS,
        "departements": DEPARTEMENTS,
        "communes": COMMUNES,
        "epci": EPCIS,
    } | tables
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    for name, table in rows.items():
        (data / f"{name}.json").write_text(json.dumps(table), encoding="utf-8")
    return folder
