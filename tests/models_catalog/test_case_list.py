"""The list of pioneers keeps the contract of lists: parameters, marks, statuses."""

from datetime import date, timedelta

import pytest

from models_catalog.filters import Tri
from models_catalog.listing import list_sentence
from models_catalog.models import CaseRepere, Outcome, Terrain
from tests.assertions import assert_contains, assert_not_contains
from tests.dispositifs.reading_pages import read_list
from tests.factories import (
    make_adoption,
    make_case,
    make_citation,
    make_figure,
    make_model,
    make_sector,
    make_source,
)
from tests.factories.ground import today

pytestmark = pytest.mark.django_db
URL = "/pionniers/"
ENDED = {"outcome": Outcome.STOPPED, "outcome_on": date(2024, 4, 4), "failure": "Trop vite."}


def test_values_of_a_facet_are_added_and_facets_are_crossed(client):
    make_case(title="A", terrain=Terrain.RURAL, sectors=["logement"])
    make_case(title="B", terrain=Terrain.URBAN, sectors=["logement"])
    make_case(title="C", terrain=Terrain.RURAL, sectors=["handicap"])

    page = read_list(client.get(URL, {"terrain": ["rural", "mixte"], "secteur": "logement"}))

    assert page.slugs == ["a"]
    # What ticking « urbain » would give is counted without its own facet.
    assert page.counts["terrain"] == {"rural": 1, "mixte": 0, "urbain": 1, "non_precise": 0}
    assert page.counts["secteur"] == {"logement": 1, "handicap": 1}
    assert page.ticked == {"terrain": ["rural", "mixte"], "secteur": ["logement"]}


def test_a_pioneer_that_changed_model_answers_to_each_once(client):
    case = make_case(slug="simplon")
    for slug in ("integre", "franchise-sociale"):
        make_adoption(case, model=make_model(slug=slug))
    make_adoption(case, model=make_model(slug="federation", status="brouillon"))

    page = read_list(client.get(URL, {"modele": ["integre", "franchise-sociale"]}))

    assert page.slugs == ["simplon"]
    assert page.counts["modele"] == {"integre": 1, "franchise-sociale": 1}


@pytest.mark.parametrize("name", ["modele", "secteur", "terrain", "tri"])
@pytest.mark.parametrize("value", ["inconnu", "'; DROP TABLE", "\x00", "é" * 300, "rural\x00"])
def test_an_unknown_value_is_told_with_status_400(client, name, value):
    make_case()

    response = client.get(URL, {name: value})

    assert read_list(response).total == 0
    assert read_list(response).slugs == []
    assert_contains(response, "Un filtre est à revoir", status=400)


def test_an_unknown_value_is_told_by_its_field(client):
    make_sector("logement")

    response = client.get(URL, {"secteur": "inconnu"})

    assert_contains(
        response, 'id="erreur-secteur"', 'aria-describedby="erreur-secteur"', status=400
    )
    assert_contains(response, "« inconnu » n’est pas un choix possible", status=400)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("a\x00b\x1b\u202ec", "« abc »"), ("é" * 5000, f"« {'é' * 39}… »"), ("\x00", "« ? »")],
)
def test_an_unknown_value_is_told_in_a_few_safe_letters(client, value, shown):
    response = client.get(URL, {"terrain": value})

    assert_contains(response, f"{shown} n’est pas un choix possible", status=400)
    assert not {"\x00", "\x1b", "\u202e"} & set(response.content.decode())


def test_an_unknown_name_and_an_empty_value_are_ignored(client):
    make_case(slug="seul")

    response = client.get(URL, {"utm_source": "x", "terrain": "", "q": "", "page": ""})

    assert response.status_code == 200
    assert read_list(response).slugs == ["seul"]


@pytest.mark.parametrize("page", ["0", "-1", "2", "abc", "1e3", "²", "9" * 30, "1.0", "\x00"])
def test_a_page_that_does_not_exist_leads_to_the_first(client, page):
    make_case(terrain=Terrain.RURAL)

    response = client.get(URL, {"page": page, "terrain": "rural"})

    assert_contains(response, 'href="/pionniers/?terrain=rural"', status=404)


def test_twenty_rows_a_page_and_every_row_once(client):
    for number in range(45):
        make_case(title=f"Pionnier {number:02}")

    pages = [read_list(client.get(URL, {"page": number, "tri": "titre"})) for number in (1, 2, 3)]

    assert [len(page.slugs) for page in pages] == [20, 20, 5]
    assert len({slug for page in pages for slug in page.slugs}) == 45
    assert {page.total for page in pages} == {45}


@pytest.mark.parametrize(
    "words", ["\x00\x01", "a" * 1000, "'\"<script>", "%", "\\", "((((", "😀", "\u202e", '"', "*"]
)
def test_no_word_typed_is_ever_an_error(client, words):
    make_case()

    assert client.get(URL, {"q": words}).status_code == 200


@pytest.mark.parametrize(
    "query", ["q=%FF%FE", "q=%00", "terrain=%FF", "page=%00", "q=a&q=b", "&&="]
)
def test_no_address_is_ever_a_fault_of_the_site(client, query):
    make_case()

    assert client.get(f"{URL}?{query}").status_code in {200, 400, 404}


def test_words_are_found_in_the_title_before_the_text(client):
    make_case(title="Autre", slug="autre", body="Des cafés au village.")
    make_case(title="Café associatif", slug="cafe")
    make_case(title="Rien", slug="rien")

    page = read_list(client.get(URL, {"q": "cafe"}))

    assert page.slugs == ["cafe", "autre"]


