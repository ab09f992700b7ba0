"""The pages of models: the list, the comparison, one model."""

from datetime import date

import pytest

from models_catalog.models import Basis, FitKind, ModelKind, Outcome
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_adoption,
    make_case,
    make_criterion,
    make_dispositif,
    make_fit,
    make_implication,
    make_model,
    make_question,
    make_source,
    make_suitability,
    make_term,
    make_trait,
)

pytestmark = pytest.mark.django_db


TITLES = {
    "integre": "Modèle intégré",
    "federation": "Fédération",
    "franchise-sociale": "Franchise sociale",
}


def three_models():
    """The three models of the site, as their codes are."""
    return [
        make_model(code=code, slug=code, title=title, order=order)
        for order, (code, title) in enumerate(TITLES.items())
    ]


def test_the_list_shows_the_models_in_their_order_then_the_strategies(client):
    three_models()
    make_model(title="Rachat d’une structure", kind=ModelKind.STRATEGY, order=0)

    page = client.get("/modeles/")

    shown = page.content.decode()
    places = [shown.index(f">{title}</a>") for title in ("Modèle intégré", "Fédération")]
    assert places == sorted(places)
    assert shown.index("Stratégies voisines") < shown.index("Rachat d’une structure")


def test_the_list_says_who_owns_decides_and_pays(client):
    make_model(who_owns="Le siège.", who_decides="Le conseil.", who_pays="Un seul budget.")

    page = client.get("/modeles/")

    assert_contains(page, "Le siège.", "Le conseil.", "Un seul budget.")


def test_a_model_says_when_it_suits_and_where_that_comes_from(client):
    model = make_model(slug="integre")
    source = make_source(publisher="Avise")
    make_fit(model, text="le siège peut payer", source=source)
    make_fit(model, kind=FitKind.DOES_NOT, text="les habitants décident")

    page = client.get("/modeles/integre/")

    assert_contains(page, "Convient si", "Ne convient pas si")
    assert_contains(page, "le siège peut payer", "Source 2 : Avise", 'id="source-2"')
    assert_contains(page, "les habitants décident (proposition éditoriale)")


def test_a_model_draws_the_drawing_that_bears_its_code(client):
    three_models()

    page = client.get("/modeles/franchise-sociale/")

    assert_contains(page, "La franchise sociale en un dessin", "img/modele-franchise-sociale.svg")


def test_what_a_drawing_shows_is_written_with_what_explains_it(client):
    integre, _, _ = three_models()
    status = make_criterion(code="statut-juridique", title="Statut juridique")
    make_trait(criterion=status, model=integre, source=make_source(publisher="Avise"))

    page = client.get("/modeles/integre/")

    assert_contains(page, "ils forment une seule personne morale.")
    assert_contains(page, 'href="#critere-statut-juridique"', 'id="critere-statut-juridique"')
    assert_contains(page, "Source 2 : Avise")


def test_the_list_shows_each_drawing_and_leads_to_its_sheet(client):
    three_models()

    page = client.get("/modeles/")

    assert_contains(page, *(f"img/modele-{code}.svg" for code in TITLES))
    assert_contains(page, "La fédération en un dessin, expliqué sur sa fiche")


def test_a_model_without_drawing_is_shown_all_the_same(client):
    make_model(code="rachat", slug="rachat", kind=ModelKind.STRATEGY)

    page = client.get("/modeles/rachat/")

    assert_contains(page, "Stratégie voisine")
    assert_not_contains(page, "en un dessin", "?modele=rachat")


def test_a_model_leads_to_its_questions_pioneers_and_schemes(client):
    integre, _, _ = three_models()
    question = make_question(title="Qui décide ?", slug="qui-decide")
    make_implication(question=question, model=integre, text="Le siège tranche.")
    case = make_case(
        title="Phenix", outcome=Outcome.STOPPED, outcome_on=date(2024, 4, 4), failure="Trop vite."
    )
    make_adoption(case, model=integre, basis=Basis.DEDUCED)
    make_suitability(make_dispositif(title="Prêt", slug="pret"), model=integre, reason="Il paie.")

    page = client.get("/modeles/integre/")

    assert_contains(page, 'href="/questions/qui-decide/"', "Le siège tranche.")
    assert_contains(page, 'href="/pionniers/phenix/"', "arrêtée en 2024")
    assert_contains(page, "Modèle déduit de la forme juridique")
    assert_contains(page, 'href="/dispositifs/pret/"', "Il paie.", "proposition éditoriale")
    assert_contains(page, 'href="/dispositifs/?modele=integre"')


def test_what_is_not_published_does_not_show_through_a_model(client):
    model = make_model(slug="integre")
    make_implication(question=make_question(title="Secrète", status="brouillon"), model=model)
    make_adoption(make_case(title="Caché", status="brouillon"), model=model)
    make_suitability(make_dispositif(title="Tu", status="brouillon"), model=model, reason="Bientôt")

    page = client.get("/modeles/integre/")

    assert_not_contains(page, "Secrète", "Caché", "Bientôt")


def test_the_neighbours_of_a_model_are_of_its_kind(client):
    three_models()
    make_model(title="Rachat", kind=ModelKind.STRATEGY)

    first, last = client.get("/modeles/integre/"), client.get("/modeles/franchise-sociale/")

    assert_contains(first, "Suivant : Fédération")
    assert_not_contains(first, "Précédent")
    assert_contains(last, "Précédent : Fédération")
    assert_not_contains(last, "Suivant", "Rachat")


def test_the_text_of_a_model_links_sheets_and_words(client):
    make_model(slug="integre", body="Voir [l’autre](modele:federation) et son antenne.")
    make_model(code="federation", slug="federation")
    make_term(title="antenne", slug="antenne", summary="Un site sans existence à part.")

    page = client.get("/modeles/integre/")

    assert_contains(page, ">l’autre</a>", 'href="/glossaire/#antenne"')


def test_the_number_of_queries_of_a_model_does_not_grow(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    model = make_model(slug="integre")

    def stand_with_it(number):
        for _ in range(number):
            make_fit(model, source=make_source())
            make_trait(model=model, source=make_source())
            make_implication(model=model, source=make_source())
            make_adoption(model=model)
            make_suitability(model=model)

    stand_with_it(1)
    with django_assert_max_num_queries(14) as one:
        client.get("/modeles/integre/")
    stand_with_it(49)

    with django_assert_num_queries(len(one)):
        client.get("/modeles/integre/")


def test_the_number_of_queries_of_the_list_does_not_grow(client, django_assert_num_queries):
    make_model()
    with django_assert_num_queries(1):
        client.get("/modeles/")
    for _ in range(49):
        make_model()

    with django_assert_num_queries(1):
        client.get("/modeles/")
