"""Which names are one and which are two: a table of cases, from the content and from what editors type."""

import pytest

from essaimage.common.models import Term
from essaimage.desk.twins.finding import Entry, met
from essaimage.desk.twins.sites import page_key
from essaimage.desk.twins.titles import Reader, alike, is_slip

READER = Reader(
    [
        *("Bretagne", "Normandie", "Occitanie", "Nouvelle-Aquitaine", "Pays de la Loire", "Creuse"),
        *("Île-de-France", "Haute-Vienne", "Nord"),
    ]
)


def why(one: tuple[str, str] | str, other: tuple[str, str] | str) -> str:
    titles = [READER.read(*(each if isinstance(each, tuple) else (each,))) for each in (one, other)]
    answers = {alike(*titles), alike(*reversed(titles))}
    assert len(answers) == 1  # who is first does not matter
    return answers.pop()


ONE_NAME = [
    ("Fabrique à initiatives", "Fabrique à initiatives"),
    ("Fabrique à initiatives", "fabrique a initiative"),
    ("Fabriques à initiatives", "La Fabrique à initiatives"),
    ("Fabrique à initiatives", "Programme « Fabrique à initiatives »"),
    ("Villages d’avenir", "Village d'avenir"),
    ("Villages d’avenir", "Villages d’avennir"),
    ("Petites villes de demain", "Petite ville de demain"),
    ("Petites villes de demain", "Dispositif Petites villes de demain"),
    ("CoCoShaker", "Coco Shaker"),
    ("Guid’Asso", "Guidasso"),
    ("Tiers-lieux solidaires", "Tierslieux solidaires"),
    ("Dispositif local d’accompagnement", "Dispositif local d’accompagnement (DLA)"),
    (("Dispositif local d’accompagnement", "DLA"), "DLA"),
    (("Dispositif local d’accompagnement", "DLA"), ("Appui DLA", "D.L.A.")),
    ("Adie : microcrédit", "Adie"),
    ("Villages Vivants : un local pour un projet rural", "Villages vivants"),
    ("Contrat à impact", "Contrats à impact"),
    ("LEADER", "Leader"),
    ("Œuvres et cœurs", "Oeuvres et coeurs"),
    (
        "Pôles territoriaux de coopération économique",
        "Pôle territorial de coopération économique",
    ),
    ("Prix de l’Inspiration en ESS", "Prix de l’inspiration ESS 2026"),
    ("Fonds régional d’amorçage", "Fonds d’amorçage régional"),
    ("Fonds régional (Bretagne)", "Fonds regional (bretagne)"),
    ("Appel à projets Mobilités rurales solidaires", "Mobilités rurales et solidaires"),
    ("Soutien au commerce rural itinérant", "Soutien au commerce rural itinérant local"),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_one_name_written_twice(one, other):
    assert why(one, other)


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_the_list_of_pairs_compares_all_that_may_be_one(one, other):
    names = [one, "Tout autre chose", other, "Encore une autre"]
    titles = [READER.read(*(each if isinstance(each, tuple) else (each,))) for each in names]
    rows = [
        Entry(Term, number, str(number), "", "", title, "") for number, title in enumerate(titles)
    ]

    assert (rows[0], rows[2]) in set(met(rows))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Local versions of one scheme, and the national one.
        ("Fonds régional X (Bretagne)", "Fonds régional X (Normandie)"),
        ("Fonds régional X", "Fonds régional X (Bretagne)"),
        ("Fonds régional X Occitanie", "Fonds régional X Nouvelle-Aquitaine"),
        ("Fonds régional X – Pays de la Loire", "Fonds régional X – Île-de-France"),
        (
            "Fabrique à initiatives du Limousin solidaire",
            "Fabrique à initiatives du Périgord solidaire",
        ),
        ("Fonds de soutien au commerce (Limousin)", "Fonds de soutien au commerce"),
        ("Aide au commerce rural en Creuse", "Aide au commerce rural en Haute-Vienne"),
        # Two things of one house.
        ("Fondation Macif", "Fondation RTE"),
        ("Fondation Crédit Agricole Pays de France", "Fondation Crédit Coopératif"),
        ("Adie : microcrédit", "Adie : garantie"),
        ("Inco : incubation", "Inco : La Résidence"),
        ("Fonds social européen", "Fonds social européen de l’Avise"),
        # Names that share words.
        ("France ruralités", "France ruralités revitalisation"),
        ("France ruralités", "France services"),
        ("France Active : prêts", "La France s’engage"),
        ("Villages d’avenir", "Villages Vivants"),
        ("Petites villes de demain", "Cités de l’emploi"),
        ("Alter’Incub", "Alter’Venture"),
        ("Contrat à impact", "Contrats de ville"),
        ("Prêt ESS", "Près ESS"),
        # Numbers.
        ("Scale Up 1", "Scale Up 2"),
        ("1000 cafés", "100 cafés"),
        ("Appel à projets 2025", "Appel à projets 2026"),
        # Nothing to compare.
        ("", ""),
        ("", "Fondation Macif"),
        ("de la", "du"),
        (("Aide A", ""), ("Bourse B", "")),
    ],
)
def test_two_things_with_close_names(one, other):
    assert why(one, other) == ""


def test_what_makes_them_close_is_told():
    assert why("Villages d’avenir", "Village d’avenir") == "même titre"
    assert why(("Une aide", "DLA"), ("Un autre appui", "DLA")) == "même sigle"


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("avenir", "avennir", True),
        ("avenir", "avneir", True),
        ("initiatives", "initiattvee", True),
        ("villes", "villages", False),
        ("pret", "pres", False),
        ("regional", "national", False),
        ("locale", "vocale", False),
    ],
)
def test_a_slip_of_the_finger_is_short(one, other, slip):
    assert is_slip(one, other) is slip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.exemple.fr/", "http://exemple.fr"),
        ("https://exemple.fr/aide/", "https://EXEMPLE.fr/Aide#demander"),
        ("https://exemple.fr/aide", "https://exemple.fr/aide/index.html"),
        ("https://exemple.fr/aide", "https://exemple.fr/aide?utm_source=lettre&fbclid=1"),
        ("https://exemple.fr/?a=1&b=2", "https://exemple.fr/?b=2&a=1"),
        ("https://exemple.fr:443/a", "https://exemple.fr./a"),
    ],
)
def test_one_page_written_twice(one, other):
    assert page_key(one) == page_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://exemple.fr/aide", "https://exemple.fr/aides"),
        ("https://exemple.fr/?id=1", "https://exemple.fr/?id=2"),
        ("https://a.exemple.fr/", "https://b.exemple.fr/"),
        ("https://exemple.fr:8443/", "https://exemple.fr/"),
    ],
)
def test_two_pages_of_one_site(one, other):
    assert page_key(one) != page_key(other)


@pytest.mark.parametrize("address", ["", "n’importe quoi", "http://[::1", "mailto:a@exemple.fr"])
def test_what_is_no_address_is_close_to_nothing(address):
    assert page_key(address) == ""
