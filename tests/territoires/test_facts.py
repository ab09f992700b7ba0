"""What is known of a commune: lists in force first, then witnesses, then nothing."""

from datetime import date

import pytest

from essaimage.territoires.facts import PlaceFacts, facts_for, facts_of, zonage_coverage
from essaimage.territoires.models import Commune
from tests.factories import (
    make_classement,
    make_commune,
    make_departement,
    make_epci,
    make_region,
    make_source,
    make_temoin,
    make_zonage,
    make_zonage_version,
)

pytestmark = pytest.mark.django_db


def gueret() -> Commune:
    return Commune.objects.with_places().get(code="23096")


def fact(code: str):
    """What is known of a zonage for Guéret."""
    return facts_of(gueret()).zonage(code)


def test_a_commune_in_plain_values():
    make_commune(population_year=2023, epci=make_epci())

    facts = facts_of(gueret())

    assert (facts.code, facts.population, facts.population_year) == ("23096", 12_955, 2023)
    assert (facts.departement, facts.region, facts.epci) == ("23", "75", "200034825")
    assert facts.zone == "metro"
    assert facts.epci_name == "CA du Grand Guéret"


def test_nothing_is_known_of_a_zonage_that_was_not_loaded():
    make_commune()

    assert (fact("pvd").status, fact("pvd").is_known) == ("inconnu", False)
    assert fact("un-autre").status == "inconnu"


def test_a_witness_says_its_value_its_date_and_its_source():
    source = make_source(publisher="Insee", title="La grille", date=date(2026, 7, 21))
    make_temoin("densite", value="5", source=source)

    density = fact("densite")

    assert (density.status, density.value, density.words) == ("oui", "5", "Bourgs ruraux")
    assert (density.date, density.source_title) == (date(2026, 7, 21), "Insee, La grille")
    assert density.is_witness


def test_a_list_in_force_comes_before_a_witness():
    zonage = make_zonage("frr")
    make_temoin(zonage, status="non")
    make_classement(make_zonage_version(zonage), status="partiel", value="FRR+", detail="Nord")

    assert (fact("frr").status, fact("frr").value, fact("frr").detail) == (
        "partiel",
        "FRR+",
        "Nord",
    )
    assert not fact("frr").is_witness


def test_a_list_that_is_no_longer_in_force_says_nothing():
    make_classement(make_zonage_version("frr", is_current=False))

    assert fact("frr").status == "inconnu"


@pytest.mark.parametrize(("is_exhaustive", "status"), [(True, "non"), (False, "inconnu")])
def test_absent_from_a_list_means_no_when_the_list_is_whole(is_exhaustive, status):
    make_commune()
    make_zonage_version("pvd", is_exhaustive=is_exhaustive, source_title="ANCT")

    assert fact("pvd").status == status
    assert fact("pvd").source_title == "ANCT"


def test_the_silence_of_a_list_proves_nothing_in_an_overseas_collectivity():
    region = make_region("987", "Polynésie française", zone="com")
    place = make_departement("987", "Polynésie française", region=region)
    papeete = make_commune("98735", "Papeete", departement=place)
    make_zonage_version("pvd")

    assert facts_of(papeete).zonage("pvd").status == "inconnu"


def test_a_list_that_does_not_name_the_commune_hides_its_witness():
    zonage = make_zonage("pvd")
    make_temoin(zonage, status="oui")
    make_zonage_version(zonage)

    assert fact("pvd").status == "non"


def test_facts_take_two_queries_for_one_commune_or_many(django_assert_num_queries):
    for number in range(3):
        make_classement(make_zonage_version(), commune=make_commune(f"2300{number}", "Commune"))
    make_temoin()
    communes = list(Commune.objects.with_places())

    with django_assert_num_queries(2):
        assert isinstance(facts_of(communes[0]), PlaceFacts)
    with django_assert_num_queries(2):
        assert len(facts_for(communes)) == 4


def test_how_many_communes_are_known_is_said_until_every_list_is_there():
    make_temoin()
    make_commune("23001", "Ailleurs")
    make_commune("23002", "Disparue", is_current=False)

    assert zonage_coverage().sentence == "Zonages renseignés pour 1 commune sur 2."

    for code in ("densite", "frr", "pvd", "acv", "villages-davenir"):
        make_zonage_version(code)
    sentence = "Zonages\u00a0: 5 listes importées sur 6\u00a0; les autres, renseignés pour 1 commune sur 2."
    assert zonage_coverage().sentence == sentence

    make_zonage_version("qpv")
    assert zonage_coverage().sentence == ""
