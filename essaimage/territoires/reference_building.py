"""From the npm package ``@etalab/decoupage-administratif`` to the compact reference. Pure.

Names keep the package's spelling, with typographic apostrophes. The package does not say of which
year its populations are; its README and INSEE's pages do.
"""

import json
from pathlib import Path
from typing import Any

from .reference_files import (
    AliasRow,
    BadReference,
    CommuneRow,
    DepartementRow,
    EpciRow,
    Reference,
    RegionRow,
)

Rows = list[dict[str, Any]]

POPULATION_YEAR = "2023"
# INSEE, « populations légales »: Mayotte was last counted in 2017; Wallis-et-Futuna, Polynésie
# française and Nouvelle-Calédonie have censuses of their own, of years the package does not give.
OTHER_YEARS = {"976": "2017", "986": "", "987": "", "988": ""}
EPCI_KINDS = {"CC": "CC", "CA": "CA", "CU": "CU", "METRO": "ME", "MET69": "ME"}
COMMUNE, ARRONDISSEMENT = "commune-actuelle", "arrondissement-municipal"
FORMER_KINDS = {"commune-deleguee": "deleguee", "commune-associee": "associee"}


def build(folder: Path) -> Reference:
    """Build the reference from the unpacked package; raises ``BadReference``."""
    communes = _read(folder, "communes")
    current = [row for row in communes if row["type"] == COMMUNE]
    epcis = _read(folder, "epci")
    epci_of = {member["code"]: row["code"] for row in epcis for member in row["membres"]}
    return Reference(
        regions=_sorted(
            RegionRow(row["code"], _name(row), row["zone"]) for row in _read(folder, "regions")
        ),
        departements=_sorted(
            DepartementRow(row["code"], _name(row), row["region"])
            for row in _read(folder, "departements")
        ),
        epcis=_sorted(EpciRow(row["code"], _name(row), EPCI_KINDS[row["type"]]) for row in epcis),
        communes=_sorted(_commune(row, epci_of.get(row["code"], "")) for row in current),
        aliases=_sorted(_aliases(communes, current)),
    )


def _read(folder: Path, name: str) -> Rows:
    path = folder / "data" / f"{name}.json"
    try:
        return json.loads(path.read_bytes())
    except OSError:
        raise BadReference(
            f"Le fichier {path} manque : indiquer le dossier du paquet npm décompressé."
        ) from None
    except ValueError:
        raise BadReference(f"Le fichier {path} ne se lit pas comme du JSON.") from None


def _name(row: dict[str, Any]) -> str:
    return row["nom"].replace("'", "’")


def _sorted(rows) -> list:
    return sorted(rows, key=lambda row: row.code)


def _commune(row: dict[str, Any], epci: str) -> CommuneRow:
    known = "population" in row
    year = OTHER_YEARS.get(row["departement"], POPULATION_YEAR)
    return CommuneRow(
        code=row["code"],
        nom=_name(row),
        departement=row["departement"],
        epci=epci,
        population=str(row["population"]) if known else "",
        annee=year if known else "",
        codes_postaux=" ".join(sorted(row.get("codesPostaux", []))),
    )


def _aliases(communes: Rows, current: Rows) -> list[AliasRow]:
    """Return every other code and name: the former ones, then arrondissements.

    A commune déléguée may bear the code of the commune it is now part of: it is then a mere name.
    """
    former = {row["code"]: row for row in communes if row["type"] in FORMER_KINDS}
    own = {row["code"] for row in current}
    leads_to = {old: row["code"] for row in current for old in row.get("anciensCodes", [])}
    leads_to |= {code: row["chefLieu"] for code, row in former.items() if code not in leads_to}
    found = []
    for code, commune in leads_to.items():
        row = former.get(code)
        if row is None or (code in own and code != commune):
            kind, name = "ancien", ""
        else:
            kind, name = FORMER_KINDS[row["type"]], _name(row)
        found.append(AliasRow(code, name, kind, commune, ""))
    for row in communes:
        if row["type"] == ARRONDISSEMENT:
            postcodes = " ".join(sorted(row["codesPostaux"]))
            found.append(
                AliasRow(row["code"], _name(row), "arrondissement", row["commune"], postcodes)
            )
    return found
