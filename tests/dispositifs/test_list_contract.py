"""The list of schemes keeps its contract: parameters, marks, statuses."""

import pytest

from dispositifs.choices import Acces, Echelle, Etat, Ruralite, Vie
from tests.assertions import assert_contains
from tests.factories import (
    make_beneficiaire,
    make_coverage,
    make_departement,
    make_dispositif,
    make_model,
    make_nature,
    make_partenaire,
    make_phase,
    make_region,
    make_window,
)

from .reading_pages import read_list

pytestmark = pytest.mark.django_db
URL = "/dispositifs/"


def test_a_rural_filter_keeps_the_schemes_open_everywhere(client):
    make_dispositif(title="Partout", ruralite=Ruralite.OUVERT)
    make_dispositif(title="Au village", ruralite=Ruralite.RURAL_RESERVE)

    page = read_list(client.get(URL, {"ruralite": "ouvert"}))

    assert page.slugs == ["partout"]
    assert page.total == 1


def test_values_of_a_facet_are_added_and_facets_are_crossed(client):
    make_dispositif(title="A", echelle=Echelle.NATIONALE, ruralite=Ruralite.OUVERT)
    make_dispositif(title="B", echelle=Echelle.REGIONALE, ruralite=Ruralite.OUVERT)
    make_dispositif(title="C", echelle=Echelle.LOCALE, ruralite=Ruralite.RURAL_RESERVE)

    page = read_list(
        client.get(URL, {"echelle": ["nationale", "locale"], "ruralite": "rural_reserve"})
    )

    assert page.slugs == ["c"]
    # What ticking « régionale » would give is counted without its own facet.
    assert page.counts["echelle"]["nationale"] == 0
    assert page.counts["echelle"]["locale"] == 1
    assert page.counts["ruralite"]["ouvert"] == 1
    assert page.ticked == {"echelle": ["locale", "nationale"], "ruralite": ["rural_reserve"]}


def test_every_option_is_in_the_page_even_when_it_gives_nothing(client):
    make_nature("garantie")
    make_beneficiaire("cooperative")
    make_phase(code="pilote", slug="pilote")
    make_model(slug="federation", code="federation")
    make_partenaire(slug="anct")

    page = read_list(client.get(URL))

    assert set(page.counts["ruralite"]) == set(Ruralite.values)
    assert set(page.counts["echelle"]) == set(Echelle.values)
    assert set(page.counts["etat"]) == set(Etat.values)
    assert page.counts["nature"] == {"garantie": 0}
    assert page.counts["beneficiaire"] == {"cooperative": 0}
    assert page.counts["phase"] == {"pilote": 0}
    assert page.counts["modele"] == {"federation": 0}
    assert page.counts["partenaire"] == {"anct": 0}


@pytest.mark.parametrize(
    "name",
    [
        *("echelle", "ruralite", "nature", "partenaire", "beneficiaire"),
        *("phase", "modele", "etat", "territoire", "tri"),
    ],
)
@pytest.mark.parametrize("value", ["inconnu", "'; DROP TABLE", "\x00", "é" * 300, "dep-99"])
def test_an_unknown_value_is_told_with_status_400(client, name, value):
    make_dispositif()

    response = client.get(URL, {name: value})

    assert response.status_code == 400
    assert read_list(response).total == 0
    assert read_list(response).slugs == []
    assert_contains(response, "Un filtre est à revoir", status=400)


def test_an_unknown_name_and_an_empty_value_are_ignored(client):
    make_dispositif(slug="seul")

    response = client.get(URL, {"utm_source": "x", "echelle": "", "territoire": "", "page": ""})

    assert response.status_code == 200
    assert read_list(response).slugs == ["seul"]


@pytest.mark.parametrize("page", ["0", "-1", "2", "abc", "1e3", "²", "9" * 30, "1.0"])
def test_a_page_that_does_not_exist_leads_to_the_first(client, page):
    make_dispositif()

    response = client.get(URL, {"page": page, "echelle": "nationale"})

    assert_contains(response, 'href="/dispositifs/?echelle=nationale"', status=404)


def test_twenty_rows_a_page_and_every_row_once(client):
    for number in range(45):
        make_dispositif(title=f"Dispositif {number:02}")

    pages = [read_list(client.get(URL, {"page": number, "tri": "titre"})) for number in (1, 2, 3)]

    assert [len(page.slugs) for page in pages] == [20, 20, 5]
    assert len({slug for page in pages for slug in page.slugs}) == 45
    assert {page.total for page in pages} == {45}


@pytest.mark.parametrize(
    "words", ["\x00\x01", "a" * 1000, "'\"<script>", "%", "\\", "((((", "😀", "\u202e", '"', "*"]
)
def test_no_word_typed_is_ever_an_error(client, words):
    make_dispositif()

    assert client.get(URL, {"q": words}).status_code == 200


def test_a_search_that_is_too_long_is_cut_and_said(client):
    response = client.get(URL, {"q": "mot " * 100})

    assert_contains(response, "Votre recherche dépassait 200 caractères")


