"""The list of schemes for a commune or a territory: verdicts, reasons, what is typed, addresses."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dispositifs.choices import Verdict, Vie
from essaimage.common.models import Establishes
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_alias,
    make_commune,
    make_condition,
    make_coverage,
    make_departement,
    make_dispositif,
    make_epci,
    make_partenaire,
    make_region,
    make_temoin,
)

from .reading_pages import read_list

pytestmark = pytest.mark.django_db
URL = "/dispositifs/"
BIG = {"kind": "population", "operator": "au_plus", "value": "3500"}


@pytest.fixture
def gueret():
    return make_commune(epci=make_epci())


@pytest.fixture
def catalogue(gueret):
    """Four schemes: one for each verdict in Guéret, and one that is closed."""
    make_coverage(make_dispositif(title="Oui", slug="oui"))
    make_dispositif(title="Peut-être", slug="peut-etre")
    refused = make_dispositif(title="Non", slug="non")
    make_coverage(refused)
    make_condition(refused, **BIG)
    closed = make_dispositif(title="Clos", slug="clos", vie=Vie.TERMINE, ended_on="2022-01-01")
    make_coverage(closed)


def verdicts_of(response) -> dict[str, str]:
    html = response.content.decode()
    return dict(re.findall(r'data-slug="([^"]+)" data-verdict="([^"]+)"', html))


def test_a_commune_gives_what_applies_or_may_each_with_its_verdict_and_its_reason(
    client, catalogue
):
    page = client.get(URL, {"commune": "23096"})

    assert read_list(page).slugs == ["oui", "peut-etre"]
    assert verdicts_of(page) == {"oui": "oui", "peut-etre": "a-verifier"}
    assert_contains(
        page,
        "2 dispositifs d’appui qui s’appliquent ou pourraient s’appliquer à Guéret",
        "S’applique Ouvert dans toute la France",
        "À confirmer Territoire non précisé",
    )


def test_the_verdict_in_force_is_one_pill_that_is_removed_by_asking_for_every_verdict(
    client, catalogue
):
    page = client.get(URL, {"commune": "23096", "q": "Dispositif"})
    whole = "/dispositifs/?commune=23096&amp;verdict=oui&amp;verdict=a-verifier&amp;verdict=non"

    page = client.get(URL, {"commune": "23096"})
    assert_contains(page, "Verdict : s’applique ou à confirmer", f'href="{whole}"')
    every = client.get(URL, {"commune": "23096", "verdict": Verdict.values})

    assert read_list(every).slugs == ["oui", "peut-etre", "non", "clos"]
    assert verdicts_of(every)["non"] == verdicts_of(every)["clos"] == "non"
    assert_not_contains(every, "Verdict : s’applique")


def test_the_verdict_is_a_facet_counted_like_the_others(client, catalogue):
    page = read_list(client.get(URL, {"commune": "23096"}))

    assert page.counts["verdict"] == {"oui": 1, "a-verifier": 1, "non": 2}
    assert page.ticked["verdict"] == ["oui", "a-verifier"]


def test_a_verdict_without_a_commune_is_ignored_and_an_unknown_one_is_told(client, catalogue):
    page = client.get(URL, {"verdict": "oui"})

    assert read_list(page).total == 4
    assert "verdict" not in read_list(page).counts
    assert client.get(URL, {"verdict": "peut-etre"}).status_code == 400
    assert client.get(URL, {"verdict": "peut-etre", "commune": "23096"}).status_code == 400


@pytest.mark.parametrize("order", ["pertinence", "confirmation", "titre", "cloture"])
def test_whatever_the_order_verdicts_come_first_and_the_closed_last(client, catalogue, order):
    page = client.get(URL, {"commune": "23096", "verdict": Verdict.values, "tri": order})

    assert read_list(page).slugs == ["oui", "peut-etre", "non", "clos"]


def test_in_a_commune_what_is_proper_to_it_comes_first(client, gueret):
    make_coverage(make_dispositif(title="A", slug="france"))
    make_coverage(make_dispositif(title="B", slug="creuse"), **_in(gueret.departement))
    make_coverage(make_dispositif(title="C", slug="gueret"), kind="commune", commune=gueret)

    page = read_list(client.get(URL, {"commune": "23096"}))

    assert page.slugs[2] == "france"
    assert set(page.slugs[:2]) == {"creuse", "gueret"}


def test_in_a_commune_what_is_sure_to_run_comes_before_what_is_nearer(client, gueret):
    make_coverage(make_dispositif(title="A", slug="france"))
    doubtful = make_dispositif(title="B", slug="creuse")
    doubtful.citations.update(establishes=Establishes.PRACTICE)
    make_coverage(doubtful, **_in(gueret.departement))

    page = read_list(client.get(URL, {"commune": "23096"}))

    assert page.slugs == ["france", "creuse"]


def _in(departement) -> dict:
    return {"kind": "departement", "departement": departement}


def test_the_commune_is_told_with_its_facts_and_an_easy_way_out(client, gueret):
    make_temoin("acv", commune=gueret)

    page = client.get(URL, {"commune": "23096", "ruralite": "ouvert"})

    assert_contains(page, "Guéret (Creuse) : 12 955 habitants", "Action cœur de ville")
    assert_contains(page, 'href="/dispositifs/?ruralite=ouvert">Quitter cette commune')
    assert_contains(page, 'href="/territoires/23096-gueret/"')


def test_links_of_rows_keep_the_commune(client, catalogue):
    assert_contains(client.get(URL, {"commune": "23096"}), 'href="/dispositifs/oui/?commune=23096"')


@pytest.mark.parametrize("code", ["99999", "abc", "23", "23096\x00", "é" * 300, "2309"])
def test_an_unknown_commune_is_told_with_status_400(client, catalogue, code):
    page = client.get(URL, {"commune": code})

    assert read_list(page).total == 0
    assert_contains(page, "Aucune commune ne porte ce code", status=400)


def test_a_commune_and_a_territory_together_are_told_with_status_400(client, gueret):
    page = client.get(URL, {"commune": "23096", "territoire": "dep-23"})

    assert read_list(page).total == 0
    assert_contains(page, "gardez la commune ou le territoire, pas les deux", status=400)
    assert_contains(page, 'href="/dispositifs/?commune=23096">Retirer ce filtre', status=400)


def test_an_old_code_leads_to_the_current_one_and_keeps_the_other_parameters(client, gueret):
    make_alias("23777", commune=gueret)

    page = client.get(
        URL, {"commune": "23777", "ruralite": "ouvert", "verdict": "oui", "page": "2"}
    )

    assert page.status_code == 302
    assert set(page.url.partition("?")[2].split("&")) == {
        *("commune=23096", "ruralite=ouvert", "verdict=oui", "page=2")
    }


@pytest.mark.parametrize("typed", ["Guéret", "gueret", "23000", "Gueret (23)"])
def test_what_is_typed_without_javascript_becomes_the_code_of_the_commune(client, typed):
    make_commune(postcodes="23000")

    page = client.get(URL, {"lieu": typed, "echelle": "nationale", "territoire": "dep-23"})

    assert (page.status_code, page.url) == (302, "/dispositifs/?echelle=nationale&commune=23096")


def test_a_name_that_several_communes_bear_is_to_choose_and_the_filters_are_kept(client):
    make_commune("23001", name="Saint-Denis")
    make_commune("93066", name="Saint-Denis", departement=make_departement("93"))

    page = client.get(URL, {"lieu": "saint denis", "echelle": ["nationale", "locale"]})
    choices = client.get(page.url)

    assert page.url.startswith("/territoires/?q=saint+denis&vers=dispositifs&filtres=")
    for code in ("23001", "93066"):
        back = f"/dispositifs/?echelle=nationale&amp;echelle=locale&amp;commune={code}"
        assert_contains(choices, f'href="{back}"')


def test_the_field_left_as_it_was_changes_nothing_and_emptied_takes_the_commune_away(
    client, catalogue
):
    same = client.get(URL, {"lieu": "Guéret (23)", "commune": "23096"})
    emptied = client.get(URL, {"lieu": "", "commune": "23096", "q": "oui"})
    another = client.get(URL, {"lieu": "Guéret (23)", "commune": "23096", "territoire": "dep-23"})

    assert read_list(same).slugs == ["oui", "peut-etre"]
    assert (emptied.status_code, emptied.url) == (302, "/dispositifs/?q=oui")
    assert (another.status_code, another.url) == (302, "/dispositifs/?territoire=dep-23")


def test_an_intercommunality_is_a_territory_too(client, gueret):
    make_coverage(make_dispositif(slug="epci"), kind="epci", epci=gueret.epci)
    make_coverage(make_dispositif(slug="commune"), kind="commune", commune=gueret)
    make_coverage(make_dispositif(slug="creuse"), **_in(gueret.departement))
    make_coverage(make_dispositif(slug="ailleurs"), **_in(make_departement("87")))

    page = read_list(client.get(URL, {"territoire": f"epci-{gueret.epci.code}"}))

    assert set(page.slugs) == {"epci", "commune", "creuse"}
    assert page.slugs[2] == "commune", "what lies inside comes after what covers it"


def test_an_empty_list_says_what_each_removal_gives_commune_and_verdict_included(client, catalogue):
    page = client.get(URL, {"commune": "23096", "echelle": "locale", "verdict": "non"})

    assert_contains(
        page,
        "Sans « Commune : Guéret (23) » : 0 dispositif",
        "Sans « Verdict : ne s’applique pas » : 0 dispositif",
        "Sans « Échelle : Locale » : 2 dispositifs",
    )
    page = client.get(URL, {"territoire": "dep-23", "q": "introuvablement"})
    assert_contains(
        page, "Sans « Territoire : Creuse (23) » : 0", "Sans « Mots : introuvablement »"
    )


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"commune": "23096"},
        {"commune": "23096", "q": "dispositif", "verdict": Verdict.values},
        {"territoire": "epci-200034825"},
        {"territoire": "dep-23", "q": "dispositif", "tri": "cloture"},
    ],
    ids=["everything", "commune", "words in a commune", "epci", "words in a département"],
)
def test_a_list_asks_six_queries_at_most_as_many_for_one_row_as_for_fifty(client, gueret, asked):
    anct = make_partenaire()
    make_region("84", name="Auvergne-Rhône-Alpes")

    def rows(number):
        for _ in range(number):
            dispositif = make_dispositif(
                natures=["pret"], beneficiaires=["association"], partenaires=[anct]
            )
            make_coverage(dispositif, kind="epci", epci=gueret.epci)
            make_condition(dispositif, **BIG | {"value": "20000"})

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
