"""« Et dans un endroit comme le mien ? » on the sheet of a pioneer."""

import pytest

from essaimage.territoires.models import Status
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_alias,
    make_case,
    make_commune,
    make_departement,
    make_region,
    make_temoin,
)

pytestmark = pytest.mark.django_db


def village(code: str, name: str, **values):
    """A commune of few people, rural for the density grid."""
    commune = make_commune(code, name, **{"population": 800} | values)
    make_temoin("densite", commune=commune, status=Status.YES, value="6")
    return commune


def test_without_a_commune_the_sheet_asks_for_it(client):
    make_case(slug="phenix")

    page = client.get("/pionniers/phenix/")

    assert_contains(page, "Et dans un endroit comme le mien", "La commune où vous allez")
    assert_not_contains(page, "Même taille", "Un lieu différent", "On ne peut pas comparer")


def test_a_place_of_the_same_classes_is_said_alike_and_so_are_the_others(client):
    make_case(slug="phenix", head_commune=village("23030", "Ajain"), terrain="rural")
    make_case(slug="cocagne", title="Cocagne", head_commune=village("23031", "Alleyrat"))
    make_case(slug="ville", title="Loin", head_commune=make_commune("23096", population=90_000))
    make_case(
        slug="brouillon", title="Caché", status="brouillon", head_commune=village("23032", "Anzême")
    )
    village("23033", "Arfeuille")

    page = client.get("/pionniers/phenix/?commune=23033")

    assert_contains(page, "Même taille, même densité.", "Arfeuille : 800 habitants, rural")
    assert_contains(page, "Il travaille à la campagne.", "Son siège est en Creuse.", "Cocagne")
    assert_contains(page, "communes comparables", 'href="/pionniers/?commune=23033"')
    assert_not_contains(page, "Loin", "Caché")


def test_another_place_is_said_different_and_an_unknown_one_is_not_compared(client):
    paris = make_departement("75", name="Paris", region=make_region("11", name="Île-de-France"))
    make_case(slug="phenix", head_commune=village("23030", "Ajain"))
    large = make_commune("75056", "Paris", departement=paris, population=2_100_000)
    make_temoin("densite", commune=large, status=Status.YES, value="1")
    make_commune("23096", "Guéret")

    assert_contains(
        client.get("/pionniers/phenix/?commune=75056"), "Un lieu différent.", "urbain dense"
    )
    assert_contains(
        client.get("/pionniers/phenix/?commune=75056"),
        "Aucune source ne le dit présent en Île-de-France.",
    )
    assert_contains(client.get("/pionniers/phenix/?commune=23096"), "On ne peut pas comparer.")


def test_codes_and_names_lead_where_lists_would_lead(client):
    make_case(slug="phenix")
    make_alias("23999", commune=make_commune())

    moved = client.get("/pionniers/phenix/?commune=23999")
    unknown = client.get("/pionniers/phenix/?commune=99999")
    nameless = client.get("/pionniers/phenix/?lieu=zzzzzzqq")
    emptied = client.get("/pionniers/phenix/?commune=23096&lieu=")

    assert (moved.status_code, moved.url) == (302, "/pionniers/phenix/?commune=23096")
    assert (unknown.status_code, nameless.status_code) == (400, 400)
    assert_contains(unknown, "Aucune commune ne porte ce code.", status=400)
    assert_contains(nameless, "Aucune commune ne répond à ce nom.", status=400)
    assert (emptied.status_code, emptied.url) == (302, "/pionniers/phenix/")


def test_the_number_of_queries_with_a_commune_does_not_grow(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    make_case(slug="phenix", head_commune=village("23030", "Ajain"))
    village("23033", "Arfeuille")
    make_case(slug="un", head_commune=village("23031", "Alleyrat"))
    client.get("/pionniers/phenix/?commune=23033")

    with django_assert_max_num_queries(14) as one:
        client.get("/pionniers/phenix/?commune=23033")
    for number in range(20):
        make_case(head_commune=village(f"23{100 + number}", f"Village {number}"))

    with django_assert_num_queries(len(one)):
        client.get("/pionniers/phenix/?commune=23033")