def test_a_draft_counts_nowhere(client):
    make_dispositif(title="Secret", status="brouillon", ruralite=Ruralite.RURAL_RESERVE)
    make_partenaire(slug="cache", status="brouillon")

    page = read_list(client.get(URL))

    assert page.total == 0
    assert page.counts["ruralite"]["rural_reserve"] == 0
    assert "cache" not in page.counts.get("partenaire", {})


def test_closed_schemes_come_last_in_every_order(client):
    make_dispositif(title="A fermé", vie=Vie.TERMINE, ended_on="2022-01-01")
    make_dispositif(title="Z ouvert")

    for order in ("pertinence", "confirmation", "titre", "cloture"):
        page = read_list(client.get(URL, {"tri": order}))
        assert page.slugs == ["z-ouvert", "a-ferme"], order


def test_the_first_to_close_are_offered_when_something_is_to_close(client):
    dispositif = make_dispositif(title="Sans fin")
    assert "tri=cloture" not in client.get(URL).content.decode()

    make_window(make_dispositif(title="Ferme bientôt"))

    assert "tri=cloture" in client.get(URL).content.decode()
    page = read_list(client.get(URL, {"tri": "cloture"}))
    assert page.slugs == ["ferme-bientot", dispositif.slug]


def test_a_territory_gives_what_covers_it_then_what_lies_inside(client):
    region = make_region(code="75", name="Nouvelle-Aquitaine")
    creuse = make_departement(code="23", name="Creuse", region=region)
    make_coverage(make_dispositif(title="Creusois"), kind="departement", departement=creuse)
    make_coverage(make_dispositif(title="Régional"), kind="region", region=region)
    make_coverage(make_dispositif(title="Ailleurs"), kind="outre_mer")

    in_region = read_list(client.get(URL, {"territoire": "reg-75"}))
    in_creuse = read_list(client.get(URL, {"territoire": "dep-23", "tri": "titre"}))

    assert in_region.slugs == ["regional", "creusois"]
    assert in_creuse.slugs == ["creusois", "regional"]


def test_in_a_territory_what_is_proper_to_it_comes_before_what_holds_everywhere(client):
    region = make_region(code="75")
    creuse = make_departement(code="23", region=region)
    make_coverage(make_dispositif(title="Pour tous"), kind="france")
    make_coverage(make_dispositif(title="Creusois"), kind="departement", departement=creuse)
    make_coverage(make_dispositif(title="Régional"), kind="region", region=region)

    page = read_list(client.get(URL, {"territoire": "dep-23"}))

    assert page.slugs == ["creusois", "regional", "pour-tous"]


def test_an_empty_list_says_what_each_removal_gives(client):
    make_dispositif(echelle=Echelle.NATIONALE)
    make_dispositif(echelle=Echelle.NATIONALE)

    response = client.get(URL, {"echelle": "nationale", "ruralite": "rural_reserve"})

    assert_contains(response, "Sans « Ruralité : Réservé au rural » : 2 dispositifs")
    assert_contains(response, "Sans « Échelle : Nationale » : 0 dispositif")
    html = response.content.decode()
    assert html.index("Sans «\N{NO-BREAK SPACE}Ruralité") < html.index(
        "Sans «\N{NO-BREAK SPACE}Échelle"
    ), "the removal that gives most comes first"


def test_a_wrong_filter_is_named_and_removed_by_a_link(client):
    response = client.get(URL, {"tri": "hasard", "echelle": "nationale"})

    assert_contains(response, "Tri : Ce tri n’existe pas.", status=400)
    assert 'id="phrase">Un filtre est à revoir<' in response.content.decode()
    assert_contains(
        response, 'href="/dispositifs/?echelle=nationale">Retirer ce filtre', status=400
    )


def test_the_words_typed_find_inflections_accents_and_beginnings(client):
    make_dispositif(title="Aide à l’implantation", slug="aide", summary="Pour l’égalité.")

    for words in ("implantations", "egalite", "ÉGALITÉ", "l'implantation", "implan"):
        assert read_list(client.get(URL, {"q": words})).slugs == ["aide"], words
    assert read_list(client.get(URL, {"q": "trottinette"})).slugs == []


def test_public_lists_set_no_cookie_and_vary_on_none(client):
    response = client.get(URL)

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_scheme_asked_through_the_commune_says_so_in_its_row(client):
    make_dispositif(acces=Acces.PAR_COMMUNE)

    assert_contains(client.get(URL), "Qui peut demander", "En passant par la commune")


def test_headings_tell_what_covers_the_territory_from_what_lies_inside(client):
    creuse = make_departement("23", name="Creuse")
    make_coverage(make_dispositif(), kind="france")
    make_coverage(make_dispositif(), kind="departement", departement=creuse)
    region = f"reg-{creuse.region.code}"

    page = client.get(URL, {"territoire": region})

    assert_contains(page, "Ce qui couvre tout le territoire", "Ce qui n’en couvre qu’une partie")
