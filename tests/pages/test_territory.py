"""The pages of territories: addresses, criteria, schemes by verdict, whom to call, pioneers."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from dispositifs.choices import Ruralite, Vie
from essaimage.territoires.hexmap import PLACES
from essaimage.territoires.zonages import CODES
from tests.assertions import assert_contains, assert_not_contains, text_of
from tests.factories import (
    make_alias,
    make_case,
    make_classement,
    make_commune,
    make_condition,
    make_coverage,
    make_departement,
    make_dispositif,
    make_epci,
    make_guichet,
    make_region,
    make_temoin,
    make_zonage,
    make_zonage_version,
)

pytestmark = pytest.mark.django_db
GUERET = "/territoires/23096-gueret/"
CREUSE = "/territoires/dep-23-creuse/"


def listed(page, group: str) -> dict[str, str]:
    """Return the schemes of a group of the page: slug → verdict."""
    part = page.content.decode().split(f'data-groupe="{group}"')[1].split("</ul>")[0]
    found = re.findall(r'data-slug="([^"]+)"(?: data-verdict="([^"]+)")?', part)
    return dict(found)


def total(page, group: str) -> int:
    return int(re.search(rf'data-groupe="{group}" data-total="(\d+)"', page.content.decode())[1])


# --- addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/territoires/23096/", GUERET),
        ("/territoires/23096-autre-nom/", GUERET),
        ("/territoires/23701-ancienne-ville/", GUERET),
        ("/territoires/dep-23/", CREUSE),
        ("/territoires/DEP-23-creuse/", CREUSE),
        ("/territoires/reg-75-aquitaine/", "/territoires/reg-75-nouvelle-aquitaine/"),
        ("/territoires/epci-200034825/", "/territoires/epci-200034825-ca-du-grand-gueret/"),
        ("/territoires/2A004-ajaccio/", "/territoires/2a004-ajaccio/"),
    ],
)
def test_an_address_that_is_not_the_right_one_leads_to_it_for_good(client, old, new):
    make_alias("23701", commune=make_commune(epci=make_epci()))
    make_commune("2A004", "Ajaccio", departement=make_departement("2A", "Corse-du-Sud"))

    response = client.get(old)

    assert (response.status_code, response.headers["Location"]) == (301, new)
    assert client.get(new).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "99999-nulle-part",
        "dep-99-rien",
        "reg-00",
        "epci-1",
        "gueret",
        "23-096",
        "dep-",
        "-",
        "230960",
    ],
)
def test_a_territory_that_is_not_is_a_404(client, path):
    make_commune()

    assert_contains(client.get(f"/territoires/{path}/"), "page", status=404)


# --- a commune --------------------------------------------------------------------------------


def test_the_seven_criteria_stand_in_one_table_with_date_source_and_what_they_open(client):
    frr = make_zonage("frr", label="France ruralités revitalisation", opens="Des exonérations.")
    make_classement(make_zonage_version(frr, source_title="DGCL, liste"), value="FRR+")
    scheme = make_dispositif(slug="exo", title="Exonérations FRR")
    make_coverage(scheme, kind="france")
    make_condition(scheme, kind="zonage", operator="parmi", value="frr", sentence="Classée FRR.")

    page = client.get(GUERET)

    assert page.content.decode().count('<table class="compare criteria"') == 1
    assert_contains(page, *(f'id="critere-{code}"' for code in ("population", *CODES)))
    assert_contains(page, "Rural ? Oui pour 1 critère sur 7", "Oui, FRR+", "DGCL, liste")
    assert_contains(
        page, "1er janvier 2026", "Des exonérations.", 'href="/dispositifs/exo/?commune=23096"'
    )


def test_what_nobody_knows_is_said_and_never_taken_for_a_no(client):
    make_commune()

    page = client.get(GUERET)

    assert text_of(page).count("Non renseigné") >= 6
    assert_contains(page, "Zonages renseignés pour 0 commune")


def test_a_partial_classification_is_to_confirm(client):
    make_temoin("frr", status="partiel", detail="Une partie de la commune")

    page = client.get(GUERET)

    assert_contains(page, "Classée en partie", "Une partie de la commune", "1 à confirmer")
    assert_contains(page, "Zonages renseignés pour 1 commune")


def test_schemes_are_grouped_by_verdict_each_with_its_reason(client):
    make_commune(population=12_955)
    make_coverage(make_dispositif(slug="partout"), kind="france")
    make_coverage(make_dispositif(slug="gal"), kind="libre", text="Territoires d’un GAL")
    village = make_dispositif(slug="village")
    make_coverage(village, kind="france")
    make_condition(
        village, kind="population", operator="inferieur", value="3500", sentence="Un village."
    )

    page = client.get(GUERET)

    assert listed(page, "oui") == {"partout": "oui"}
    assert listed(page, "a-verifier") == {"gal": "a-verifier"}
    assert listed(page, "non") == {"village": "non"}
    assert_contains(page, "12 955 habitants, seuil de 3 500 : non")
    assert_contains(page, 'href="/dispositifs/village/?commune=23096"')


def test_what_is_near_the_commune_comes_first_and_the_rest_is_a_link_away(client):
    creuse = make_commune().departement
    for number in range(14):
        make_coverage(make_dispositif(title=f"A {number:02}"), kind="france")
    rural = make_dispositif(
        slug="rural", title="Z rural", ruralite=Ruralite.RURAL_PRIORITAIRE, ruralite_reason="Bonus."
    )
    make_coverage(rural, kind="france")
    near = make_dispositif(slug="creuse", title="Z Creuse")
    make_coverage(near, kind="departement", departement=creuse)

    page = client.get(GUERET)

    assert list(listed(page, "oui"))[:2] == ["creuse", "rural"]
    assert (len(listed(page, "oui")), total(page, "oui")) == (12, 16)
    assert_contains(
        page, 'href="/dispositifs/?commune=23096&amp;verdict=oui"', "Les 16 dispositifs"
    )


def test_one_calls_the_counters_of_the_place_then_those_of_schemes_that_apply(client):
    creuse = make_commune().departement
    here, everywhere, elsewhere, closed = (
        make_dispositif(slug=slug) for slug in ("ici", "partout", "ailleurs", "clos")
    )
    for scheme in (here, everywhere, elsewhere):
        make_coverage(scheme, kind="france")
    closed.vie, closed.ended_on = Vie.TERMINE, "2020-01-01"
    closed.save()
    make_guichet(here, role="Maison de la Creuse", departement=creuse)
    make_guichet(everywhere, role="Équipe nationale", territory="Toute la France")
    make_guichet(elsewhere, role="Préfecture du Jura", departement=make_departement("39", "Jura"))
    make_guichet(closed, role="Guichet fermé", departement=creuse)
    make_guichet(everywhere, role="Équipe du Jura", territory="Jura et Doubs")

    page = client.get(GUERET)

    said = text_of(page)
    assert said.index("Maison de la Creuse") < said.index("Équipe nationale")
    assert_not_contains(page, "Préfecture du Jura", "Guichet fermé", "Équipe du Jura")


def test_pioneers_settled_there_around_and_in_places_alike_are_said_apart(client):
    gueret = make_commune()
    elsewhere = make_departement("48", "Lozère")
    make_temoin("densite", value="2")
    alike = make_commune("48095", "Mende", departement=elsewhere, population=12_000)
    make_temoin("densite", value="2", commune=alike)
    dense = make_commune("48001", "Dense", departement=elsewhere, population=12_000)
    make_temoin("densite", value="1", commune=dense)
    make_case(title="Ici même", head_commune=gueret)
    make_case(title="Dans le pays", departements=[gueret.departement])
    make_case(title="À Mende", head_commune=alike)
    make_case(title="Trop dense", head_commune=dense)
    make_case(title="Caché", head_commune=gueret, status="brouillon")

    page = client.get(GUERET)

    said = text_of(page)
    places = [
        said.index(words) for words in ("Installés à Guéret", "Ici même", "Présents en Creuse")
    ]
    places += [
        said.index(words)
        for words in ("Dans le pays", "Dans des communes comparables De", "À Mende")
    ]
    assert places[:2] == sorted(places[:2])
    assert places[2:] == sorted(places[2:])
    assert_contains(page, "de 3 500 à 20 000 habitants, urbain de densité intermédiaire")
    assert_not_contains(page, "Trop dense", "Caché")


def test_the_map_marks_the_departement_and_leads_to_the_others(client):
    make_commune()
    make_departement("48", "Lozère")

    page = client.get(GUERET)

    assert_contains(
        page, 'aria-current="location" aria-label="Creuse (23)', "Les mêmes chiffres en tableau"
    )
    assert_contains(page, 'href="/territoires/dep-48-lozere/"')


# --- everywhere ------------------------------------------------------------------------------


def test_the_sitemap_has_the_communes_of_which_something_is_written(client):
    make_temoin("frr")
    make_commune("23002", "Muette")
    make_case(head_commune=make_commune("23003", "Cachée"), status="brouillon")

    told = client.get("/sitemap.xml").content.decode()

    for path in (GUERET, CREUSE, "/territoires/reg-75-nouvelle-aquitaine/", "/territoires/<"):
        assert path in told
    assert "23002" not in told
    assert "23003" not in told


# --- cost -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "path",
    [
        GUERET,
        CREUSE,
        "/territoires/reg-75-nouvelle-aquitaine/",
        "/territoires/epci-200034825-ca-du-grand-gueret/",
    ],
)
def test_a_page_costs_the_same_for_one_row_and_for_fifty(
    client, django_assert_max_num_queries, path
):
    gueret = make_commune(epci=make_epci())
    make_temoin("densite", value="2")

    def rows(number: int) -> None:
        for _ in range(number):
            scheme = make_dispositif()
            make_coverage(scheme, kind="epci", epci=gueret.epci)
            make_guichet(scheme, departement=gueret.departement)
            make_case(head_commune=gueret, regions=[make_region()])

    rows(1)
    client.get(path)
    with django_assert_max_num_queries(14) as one:
        client.get(path)
    count = len(one)
    rows(49)
    client.get(path)

    with django_assert_max_num_queries(count):
        client.get(path)


@pytest.mark.parametrize("path", [GUERET, CREUSE, "/territoires/", "/"])
def test_a_first_visit_weighs_less_than_60_kilobytes(client, path):
    make_commune()
    for code in PLACES:
        make_departement(code, f"Département {code}")

    html = client.get(path).content

    names = set(re.findall(r'"/static/([^"#]+\.(?:css|js|svg))', html.decode()))
    files = [Path(finders.find(name)).read_bytes() for name in names]
    assert len(files) > 5
    assert sum(len(gzip.compress(body)) for body in (html, *files)) < 60_000
