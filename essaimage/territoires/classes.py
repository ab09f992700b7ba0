"""The classes of size and of density by which two communes are alike, in words. Pure."""

from .facts import PlaceFacts
from .zonages import DENSITE, RURAL_DENSITIES

VILLAGE = 3500  # inhabitants; below: the ceiling of Villages d’avenir (source: its sheet, 2023)
SIZES = (
    (VILLAGE, "moins de 3 500 habitants"),
    (20_000, "de 3 500 à 20 000 habitants"),
    (100_000, "de 20 000 à 100 000 habitants"),
)
SIZE_ABOVE = "100 000 habitants ou plus"


def size_class(population: int | None) -> str:
    """Return the class of size in words, empty when the population is not known.

    The bounds are those that schemes of the site set: 3 500 (villages), 20 000 (small towns at their
    entry), 100 000 (the upper bound of Action cœur de ville).
    """
    if population is None:
        return ""
    return next((said for above, said in SIZES if population < above), SIZE_ABOVE)


def density_class(level: str) -> str:
    """Return the class of density in words, empty when the level is not known.

    Levels 3 and 4 are never told apart: sources disagree on which is which.
    """
    if level == "1":
        return "urbain dense"
    if level in ("2", "3", "4"):
        return "urbain de densité intermédiaire"
    return "rural" if level in RURAL_DENSITIES else ""


def classes_of(place: PlaceFacts) -> tuple[str, str]:
    """Return the classes of size and of density of a place; empty where they are not known."""
    return size_class(place.population), density_class(place.zonage(DENSITE).value)
