"""Adding and removing: who may, where it leads, what the browser keeps, and that no page depends on it."""

import re

import pytest

from essaimage.pages.selection_cookie import COOKIE, changed, local_path
from tests.assertions import assert_contains
from tests.factories import (
    make_commune,
    make_coverage,
    make_dispositif,
    make_partenaire,
    make_phase,
)

pytestmark = pytest.mark.django_db
URL = "/selection/"
HERE = {"origin": "http://testserver"}
HOSTILE = [
    "x" * 10_000,
    "\udcff\udcfe".encode("utf-8", "surrogateescape").decode("latin-1"),
    ".".join(f"slug-{number}" for number in range(500)),
    '"><script>',
    "....",
    "../../etc/passwd",
    "a=b; c=d",
]


def add(client, *slugs: str, headers=HERE, **data: str):
    return client.post(URL, {"ajouter": slugs, **data}, headers=headers)


def test_adding_keeps_the_slug_and_leads_back_to_the_row(client):
    response = add(client, "leader", retour="/dispositifs/?q=rural")

    assert response.status_code == 303
    assert response.headers["Location"] == "/dispositifs/?q=rural#d-leader"
    cookie = response.cookies[COOKIE]
    assert cookie.value == "leader"
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 183 * 24 * 3600
    assert not cookie["httponly"]
    assert not cookie["secure"]


def test_the_cookie_is_for_https_alone_where_there_is_https(client):
    headers = {"origin": "https://testserver"}

    response = client.post(URL, {"ajouter": "leader"}, headers=headers, secure=True)

    assert response.cookies[COOKIE]["secure"]


def test_what_is_added_comes_after_what_is_kept_each_once(client):
    for slug in ("b", "a", "b"):
        add(client, slug)

    assert client.cookies[COOKIE].value == "b.a"
    assert client.get(URL).headers["Location"] == "/selection/?d=b&d=a"


def test_removing_the_last_forgets_the_cookie(client):
    add(client, "a")

    response = client.post(URL, {"retirer": "a", "retour": "/selection/?d=a"}, headers=HERE)

    assert response.headers["Location"] == "/selection/"
    assert response.cookies[COOKIE].value == ""
    assert response.cookies[COOKIE]["max-age"] == 0
    assert_contains(client.get(URL), "Elle est vide")


def test_removing_from_the_page_of_the_selection_leads_to_what_is_left(client):
    asked = {"retirer": "a", "retour": "/selection/?d=b&d=a&commune=23096&o=q:r"}

    response = client.post(URL, asked, headers=HERE)

    assert response.headers["Location"] == "/selection/?d=b&commune=23096&o=q:r"


def test_forgetting_leads_to_an_empty_selection(client):
    add(client, "a", "b")

    response = client.post(URL, {"oublier": "oui", "retour": "/selection/?d=a"}, headers=HERE)

    assert (response.status_code, response.headers["Location"]) == (303, URL)
    assert_contains(client.get(URL), "Elle est vide")


def test_a_list_received_may_be_kept_in_its_order(client):
    add(client, "a")

    client.post(URL, {"garder": ["c", "b"]}, headers=HERE)

    assert client.cookies[COOKIE].value == "c.b"


def test_the_thirty_first_is_not_kept(client):
    add(client, *(f"s{number}" for number in range(30)))

    add(client, "trop")

    assert "trop" not in client.cookies[COOKIE].value.split(".")
    assert changed(["a"] * 3, ["b"], ["a"]) == ["b"]


def test_the_thirty_first_is_told_rather_than_said_to_be_added(client):
    make_commune(code="23096", name="Guéret")
    for number in range(31):
        make_dispositif(slug=f"s{number}")
    add(client, *(f"s{number}" for number in range(30)))

    answer = add(client, "s30", retour="/dispositifs/?commune=23096")

    assert answer["Location"].endswith("&d=s30&commune=23096")
    assert_contains(client.get(answer["Location"]), "Une sélection a 30 dispositifs au plus")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"origin": "http://testserver"},
        {"referer": "http://testserver/dispositifs/?q=x"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
    ],
)
def test_a_form_of_this_site_is_accepted(client, headers):
    assert add(client, "a", headers=headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://evil.example", "referer": "http://testserver/"},
        {"referer": "http://evil.example/http://testserver/"},
        {"referer": "http://[broken"},
        {"origin": "testserver"},
    ],
)
def test_a_form_from_elsewhere_is_refused_in_french(client, headers):
    response = add(client, "a", headers=headers)

    assert_contains(response, "La sélection n’a pas été changée", status=403)
    assert COOKIE not in response.cookies