def test_words_are_found_in_what_got_stuck_and_in_the_sector(client):
    make_case(slug="comptoir", **ENDED | {"failure": "La trésorerie manquait."})
    make_case(slug="toit", sectors=[make_sector("logement", label="Logement")])

    assert read_list(client.get(URL, {"q": "trésoreries"})).slugs == ["comptoir"]
    assert read_list(client.get(URL, {"q": "logement"})).slugs == ["toit"]


def test_the_orders_of_the_list(client):
    def heard(case, days):
        make_citation(case, source=make_source(date=today() - timedelta(days=days)))

    heard(make_case(title="Éclair", slug="eclair", dated=False), 300)
    heard(make_case(title="Zénith", slug="zenith", dated=False, is_founding=True), 500)
    heard(make_case(title="Eau", slug="eau", dated=False), 10)

    orders = {order: read_list(client.get(URL, {"tri": order})).slugs for order in Tri.values}

    assert orders == {
        "pertinence": ["zenith", "eau", "eclair"],
        "confirmation": ["eau", "eclair", "zenith"],
        "titre": ["eau", "eclair", "zenith"],
    }


@pytest.mark.parametrize(
    ("days", "mark"), [(30, "state--actif"), (1200, "state--a_verifier")], ids=["fresh", "old"]
)
def test_the_row_of_a_pioneer_says_how_old_its_news_is(client, days, mark):
    case = make_case(dated=False)
    make_citation(case, source=make_source(date=today() - timedelta(days=days)))

    assert_contains(client.get(URL), mark, "En activité à la dernière nouvelle")


def test_the_row_of_a_stopped_pioneer_says_since_when(client):
    make_case(**ENDED)

    assert_contains(client.get(URL), "state--termine", "Activité arrêtée en 2024", "row--ended")


def test_an_empty_list_says_what_each_removal_gives(client):
    make_case(terrain=Terrain.RURAL)
    make_case(terrain=Terrain.RURAL)

    response = client.get(URL, {"terrain": "rural", "q": "introuvable"})

    assert_contains(response, "Sans « Mots : introuvable » : 2 pionniers")
    assert_contains(response, "Sans « Terrain : Rural » : 0 pionnier")


def test_a_search_that_is_too_long_is_cut_and_said(client):
    assert_contains(client.get(URL, {"q": "mot " * 100}), "Votre recherche dépassait")


def test_the_orders_keep_the_filters_and_the_pills_remove_them(client):
    make_case(terrain=Terrain.RURAL)

    page = client.get(URL, {"terrain": "rural", "tri": "titre"})

    assert_contains(page, 'href="/pionniers/?terrain=rural&amp;tri=confirmation"')
    assert_contains(page, 'href="/pionniers/?tri=titre"', "Terrain : Rural")


def test_drafts_and_archived_pioneers_count_nowhere(client):
    make_case(status="brouillon", terrain=Terrain.RURAL)
    make_case(status="archive", terrain=Terrain.RURAL)

    page = read_list(client.get(URL))

    assert page.total == 0
    assert page.counts["terrain"]["rural"] == 0


def test_what_is_known_in_one_line_stands_apart_and_counts_nowhere(client):
    source = make_source(publisher="Avise")
    CaseRepere.objects.create(name="Envie", fact="Un réseau né à Strasbourg.", source=source)
    CaseRepere.objects.create(name="Tu", fact="Un fait.", source=source, is_shown=False)

    page = client.get(URL)

    assert_contains(
        page, "1 repère", "Envie", "modèle non établi", "Un réseau né à Strasbourg.", "Avise"
    )
    assert_not_contains(page, "Un fait.")
    assert read_list(page).total == 0


def test_the_list_sets_no_cookie_and_varies_on_none(client):
    response = client.get(URL)

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("total", "ticked", "words", "sentence"),
    [
        (0, {}, "", "Aucun pionnier"),
        (1, {"terrain": [("rural", "Rural")]}, "", "1 pionnier à la campagne"),
        (
            3,
            {"modele": [("federation", "Fédération"), ("franchise-sociale", "Franchise sociale")]},
            "",
            "3 pionniers, en fédération ou franchise sociale",
        ),
        (
            1,
            {"secteur": [("logement", "Logement")]},
            "",
            "1 pionnier, dans le secteur « Logement »",
        ),
        (2, {}, "café", "2 pionniers, qui parlent de « café »"),
    ],
)
def test_the_sentence_says_what_the_list_shows(total, ticked, words, sentence):
    assert list_sentence(total, ticked, words) == sentence


@pytest.mark.parametrize(
    ("total", "ticked", "sentence"),
    [
        (0, {}, "Aucun pionnier à Guéret ni dans la région"),
        (2, {}, "2 pionniers à Guéret ou dans la région"),
        (
            2,
            {"terrain": [("rural", "Rural")]},
            "2 pionniers à la campagne, à Guéret ou dans la région",
        ),
    ],
)
def test_the_sentence_says_where_the_list_looked(total, ticked, sentence):
    assert list_sentence(total, ticked, near="à Guéret") == sentence


def test_a_figure_newer_than_the_sources_is_the_last_news(client):
    case = make_case(dated=False)
    make_citation(case, source=make_source(date=date(2021, 5, 1)))
    make_figure(case, date=date(2024, 1, 1), date_precision="annee", source=make_source(date=None))

    assert_contains(client.get(URL), "En activité à la dernière nouvelle : 2024")
