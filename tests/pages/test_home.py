"""The home page: the three acts, the questions asked first, the map."""

import pytest

from dispositifs.choices import Ruralite, Vie
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_case,
    make_coverage,
    make_departement,
    make_dispositif,
    make_frequent_question,
    make_model,
    make_region,
)

pytestmark = pytest.mark.django_db


def test_the_three_models_and_the_acts_are_there(client):
    make_model(slug="integre", title="Modèle intégré")

    page = client.get("/")

    assert_contains(page, "Modèle intégré", "Faire le point", "La commune où vous allez")
    assert_contains(page, 'action="/territoires/"', "Voir ce qui s’y applique")


def test_a_frequent_question_leads_to_the_sheet_that_answers(client):
    make_dispositif(code="insite", slug="insite-france", title="InSite")
    make_frequent_question(question="Qui aide au village ?", target="dispositif:insite")

    page = client.get("/")

    assert_contains(page, "Qui aide au village ?", 'href="/dispositifs/insite-france/"')


def test_a_question_whose_sheet_is_hidden_is_not_asked(client):
    make_dispositif(code="cache", status="brouillon")
    make_frequent_question(question="Qui aide au village ?", target="dispositif:cache")

    assert_not_contains(client.get("/"), "Qui aide au village ?", "Questions fréquentes")


def test_the_map_counts_what_is_proper_to_a_place_and_a_rural_project_may_ask(client):
    creuse = make_departement(code="23", name="Creuse", region=make_region(code="75"))
    make_coverage(make_dispositif(), kind="departement", departement=creuse)
    make_coverage(make_dispositif(), kind="region", region=creuse.region)
    make_coverage(make_dispositif(), kind="france")
    in_town = make_dispositif(ruralite=Ruralite.URBAIN_RESERVE, ruralite_reason="Villes moyennes.")
    make_coverage(in_town, kind="departement", departement=creuse)
    ended = make_dispositif(vie=Vie.TERMINE, ended_on="2020-01-01")
    make_coverage(ended, kind="departement", departement=creuse)

    page = client.get("/").content.decode()

    assert 'aria-label="Creuse (23)\u00a0: 2 ' in page
    assert '<td class="num">2</td><td class="num">3</td>' in page
    assert 'href="/territoires/dep-23-creuse/"' in page


def test_a_pioneer_who_failed_is_told_with_the_reason(client):
    make_case(
        title="Comptoir", outcome="arrete", outcome_on="2024-04-04", failure="Trop peu de clients."
    )

    assert_contains(client.get("/"), "Comptoir", "Trop peu de clients.")
