"""The questionnaire as published: which questions, which answers, what they weigh, at what cost."""

import pytest

from essaimage.common.models import Status
from models_catalog.inquiry import published_inquiry
from models_catalog.models import ModelKind
from models_catalog.orientation import ExitKind, orient
from tests.factories import make_affinity, make_answer, make_model, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_models():
    return [
        make_model(slug=slug, order=order)
        for order, slug in enumerate(["integre", "federation", "franchise-sociale"])
    ]


def test_published_questions_with_answers_are_asked_in_order(three_models):
    last = make_question(title="La marque compte-t-elle ?", order=2)
    first = make_question(title="Quelle autonomie ?", order=1)
    make_question(title="Sans réponse ?", order=0)
    draft = make_question(status=Status.DRAFT, published_at=None)
    for question in (last, first, draft):
        make_answer(question)

    inquiry = published_inquiry()

    assert [question.slug for question in inquiry.questions] == [first.slug, last.slug]
    assert inquiry.questions[0].row == first


def test_models_are_the_three_in_their_order(three_models):
    make_model(slug="dissemination", kind=ModelKind.STRATEGY, order=0)

    assert published_inquiry().models == ("integre", "federation", "franchise-sociale")


def test_an_answer_bears_its_points_its_reason_its_source_and_its_exit(three_models):
    answer = make_answer(exit="pas-encore-pret", todo="Équilibrer un site.", is_hint=True, order=1)
    make_answer(answer.question, slug="seconde", order=2)
    weight = make_affinity(answer, model=three_models[1], weight=-2, reason="Le siège décide.")
    make_affinity(answer, model=three_models[0], weight=0, reason="", source=None)

    option = published_inquiry().questions[0].options[0]

    assert (option.slug, option.exit, option.todo, option.is_hint) == (
        answer.slug,
        ExitKind.NOT_READY,
        "Équilibrer un site.",
        True,
    )
    told = [(one.model, one.points, one.reason, one.source) for one in option.weights]
    assert told == [("federation", -2, "Le siège décide.", weight.source)]


def test_a_model_that_is_no_longer_published_is_not_ranked(three_models):
    answer = make_answer()
    hidden = make_model(slug="ancien", status=Status.DRAFT, published_at=None)
    make_affinity(answer, model=hidden, weight=2)

    result = orient(published_inquiry(), {answer.question.slug: answer.slug})

    assert [standing.points for standing in result.ranking] == [0, 0, 0]


@pytest.mark.parametrize("number", [1, 50])
def test_the_inquiry_is_read_in_four_queries(three_models, django_assert_max_num_queries, number):
    for _ in range(number):
        make_affinity(make_answer(), model=three_models[0])

    with django_assert_max_num_queries(4):
        inquiry = published_inquiry()
        assert all(option.weights for question in inquiry.questions for option in question.options)
