"""Where one is, as French says it: « en Creuse », « dans le Lot », « à Mayotte », « au Mans »."""

# Départements, régions and overseas collectivities by what stands before their name; « en » before the others.
_DEPARTEMENTS = {
    "dans l’": "01 02 03 10 11 12 27 34 36 38 60 61 89 91",
    "dans la ": "26 42 50 51 55 58 72 80 86",
    "dans le ": "14 15 18 25 29 30 32 39 41 45 46 47 49 56 59 62 63 67 68 69 81 82 83 84 90 94 95",
    "dans les ": "04 05 06 08 13 22 40 64 65 66 78 79 88 92 984",
    "à ": "75 974 975 976 977 978 986",
    "sur l’": "989",
}
_REGIONS = {
    "dans le ": "24 44",
    "dans les ": "32 52 984",
    "à ": "04 06 975 977 978 986",
    "sur l’": "989",
}
_DEPARTEMENT = {code: said for said, codes in _DEPARTEMENTS.items() for code in codes.split()}
_REGION = {code: said for said, codes in _REGIONS.items() for code in codes.split()}
_ARTICLES = (("Le ", "au "), ("Les ", "aux "))


def in_departement(code: str, name: str) -> str:
    """Return « en Creuse » for the département 23."""
    return f"{_DEPARTEMENT.get(code, 'en ')}{name}"


def in_region(code: str, name: str) -> str:
    """Return « en Nouvelle-Aquitaine » for the région 75."""
    return f"{_REGION.get(code, 'en ')}{name}"


def in_commune(name: str) -> str:
    """Return « à Guéret », « au Mans », « aux Herbiers », « à La Rochelle »."""
    for article, said in _ARTICLES:
        if name.startswith(article):
            return said + name.removeprefix(article)
    return f"à {name}"
