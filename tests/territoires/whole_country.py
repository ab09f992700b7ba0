"""The directory of the whole country, built from the committed reference, without a database."""

from collections import Counter, defaultdict
from functools import cache

from essaimage.territoires.directory import Directory
from essaimage.territoires.gazetteer import COMMUNE, DEPARTEMENT, EPCI, REGION, Alias, Place
from essaimage.territoires.reference_files import read


@cache
def whole_country() -> Directory:
    """Return the directory, built once for all tests."""
    reference = read()
    names = {row.code: row.nom for row in reference.departements}
    regions = defaultdict(list)
    region_of = {}
    for row in reference.departements:
        regions[row.region].append(row.code)
        region_of[row.code] = row.region
    people: dict[str, Counter] = {kind: Counter() for kind in (DEPARTEMENT, REGION, EPCI)}
    places = []
    for row in reference.communes:
        population = int(row.population or 0)
        people[DEPARTEMENT][row.departement] += population
        people[REGION][region_of[row.departement]] += population
        people[EPCI][row.epci] += population
        name = names[row.departement]
        places.append(
            Place(COMMUNE, row.code, row.nom, row.departement, name, row.codes_postaux, population)
        )
    for kind, rows in (
        (DEPARTEMENT, reference.departements),
        (REGION, reference.regions),
        (EPCI, reference.epcis),
    ):
        for row in rows:
            own = row.code if kind == DEPARTEMENT else ""
            places.append(Place(kind, row.code, row.nom, own, "", "", people[kind][row.code]))
    aliases = [Alias(row.code, row.nom, row.genre, row.commune) for row in reference.aliases]
    return Directory.of(places, aliases, regions)
