"""The six zonages the site knows by name, and what their degrees mean. Pure: no database here."""

DENSITE = "densite"
FRR = "frr"
PVD = "pvd"
ACV = "acv"
VILLAGES_DAVENIR = "villages-davenir"
QPV = "qpv"

CODES = (DENSITE, FRR, PVD, ACV, VILLAGES_DAVENIR, QPV)
"""In reading order; the seventh criterion, the population, is the commune's own."""

DENSITIES = {
    "1": "Grands centres urbains",
    "2": "Centres urbains intermédiaires",
    "3": "Petites villes",
    "4": "Ceintures urbaines",
    "5": "Bourgs ruraux",
    "6": "Rural à habitat dispersé",
    "7": "Rural à habitat très dispersé",
}
"""The seven levels of INSEE's grid. Editions disagree on which of 3 and 4 bears which number: what is
imported is read by its words when they are there, and no rule may depend on one of the two."""

RURAL_DENSITIES = frozenset({"5", "6", "7"})
"""What INSEE calls rural."""


def value_label(code: str, value: str) -> str:
    """Return the words for a value of a zonage: « Bourgs ruraux » for « 5 » of ``densite``."""
    return DENSITIES.get(value, value) if code == DENSITE else value
