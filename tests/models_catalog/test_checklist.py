"""The questions on paper, and the list of questions with who shows and who helps."""

import pytest

from models_catalog.models import Theme
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_answer,
    make_case,
    make_dispositif,
    make_illustration,
    make_question,
    make_question_help,
)

pytestmark = pytest.mark.django_db


def test_each_question_is_numbered_with_its_answers_and_i_do_not_know(client):
    make_question(title="Où aller ?", theme=Theme.PLACE, order=1)
    mature = make_question(title="Sommes-nous mûrs ?", theme=Theme.READINESS, order=2)
    make_answer(mature, label="Pas encore")

    page = client.get("/fiche-de-reunion/")

    assert_contains(page, "1. Sommes-nous mûrs ?", "2. Où aller ?", "Pas encore", "Je ne sais pas")
    assert_contains(page, "Ce que nous décidons", "Pour quand")


def test_a_meeting_may_be_about_one_theme(client):
    make_question(title="Où aller ?", theme=Theme.PLACE)
    make_question(title="Sommes-nous mûrs ?", theme=Theme.READINESS)

    page = client.get("/fiche-de-reunion/?theme=territoire")

    assert_contains(page, "1. Où aller ?", 'value="territoire" checked')
    assert_not_contains(page, "Sommes-nous mûrs")


def test_a_theme_that_does_not_exist_is_said_and_the_sheet_stays(client):
    make_question(title="Où aller ?")

    page = client.get("/fiche-de-reunion/?theme=<b>&theme=territoire")

    assert_contains(page, "Ce thème n’existe pas.", "1. Où aller ?", status=400)


def test_a_draft_is_on_no_sheet_of_paper(client):
    make_question(title="Secrète ?", status="brouillon")

    assert_not_contains(client.get("/fiche-de-reunion/"), "Secrète")


def test_the_number_of_queries_of_the_sheet_does_not_grow(client, django_assert_num_queries):
    make_answer(make_question())
    client.get("/fiche-de-reunion/")
    with django_assert_num_queries(5):
        client.get("/fiche-de-reunion/")
    for _ in range(20):
        make_answer(make_question())

    with django_assert_num_queries(5):
        client.get("/fiche-de-reunion/")


def test_the_list_of_questions_names_pioneers_and_schemes_that_run(client):
    question = make_question(title="Où aller ?")
    make_illustration(case=make_case(title="Phenix"), question=question)
    make_illustration(case=make_case(title="Caché", status="brouillon"), question=question)
    make_question_help(question=question, dispositif=make_dispositif(title="Aide locale"))
    make_question_help(
        question=question, dispositif=make_dispositif(title="Brouillonne", status="brouillon")
    )

    page = client.get("/questions/")

    assert_contains(page, "Phenix", "Aide locale", 'href="/fiche-de-reunion/"')
    assert_not_contains(page, "Caché", "Brouillonne")


def test_the_number_of_queries_of_the_list_does_not_grow(client, django_assert_num_queries):
    for _ in range(10):
        question = make_question()
        make_illustration(case=make_case(), question=question)
        make_question_help(question=question)

    with django_assert_num_queries(4):
        client.get("/questions/")
