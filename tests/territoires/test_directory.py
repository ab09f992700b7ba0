"""The directory in the index: what the database holds, found by what one types."""

import pytest

from essaimage.territoires.directory import EVERY_KIND, resolve, suggest
from tests.factories import make_alias, make_commune, make_departement, make_epci, make_region

pytestmark = pytest.mark.django_db


def test_a_commune_is_found_with_its_places():
    make_commune(postcodes="23000")

    match = suggest("gueret")[0]

    assert (match.code, match.label, match.departement_name) == ("23096", "Guéret (23)", "Creuse")
    assert match.postcodes == ("23000",)
    assert match.population == 12_955


def test_a_commune_that_appears_is_found_at_once():
    assert suggest("guéret") == []

    make_commune()

    assert [match.code for match in suggest("guéret")] == ["23096"]


def test_a_commune_that_disappeared_is_not_offered():
    make_commune(is_current=False)

    assert suggest("guéret") == []


def test_a_former_commune_leads_to_the_one_it_became():
    make_alias(name="Grancher", commune=make_commune())

    match = resolve("grancher")

    assert match.code == "23096"
    assert match.why == "ancienne commune de Grancher, aujourd’hui Guéret"


def test_wider_territories_are_found_when_they_are_asked_for():
    make_commune(departement=make_departement(region=make_region()), epci=make_epci())

    assert suggest("creuse")[0].parameter == "23096"  # the main commune there
    assert suggest("creuse", kinds=EVERY_KIND)[0].parameter == "dep-23"
    assert suggest("nouvelle aquitaine", kinds=EVERY_KIND)[0].parameter == "reg-75"
    assert suggest("grand guéret", kinds=EVERY_KIND)[0].parameter == "epci-200034825"


def test_the_directory_is_read_once(django_assert_max_num_queries):
    make_commune()
    suggest("guéret")

    with django_assert_max_num_queries(1):  # the change log
        suggest("guéret")
