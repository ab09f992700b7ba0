"""Finding a territory: candidates on a page, suggestions under a field, and the way back to a list."""

from urllib.parse import urlencode

import pytest

from tests.assertions import assert_contains
from tests.factories import make_alias, make_commune, make_departement, make_epci, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """Guéret, two communes of one name, and what holds them."""
    creuse = make_departement()
    rhone = make_departement("69", "Rhône", region=make_region("84", "Auvergne-Rhône-Alpes"))
    epci = make_epci()
    make_commune(epci=epci, postcodes="23000")
    make_commune("69123", "Lyon", departement=rhone, population=519_127)
    make_commune("23001", "Ahun", departement=creuse, population=1_400)
    make_commune("69001", "Saint-Agnan", departement=rhone, population=300)
    make_commune("23002", "Saint-Agnan", departement=creuse, population=120)
    make_alias(
        "69381",
        name="Lyon 1er Arrondissement",
        kind="arrondissement",
        commune=make_commune("69123"),
    )


def found(page) -> list[str]:
    """Return the codes of the communes proposed, in order."""
    html = page.content.decode()
    return [part.split('"')[0] for part in html.split('data-commune="')[1:]]


@pytest.mark.parametrize("typed", ["Guéret", "gueret", "GUERET", "23000", "23096", "guerret"])
def test_a_commune_is_found_as_one_types_it(client, places, typed):
    page = client.get("/territoires/", {"q": typed})

    assert found(page)[0] == "23096"
    assert_contains(page, 'href="/territoires/23096-gueret/"', "Creuse (23)", "12 955 habitants")


def test_two_communes_of_one_name_are_told_apart_by_their_departement(client, places):
    page = client.get("/territoires/", {"q": "saint agnan"})

    assert set(found(page)) == {"69001", "23002"}
    assert_contains(page, "Rhône (69)", "Creuse (23)")


def test_a_name_badly_spelt_says_for_which_one_the_results_are(client, places):
    assert_contains(
        client.get("/territoires/", {"q": "guerret"}), "« guerret »", "résultats pour « Guéret »"
    )


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("creuse", "/territoires/dep-23-creuse/"),
        ("auvergne", "/territoires/reg-84-auvergne-rhone-alpes/"),
        ("grand gueret", "/territoires/epci-200034825-ca-du-grand-gueret/"),
    ],
)
def test_wider_territories_are_found_by_their_words(client, places, typed, url):
    assert_contains(client.get("/territoires/", {"q": typed}), f'href="{url}"')


def test_nothing_found_helps_and_shows_every_departement(client, places):
    page = client.get("/territoires/", {"q": "zzzzqqqq"})

    assert page.status_code == 200
    assert found(page) == []
    assert_contains(page, "Aucun territoire ne s’appelle « zzzzqqqq »", "code postal")
    assert_contains(page, 'href="/territoires/dep-23-creuse/"')


def test_without_a_name_every_region_and_departement_is_a_link(client, places):
    page = client.get("/territoires/")

    assert_contains(page, 'href="/territoires/reg-84-auvergne-rhone-alpes/"', 'id="carte-tableau"')
    assert_contains(page, 'href="/territoires/dep-69-rhone/"')


@pytest.mark.parametrize(
    "typed",
    ["\x00", "' OR 1=1 --", "<script>alert(1)</script>", "é" * 5000, "%", "_", "(", "🐝", " "],
)
def test_whatever_is_typed_gets_a_page(client, places, typed):
    page = client.get("/territoires/", {"q": typed})

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert client.get("/territoires/suggestions/", {"q": typed}).status_code == 200


def test_a_name_too_long_is_cut_and_it_is_said(client, places):
    assert_contains(client.get("/territoires/", {"q": "a" * 300}), "200 premiers caractères")


def test_a_candidate_leads_back_to_the_list_that_asked(client, places):
    filters = urlencode({"echelle": "locale", "q": "prêt"}) + "&nature=pret&nature=garantie"
    asked = {"q": "gueret", "vers": "dispositifs", "filtres": filters}

    page = client.get("/territoires/", asked)

    back = "/dispositifs/?q=pr%C3%AAt&amp;echelle=locale&amp;nature=pret&amp;nature=garantie"
    assert_contains(page, f'href="{back}&amp;commune=23096"', 'name="vers" value="dispositifs"')
    asked["q"] = "creuse"
    assert_contains(client.get("/territoires/", asked), f'href="{back}&amp;territoire=dep-23"')


def test_the_list_of_pioneers_only_takes_communes(client, places):
    page = client.get(
        "/territoires/", {"q": "gueret", "vers": "pionniers", "filtres": "terrain=rural"}
    )
    assert_contains(page, 'href="/pionniers/?terrain=rural&amp;commune=23096"')

    page = client.get("/territoires/", {"q": "creuse", "vers": "pionniers"})
    assert_contains(page, 'href="/territoires/dep-23-creuse/"')


@pytest.mark.parametrize(
    "asked",
    [
        {"vers": "//ailleurs.exemple", "filtres": "q=1"},
        {"vers": "dispositifs", "filtres": "commune=99999&page=9&territoire=dep-01&lieu=x"},
        {"vers": "dispositifs", "filtres": '"><script>alert(1)</script>'},
        {"vers": "dispositifs", "filtres": "&" * 2000},
        {"vers": "dispositifs", "filtres": "a=" + "b" * 9000},
        {"vers": "dispositifs", "filtres": "%ff%00=%zz"},
    ],
)
def test_a_hostile_way_back_is_harmless(client, places, asked):
    page = client.get("/territoires/", {"q": "gueret", **asked})

    html = page.content.decode()
    assert found(page) == ["23096"]
    assert "<script>alert" not in html
    assert 'href="//ailleurs' not in html
    if asked["vers"] == "dispositifs":
        assert 'href="/dispositifs/?commune=23096"' in html


def test_suggestions_are_communes_and_the_rest_when_asked(client, places):
    rows = client.get("/territoires/suggestions/", {"q": "gueret"}).json()["results"]

    assert rows == [
        {
            "code": "23096",
            "label": "Guéret (23)",
            "detail": "Creuse · 23000 · 12\u00a0955 habitants",
            "url": "/territoires/23096-gueret/",
        }
    ]
    rows = client.get("/territoires/suggestions/", {"q": "creus", "avec": "territoires"}).json()
    assert rows["results"][0]["code"] == "dep-23"
    assert rows["results"][0]["url"] == "/territoires/dep-23-creuse/"


def test_nothing_typed_suggests_nothing(client, places):
    assert client.get("/territoires/suggestions/").json() == {"results": []}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("query", ["", "?q=gueret", "?q=zzzzqqqq", "suggestions/?q=gueret"])
def test_a_search_costs_the_same_for_one_commune_and_for_fifty(
    client, places, django_assert_max_num_queries, query
):
    client.get(f"/territoires/{query}")
    with django_assert_max_num_queries(6) as one:
        client.get(f"/territoires/{query}")
    count = len(one)

    for number in range(50):
        make_commune(f"23{100 + number}", f"Guéret-{number}")
    client.get(f"/territoires/{query}")

    with django_assert_max_num_queries(count):
        client.get(f"/territoires/{query}")
