"""The pages of régions, départements and intercommunalities: what covers them, what lies inside."""

import pytest

from dispositifs.choices import Vie
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_classement,
    make_commune,
    make_coverage,
    make_departement,
    make_dispositif,
    make_epci,
    make_region,
    make_temoin,
    make_zonage_version,
)

from .test_territory import CREUSE, GUERET, listed

pytestmark = pytest.mark.django_db


def test_what_covers_a_departement_and_what_lies_inside_are_said_apart(client):
    gueret = make_commune(epci=make_epci())
    creuse = gueret.departement
    make_coverage(make_dispositif(slug="region"), kind="region", region=creuse.region)
    make_coverage(make_dispositif(slug="ville"), kind="commune", commune=gueret)
    ended = make_dispositif(slug="fini", vie=Vie.TERMINE, ended_on="2020-01-01")
    make_coverage(ended, kind="departement", departement=creuse)

    page = client.get(CREUSE)

    assert list(listed(page, "couvre")) == ["region"]
    assert list(listed(page, "dedans")) == ["ville"]
    assert_contains(page, "1 dispositif couvre le département", "1 n’en couvre qu’une partie")
    assert_contains(
        page, f'href="{GUERET}"', 'href="/territoires/epci-200034825-ca-du-grand-gueret/"'
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (CREUSE, ("en Creuse", "CA du Grand Guéret")),
        ("/territoires/reg-75-nouvelle-aquitaine/", ("en Nouvelle-Aquitaine", "Ses départements")),
        (
            "/territoires/epci-200034825-ca-du-grand-gueret/",
            ("Communauté d’agglomération", "Creuse"),
        ),
    ],
)
def test_each_kind_of_territory_has_its_words_its_communes_and_its_map(client, path, words):
    make_commune(epci=make_epci())

    page = client.get(path)

    assert_contains(page, *words, f'href="{GUERET}"', "12 955", 'id="carte-tableau"')


def test_communes_are_counted_criterion_by_criterion(client):
    make_commune()
    for number, status in enumerate(("oui", "oui", "partiel")):
        commune = make_commune(f"2300{number}", f"Village {number}", population=100)
        if not number:
            version = make_zonage_version("frr")
        make_classement(version, commune=commune, status=status)
    make_temoin("pvd", commune=commune)

    page = client.get(CREUSE)

    assert_contains(page, "2 communes, et 1 en partie", "3 communes sous 3 500 habitants")
    assert_contains(page, "1 commune dans la liste", "Renseigné pour 1 commune sur 4")


def test_the_largest_communes_come_first_and_the_others_are_counted(client):
    for number in range(60):
        make_commune(f"23{100 + number}", f"Village {number}", population=number)

    page = client.get(CREUSE)

    html = page.content.decode()
    assert html.index("village-59") < html.index("village-12")
    assert "village-11/" not in html
    assert_contains(page, "Et 12 autres")


def test_an_overseas_collectivity_is_no_departement(client):
    region = make_region("988", name="Nouvelle-Calédonie", zone="com")
    departement = make_departement("988", name="Nouvelle-Calédonie", region=region)
    commune = make_commune("98818", name="Nouméa", departement=departement)

    area = client.get(departement.get_absolute_url())
    page = client.get(commune.get_absolute_url())

    assert_contains(area, "Collectivité · 988", "la collectivité")
    assert_not_contains(area, "Département · 988", "couvrent le département")
    assert_contains(page, "<dt>Collectivité</dt>")