@pytest.mark.parametrize(
    "back",
    [
        *("https://evil.example/", "//evil.example/", "/\\evil.example", "\\/evil.example"),
        *("javascript:alert(1)", "", "/a\r\nSet-Cookie: x=y", "/" + "a" * 5000, " /x", "\x00"),
    ],
)
def test_one_never_comes_back_elsewhere(client, back):
    assert add(client, "a", retour=back).headers["Location"] == URL


def test_a_path_of_the_site_is_one_to_come_back_to():
    assert local_path("/dispositifs/?q=é") == "/dispositifs/?q=é"


@pytest.mark.parametrize("slugs", [["<script>"], ["a b"], [""], ["x" * 81], ["é"], ["a.b"]])
def test_only_addresses_are_kept(client, slugs):
    response = add(client, *slugs)

    assert response.status_code == 303
    assert response.cookies[COOKIE].value == ""


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_cookie_does_no_harm(client, value):
    client.cookies[COOKIE] = value
    make_dispositif(slug="une", title="Une aide")

    response = client.get(URL)

    assert response.status_code in {200, 302}
    if response.status_code == 302:
        assert len(response.headers["Location"]) < 3000
        assert client.get(response.headers["Location"]).status_code == 200
    assert add(client, "une").status_code == 303
    assert len(client.cookies[COOKIE].value) < 4000


@pytest.mark.parametrize("data", [{"autre": "x"}, {"ajouter": ["a"] * 900}, {"retirer": "jamais"}])
def test_a_strange_form_changes_nothing_it_should_not(client, data):
    add(client, "b")

    assert client.post(URL, data, headers=HERE).status_code == 303
    assert client.cookies[COOKIE].value in {"b", "b.a"}


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_not_allowed(client, method):
    assert getattr(client, method)(URL, headers=HERE).status_code == 405


def test_the_answer_that_reads_the_cookie_is_kept_by_no_cache(client):
    empty = client.get(URL)
    add(client, "a")

    for response in (empty, client.get(f"{URL}?commune=23096&o=q:r")):
        assert "no-store" in response.headers["Cache-Control"]
        assert not response.cookies
    assert response.headers["Location"] == "/selection/?commune=23096&o=q:r&d=a"


def test_no_page_depends_on_the_cookie_nor_sets_one(client):
    make_commune("23096", "Guéret")
    partenaire = make_partenaire(slug="mecene")
    phase = make_phase("pilote")
    one = make_dispositif(slug="une", partenaires=[partenaire], phases=["pilote"])
    make_coverage(one)
    paths = [
        *(
            "/",
            "/dispositifs/",
            "/dispositifs/?commune=23096",
            "/dispositifs/une/",
            "/partenaires/mecene/",
        ),
        *(phase.get_absolute_url(), "/territoires/23096-gueret/", "/selection/?d=une"),
        *(
            "/selection/financement/?d=une",
            "/dispositifs/comparer/?d=une",
            "/selection/selection.csv?d=une",
        ),
    ]
    before = {path: client.get(path) for path in paths}
    client.cookies[COOKIE] = "une.autre"

    for path, first in before.items():
        again = client.get(path)
        assert again.content == first.content, path
        assert not again.cookies
        assert "Cookie" not in again.headers.get("Vary", ""), path


def test_each_list_of_schemes_holds_one_form_without_token_and_a_button_a_row(client):
    make_commune("23096", "Guéret")
    phase = make_phase("pilote")
    one = make_dispositif(
        slug="une",
        title="Aide & co",
        partenaires=[make_partenaire(slug="mecene")],
        phases=["pilote"],
    )
    make_coverage(one)
    paths = [
        "/dispositifs/?q=aide",
        "/partenaires/mecene/",
        phase.get_absolute_url(),
        one.get_absolute_url(),
    ]

    for path in [*paths, "/territoires/23096-gueret/", "/recherche/?q=aide"]:
        html = client.get(path).content.decode()
        assert html.count('<form id="ajout" method="post" action="/selection/"') == 1, path
        assert html.count('method="post"') == 1, path
        assert "csrfmiddlewaretoken" not in html
        assert re.findall(r'form="ajout" name="ajouter" value="([^"]*)"', html) == ["une"], path
        assert f'name="retour" value="{path}"' in html, path
        assert html.count('id="d-une"') == 1, path


def test_a_pioneer_cannot_be_kept(client):
    from tests.factories import make_case

    make_case(title="Une pionnière")

    assert 'form="ajout"' not in client.get("/pionniers/").content.decode()


def test_an_archived_sheet_cannot_be_added(client):
    one = make_dispositif(status="archive")

    assert 'form="ajout"' not in client.get(one.get_absolute_url()).content.decode()
