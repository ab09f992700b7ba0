"""The page of a pioneer."""

from datetime import date

import pytest

from essaimage.common.dates import DatePrecision
from models_catalog.models import Basis, Outcome, Terrain
from tests.assertions import assert_contains, assert_not_contains, text_of
from tests.factories import (
    make_adoption,
    make_case,
    make_commune,
    make_departement,
    make_dispositif,
    make_figure,
    make_illustration,
    make_model,
    make_question,
    make_region,
    make_scheme_use,
    make_sector,
    make_source,
    make_step,
)

pytestmark = pytest.mark.django_db


def test_a_pioneer_says_its_models_and_how_they_are_known(client):
    case = make_case(slug="simplon")
    make_adoption(
        case,
        model=make_model(title="Modèle intégré"),
        basis=Basis.DEDUCED,
        started=date(2013, 1, 1),
        ended=date(2016, 1, 1),
    )
    make_adoption(case, model=make_model(title="Franchise sociale"), started=date(2016, 1, 1))

    page = client.get("/pionniers/simplon/")

    assert_contains(page, "Ses modèles", "Modèle intégré", "Franchise sociale")
    assert_contains(page, "De 2013 à 2016 : modèle déduit de la forme juridique")
    assert_contains(page, "Depuis 2016 : modèle nommé par une source")


def test_the_rail_of_a_pioneer_says_when_what_and_where(client):
    make_case(
        slug="messidor",
        founded_on=date(1975, 1, 1),
        legal_form="Association",
        sectors=["handicap"],
        terrain=Terrain.MIXED,
        head_commune=make_commune(),
        regions=[make_region()],
        departements=[make_departement()],
        website="https://www.messidor.fr/accueil",
    )

    page = client.get("/pionniers/messidor/")

    assert_contains(page, "1975", "Association", "Mixte", "Guéret (Creuse)")
    assert_contains(page, "Nouvelle-Aquitaine et Creuse", 'href="/pionniers/?secteur=handicap"')
    assert_contains(page, ">messidor.fr</a>")


def test_figures_are_grouped_dated_and_sourced(client):
    case = make_case(slug="phenix")
    source = make_source(publisher="Nantes Food Forum")
    make_figure(case, metric="villes", value=15, date=date(2017, 5, 1), source=source)
    make_figure(case, metric="emplois", value=72, date=date(2017, 1, 1))
    make_figure(
        case,
        metric="emplois",
        value="1646.50",
        unit="ETP",
        is_approximate=True,
        date=date(2021, 1, 1),
        date_precision=DatePrecision.YEAR,
    )

    page = client.get("/pionniers/phenix/")

    assert_contains(page, 'rowspan="2">emplois', "environ 1 646,5 ETP 2021")
    assert_contains(page, "15 1er mai 2017", "Nantes Food Forum")


def test_a_stopped_pioneer_is_said_so_under_its_title(client):
    make_case(
        slug="comptoir",
        title="Comptoir",
        outcome=Outcome.STOPPED,
        outcome_on=date(2024, 4, 4),
        failure="Les magasins ne s’équilibraient pas.",
        lesson="Un besoin n’est pas un modèle économique.",
    )

    page = client.get("/pionniers/comptoir/")

    shown = text_of(page)
    assert shown.index("Activité arrêtée en 2024") < shown.index(
        "Ce qu’il faut savoir de « Comptoir »"
    )
    assert_contains(page, "Ce qui a coincé", "ne s’équilibraient pas", "À retenir")


def test_a_pioneer_shows_its_path_its_questions_and_its_schemes(client):
    case = make_case(slug="phenix")
    make_step(case, text="Deuxième ville.", date=date(2016, 9, 1))
    make_illustration(case, question=make_question(slug="marque"), text="Une seule marque.")
    make_scheme_use(case, dispositif=make_dispositif(slug="pret"), text="Payer l’étude.")
    hidden = make_dispositif(title="Caché", slug="cache", status="brouillon")
    make_scheme_use(case, dispositif=hidden, text="En secret.")

    page = client.get("/pionniers/phenix/")

    assert_contains(page, "Deuxième ville.", "1er septembre 2016")
    assert_contains(page, 'href="/questions/marque/"', "Une seule marque.")
    assert_contains(page, 'href="/dispositifs/pret/"', "Payer l’étude.")
    assert_not_contains(page, "Caché", "En secret.")


def test_a_bare_pioneer_draws_no_empty_block(client):
    make_case(slug="nu", body="")

    page = client.get("/pionniers/nu/")

    assert_not_contains(page, "Chiffres datés", "Son parcours", "Ce qui a coincé", "À retenir")
    assert_not_contains(page, "Siège", "Création", "Ses modèles", "Son modèle")


def test_the_number_of_queries_of_a_pioneer_does_not_grow(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    case = make_case(slug="phenix", head_commune=make_commune())

    def stand_with_it(number):
        for _ in range(number):
            make_adoption(case)
            make_figure(case)
            make_step(case)
            make_illustration(case)
            make_scheme_use(case)

    stand_with_it(1)
    with django_assert_max_num_queries(14) as one:
        client.get("/pionniers/phenix/")
    stand_with_it(49)
    case.sectors.set([make_sector(f"secteur-{number}") for number in range(50)])

    with django_assert_num_queries(len(one)):
        client.get("/pionniers/phenix/")
