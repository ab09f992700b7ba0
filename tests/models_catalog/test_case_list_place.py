"""The list of pioneers near a commune, and what a list asks of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assertions import assert_contains
from tests.dispositifs.reading_pages import read_list
from tests.factories import make_adoption, make_alias, make_case, make_commune, make_model

pytestmark = pytest.mark.django_db
URL = "/pionniers/"


@pytest.mark.parametrize("asked", [{}, {"commune": "23096", "q": "pionnier"}], ids=["all", "some"])
def test_a_list_asks_six_queries_at_most_as_many_for_one_row_as_for_fifty(client, asked):
    commune, model = make_commune(), make_model(slug="integre")

    def rows(number):
        for _ in range(number):
            case = make_case(sectors=["logement"], head_commune=commune)
            make_adoption(case, model=model)

    def queries() -> int:
        client.get(URL, asked)  # brings the index up to date
        with CaptureQueriesContext(connection) as found:
            page = client.get(URL, asked)
        assert read_list(page).slugs
        return len(found)

    rows(1)
    one = queries()
    rows(49)

    assert queries() == one <= 6


def test_a_commune_gives_the_pioneers_settled_there_then_around_then_in_the_region(client):
    commune = make_commune()
    departement, region = commune.departement, commune.departement.region
    make_case(title="Région", slug="region", regions=[region])
    make_case(title="Département", slug="departement", departements=[departement])
    make_case(title="Siège", slug="siege", head_commune=commune)
    make_case(title="Voisin", slug="voisin", head_commune=make_commune("23001", name="Ahun"))
    make_case(title="Ailleurs", slug="ailleurs")

    page = client.get(URL, {"commune": "23096", "tri": "titre"})

    assert read_list(page).slugs == ["siege", "departement", "voisin", "region"]
    assert_contains(
        page,
        "4 pionniers à Guéret ou dans la région",
        "Son siège est à Guéret",
        "Dans le département : en Creuse",
        "Dans la région : en Nouvelle-Aquitaine",
        "Commune : Guéret (23)",
        'href="/pionniers/siege/?commune=23096"',
    )
    assert "Dans la région\xa0: en" in page.content.decode()


def test_an_unknown_commune_is_told_and_an_old_one_leads_to_the_current(client):
    make_alias("23777", commune=make_commune())

    assert_contains(
        client.get(URL, {"commune": "99999"}), "Aucune commune ne porte ce code", status=400
    )
    page = client.get(URL, {"commune": "23777", "terrain": "rural"})
    assert (page.status_code, page.url) == (302, "/pionniers/?commune=23096&terrain=rural")


def test_what_is_typed_without_javascript_becomes_the_code_of_the_commune(client):
    make_commune()

    page = client.get(URL, {"lieu": "gueret", "terrain": "rural"})

    assert (page.status_code, page.url) == (302, "/pionniers/?terrain=rural&commune=23096")
