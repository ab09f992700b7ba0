"""The seven criteria: what each answers to « rural ? », and what is said when nobody knows."""

from datetime import date

import pytest

from essaimage.pages.territory_criteria import (
    CRITERIA,
    RULES,
    Reading,
    answer_of,
    criteria_of,
)
from essaimage.territoires.facts import PlaceFacts, ZonageFact


def place(population: int | None = 500, **zonages: tuple[str, str]) -> PlaceFacts:
    """A commune; each zonage is (status, value), « villages_davenir » standing for « villages-davenir »."""
    facts = {
        (code := name.replace("_", "-")): ZonageFact(code, status, value)
        for name, (status, value) in zonages.items()
    }
    return PlaceFacts("23096", "Guéret", population, 2023, zonages=facts)


def reading(code: str, **known) -> Reading:
    return next(row.reading for row in criteria_of(place(**known)) if row.code == code)


@pytest.mark.parametrize(
    ("code", "status", "value", "expected"),
    [
        ("densite", "oui", "5", Reading.OUI),
        ("densite", "oui", "6", Reading.OUI),
        ("densite", "oui", "7", Reading.OUI),
        ("densite", "oui", "1", Reading.NON),
        ("densite", "oui", "2", Reading.NON),
        ("densite", "oui", "3", Reading.NON),
        ("densite", "oui", "4", Reading.NON),
        ("frr", "oui", "FRR+", Reading.OUI),
        ("frr", "non", "", Reading.NON),
        ("frr", "partiel", "", Reading.PARTIEL),
        ("pvd", "oui", "", Reading.OUI),
        ("pvd", "non", "", Reading.MUET),
        ("acv", "oui", "", Reading.NON),
        ("acv", "non", "", Reading.MUET),
        ("villages-davenir", "oui", "", Reading.OUI),
        ("villages-davenir", "inconnu", "", Reading.INCONNU),
        ("qpv", "oui", "", Reading.NON),
        ("qpv", "inconnu", "", Reading.INCONNU),
    ],
)
def test_a_zonage_says_rural_not_rural_or_nothing(code, status, value, expected):
    assert reading(code, **{code.replace("-", "_"): (status, value)}) == expected


@pytest.mark.parametrize(
    ("population", "expected"),
    [(0, Reading.OUI), (3499, Reading.OUI), (3500, Reading.NON), (None, Reading.INCONNU)],
)
def test_a_village_has_less_than_3500_inhabitants(population, expected):
    assert reading("population", population=population) == expected


def test_the_seven_criteria_come_in_one_order_and_each_says_its_rule():
    rows = criteria_of(place())

    assert tuple(row.code for row in rows) == CRITERIA == tuple(RULES)
    assert all(row.name and row.rule and row.short for row in rows)


def test_a_list_that_is_not_loaded_says_nothing():
    rows = criteria_of(place())

    assert {row.reading for row in rows[1:]} == {Reading.INCONNU}
    assert {row.value for row in rows[1:]} == {"Non renseigné"}


def test_gueret_is_rural_for_the_tax_and_a_town_for_the_rest():
    known = place(
        population=12_955,
        densite=("oui", "2"),
        frr=("oui", "FRR socle"),
        pvd=("non", ""),
        acv=("oui", ""),
        qpv=("oui", ""),
    )

    answer = answer_of(criteria_of(known))

    assert answer.title == "Oui pour 1 critère sur 7"
    assert answer.others == "Non pour 4, 1 ne tranche pas, 1 non renseigné."


@pytest.mark.parametrize(
    ("known", "title", "others"),
    [
        ({"population": None}, "On ne sait pas encore", "7 non renseignés."),
        (
            {"population": 9_000, "frr": ("partiel", "")},
            "Non pour 1 critère sur 7",
            "1 à confirmer, 5 non renseignés.",
        ),
        (
            {"population": 90, "densite": ("oui", "7"), "pvd": ("non", ""), "acv": ("non", "")},
            "Oui pour 2 critères sur 7",
            "2 ne tranchent pas, 3 non renseignés.",
        ),
    ],
)
def test_the_answer_counts_what_is_known_and_tells_the_rest(known, title, others):
    answer = answer_of(criteria_of(place(**known)))

    assert (answer.title, answer.others) == (title, others)


def test_a_value_bears_the_date_and_the_source_of_its_list():
    fact = ZonageFact("frr", "oui", "FRR+", "", date(2025, 7, 10), "DGCL", "https://exemple.fr")

    row = criteria_of(PlaceFacts("1", "X", 10, zonages={"frr": fact}))[2]

    assert (row.value, row.day, row.source) == ("Oui, FRR+", date(2025, 7, 10), "DGCL")
    assert row.source_url == "https://exemple.fr"
