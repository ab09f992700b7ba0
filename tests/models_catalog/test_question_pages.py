"""The pages of questions and principles."""

import pytest

from models_catalog.models import FactorKind, ModelKind, Theme
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_case,
    make_citation,
    make_factor,
    make_illustration,
    make_implication,
    make_model,
    make_phase,
    make_question,
    make_source,
)

pytestmark = pytest.mark.django_db


def test_questions_are_listed_theme_by_theme(client):
    make_question(title="Où aller ?", theme=Theme.PLACE, order=1)
    make_question(title="Sommes-nous mûrs ?", theme=Theme.READINESS, order=2)

    shown = client.get("/questions/").content.decode()

    assert shown.index("Sommes-nous prêts") < shown.index("Sommes-nous mûrs")
    assert shown.index("Sommes-nous mûrs") < shown.index("Où aller")
    assert "Qui paie" not in shown


def test_a_question_says_why_how_and_what_each_model_implies(client):
    question = make_question(
        slug="marque", title="La marque compte-t-elle ?", why="Elle **ouvre**.", how="À plusieurs."
    )
    make_implication(
        question=question,
        model=make_model(title="Fédération"),
        text="Un nom partagé.",
        source=make_source(publisher="Avise"),
    )
    strategy = make_model(title="Rachat", kind=ModelKind.STRATEGY)
    make_implication(question=question, model=strategy, text="Un nom acheté.")

    page = client.get("/questions/marque/")

    assert_contains(page, "<strong>ouvre</strong>", "À plusieurs.")
    assert_contains(page, "Un nom partagé.", "Source 2 : Avise")
    assert_contains(page, "Un nom acheté. (proposition éditoriale)")


def test_a_question_leads_to_pioneers_principles_and_phases(client):
    question = make_question(slug="marque")
    make_illustration(make_case(title="Phenix"), question=question, text="Un seul nom.")
    factor = make_factor(title="Transmettre", slug="transmettre", questions=[question])
    phase = make_phase("pilote", questions=[question])

    page = client.get("/questions/marque/")

    assert_contains(page, 'href="/pionniers/phenix/"', "Un seul nom.")
    assert_contains(page, f'href="{factor.get_absolute_url()}"', 'href="/principes/#transmettre"')
    assert_contains(page, f'href="{phase.get_absolute_url()}"')


def test_the_next_question_is_the_one_that_the_list_shows_next(client):
    make_question(title="Où aller ?", slug="ou", theme=Theme.PLACE, order=1)
    make_question(title="Prêts ?", slug="prets", theme=Theme.READINESS, order=2)

    page = client.get("/questions/prets/")

    assert_contains(page, "Suivant : Où aller ?")
    assert_not_contains(page, "Précédent")


def test_what_is_not_published_does_not_show_through_a_question(client):
    question = make_question(slug="marque")
    make_implication(question=question, model=make_model(title="Futur", status="brouillon"))
    make_illustration(make_case(title="Caché", status="archive"), question=question)
    make_factor(title="Secret", questions=[question], status="a_relire")

    assert_not_contains(client.get("/questions/marque/"), "Futur", "Caché", "Secret")


def test_the_number_of_queries_of_a_question_does_not_grow(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    question = make_question(slug="marque")

    def stand_with_it(number):
        for _ in range(number):
            make_implication(question=question, source=make_source())
            make_illustration(question=question)
            make_factor(questions=[question])
            make_phase(questions=[question])

    stand_with_it(1)
    with django_assert_max_num_queries(14) as one:
        client.get("/questions/marque/")
    stand_with_it(49)

    with django_assert_num_queries(len(one)):
        client.get("/questions/marque/")


def test_principles_stand_on_one_page_each_at_its_anchor(client):
    make_factor(title="Transmettre de pair à pair", slug="pair", kind=FactorKind.FACTOR)
    make_factor(title="Un seul budget", slug="budget", kind=FactorKind.PRINCIPLE)
    make_factor(title="Aller trop vite", slug="vite", kind=FactorKind.TRAP)

    page = client.get("/principes/")

    assert_contains(page, "Facteurs de succès", "Principes à tenir", "Pièges à éviter")
    assert_contains(page, 'id="pair"', 'id="budget"', 'id="vite"', 'href="#vite"')


def test_the_sources_of_principles_are_numbered_together(client):
    source = make_source(publisher="Avise")
    for title in ("Un", "Deux"):
        make_citation(make_factor(title=title, dated=False), source=source)

    shown = client.get("/principes/").content.decode()

    assert shown.count('href="#source-1"') == 2
    assert shown.count('id="source-') == 1


def test_a_principle_calls_each_of_its_sources_once(client):
    factor, source = make_factor(dated=False), make_source()
    make_citation(factor, source=source)
    make_citation(factor, source=source, fact="Un autre fait.")

    assert client.get("/principes/").content.decode().count('href="#source-1"') == 1


@pytest.mark.parametrize(
    ("path", "make", "expected"),
    [("/principes/", make_factor, 4), ("/questions/", make_question, 3)],
)
def test_the_number_of_queries_of_a_list_does_not_grow(
    client, django_assert_num_queries, path, make, expected
):
    make()
    with django_assert_num_queries(expected):
        client.get(path)
    for _ in range(49):
        make()

    with django_assert_num_queries(expected):
        client.get(path)
