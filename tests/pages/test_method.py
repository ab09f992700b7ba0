"""The method page says the rules that the content is held to, and counts what is there today."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dispositifs.choices import Vie
from dispositifs.models import EVIDENCE_MONTHS
from essaimage.common.dates import months_before
from essaimage.common.models import Confidence, Extent
from essaimage.common.publication import FULL_SHEET_FACTS, FULL_SHEET_SOURCES
from essaimage.common.texts import fiche_models
from essaimage.pages.method import (
    KINDS,
    YEARS_SHOWN,
    counted_confidences,
    counted_etats,
    counted_kinds,
    counted_sources,
)
from models_catalog.models import Basis
from tests.assertions import assert_contains
from tests.factories import (
    make_adoption,
    make_case,
    make_case_repere,
    make_citation,
    make_dispositif,
    make_dispositif_repere,
    make_source,
    make_term,
)

pytestmark = pytest.mark.django_db

METHOD = "/a-propos/methode/"


def test_it_is_reached_from_home_about_and_sitemap(client):
    for url in ("/", "/a-propos/", "/sitemap.xml"):
        assert METHOD in client.get(url).content.decode(), url


def test_it_says_the_rules_that_the_content_is_held_to(client):
    page = client.get(METHOD)

    assert_contains(
        page,
        f"{EVIDENCE_MONTHS} mois au plus",
        f"au moins {FULL_SHEET_FACTS} faits datés, venus d’au moins {FULL_SHEET_SOURCES} sources",
        "proposition éditoriale",
        'href="/contact/?page=/a-propos/methode/"',
        "Licence Ouverte 2.0",
    )


def test_every_kind_of_sheet_is_counted():
    assert {kind.model for kind in KINDS} == set(fiche_models())


def test_sheets_and_marks_are_counted_apart_and_hidden_ones_are_not():
    make_dispositif()
    make_dispositif(status="brouillon")
    make_dispositif(published_at=timezone.now() + timedelta(days=1))
    make_dispositif_repere()
    make_case_repere()
    make_case_repere(is_shown=False)
    make_term()

    counted = {kind.label: (kind.count, kind.repere_count) for kind in counted_kinds()}

    assert counted["Dispositifs d’appui"] == (1, 1)
    assert counted["Pionniers"] == (0, 1)
    assert counted["Termes du glossaire"] == (1, 0)


def test_schemes_are_counted_by_the_etat_they_have_today():
    today = timezone.localdate()
    limit = months_before(today, EVIDENCE_MONTHS)
    for day in (today, limit, limit - timedelta(days=1)):
        scheme = make_dispositif(dated=False)
        make_citation(scheme, establishes="existence", source=make_source(date=day))
    make_dispositif(vie=Vie.TERMINE, ended_on=date(2020, 1, 1))
    make_dispositif(status="archive")

    counts = {etat.value: count for etat, count in counted_etats()}

    assert counts == {"actif": 2, "a_verifier": 1, "termine": 1, "remplace": 0}


def test_facts_are_counted_by_confidence_on_published_sheets_only():
    sheet, hidden = make_dispositif(dated=False), make_case(status="brouillon", dated=False)
    make_citation(sheet, confidence=Confidence.LOW)
    make_citation(sheet, confidence=Confidence.LOW)
    make_citation(hidden, confidence=Confidence.LOW)
    make_citation(make_term(dated=False), confidence=Confidence.MEDIUM)

    counts = {confidence.value: count for confidence, count in counted_confidences()}

    assert counts == {"forte": 0, "moyenne": 1, "faible": 2}


def test_sources_are_counted_by_year_the_oldest_together():
    for year in range(2010, 2010 + YEARS_SHOWN + 2):
        make_source(date=date(year, 1, 1), extent=Extent.PAGE)
    make_source(date=date(2010, 5, 1), extent=Extent.EXTRACT)
    make_source(date=None, extent=Extent.EXTRACT)

    counted = counted_sources()

    assert counted["source_count"] == YEARS_SHOWN + 4
    assert counted["years"][0] == (2011 + YEARS_SHOWN, 1)
    assert len(counted["years"]) == YEARS_SHOWN
    assert counted["older_count"] == 3
    assert counted["undated_count"] == 1
    assert counted["extract_count"] == 2


def test_named_and_deduced_models_are_told_apart(client):
    case = make_case()
    make_adoption(case, basis=Basis.NAMED)
    make_adoption(case, basis=Basis.NAMED)
    make_adoption(case, basis=Basis.DEDUCED)

    page = client.get(METHOD)

    assert_contains(page, "(2 fois)", "(1 fois)")


def test_a_count_of_schemes_leads_to_the_list_that_shows_them(client):
    make_dispositif()

    assert_contains(client.get(METHOD), 'href="/dispositifs/?etat=actif">1</a>')


@pytest.mark.parametrize("number", [1, 20])
def test_it_asks_five_queries_whatever_the_content(client, number, django_assert_num_queries):
    for _ in range(number):
        make_adoption()
        make_dispositif()
        make_term()

    with django_assert_num_queries(5):
        client.get(METHOD)
