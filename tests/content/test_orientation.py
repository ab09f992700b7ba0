"""The questionnaire as written: founded, balanced, every answer of use, judged by ten ventures."""

from pathlib import Path

import pytest

from essaimage.common.models import Source
from models_catalog.inquiry import published_inquiry
from models_catalog.models import Affinity, Answer, KeyQuestion
from models_catalog.orientation import ExitKind, Inquiry, orient
from models_catalog.orientation.judging import (
    dead_answers,
    judge,
    read_ventures,
    shares,
    unreachable_models,
)

VENTURES = read_ventures(Path(__file__).parent.parent / "models_catalog" / "ventures.yaml")
FEWEST_FIRST, MOST_FIRST = 0.15, 0.60  # share of random answers that put a model first


@pytest.fixture(scope="module")
def inquiry(loaded, django_db_blocker) -> Inquiry:
    with django_db_blocker.unblock():
        return published_inquiry()


def test_about_fourteen_questions_are_asked_the_founding_ones_among_them(inquiry):
    founding = KeyQuestion.objects.filter(is_founding=True).values_list("slug", flat=True)
    asked = [question.slug for question in inquiry.questions]

    assert 12 <= len(asked) <= 16
    assert len(founding) == 3
    assert set(founding) <= set(asked)


def test_each_question_offers_three_to_five_answers(inquiry):
    assert {len(question.options) for question in inquiry.questions} <= {3, 4, 5}


@pytest.mark.parametrize("venture", VENTURES, ids=lambda venture: venture.name)
def test_a_venture_is_advised_what_the_sources_advise(inquiry, venture):
    verdict = judge(inquiry, venture)

    assert verdict.faults == (), verdict.obtained


def test_ten_ventures_cover_every_advice_and_cite_sources_that_exist():
    cited = {source for venture in VENTURES for source in venture.sources}

    assert len(VENTURES) == 10
    assert {venture.first for venture in VENTURES} >= {"integre", "federation", "franchise-sociale"}
    assert {venture.exit for venture in VENTURES} >= set(ExitKind)
    assert sum(bool(venture.hybrid) for venture in VENTURES) >= 2
    assert Source.objects.filter(code__in=cited).count() == len(cited)


def test_each_model_comes_first_for_a_fair_share_of_random_answers(inquiry):
    found = shares(inquiry, draws=2_000, seed=14)

    assert sum(found.first.values()) == pytest.approx(1)
    for model, share in found.first.items():
        assert FEWEST_FIRST <= share <= MOST_FIRST, (model, share)


def test_no_model_may_have_far_more_points_than_another(inquiry):
    possible = [inquiry.max_possible(model) for model in inquiry.models]

    assert max(possible) <= 1.2 * min(possible)


def test_no_answer_is_dead_and_no_model_unreachable(inquiry):
    assert dead_answers(inquiry) == []
    assert unreachable_models(inquiry) == []


def test_each_exit_can_be_reached(inquiry):
    for kind in ExitKind:
        answers = {
            question.slug: option.slug
            for question in inquiry.questions
            for option in question.options
            if option.exit == kind
        }
        assert orient(inquiry, answers).exit(kind), kind


def test_whoever_is_not_ready_is_told_what_to_do():
    assert not Answer.objects.filter(exit=ExitKind.NOT_READY, todo="").exists()


def test_each_weight_says_why_and_where_it_comes_from():
    weights = Affinity.objects.exclude(weight=0).select_related("source", "model")

    assert weights.count() >= 100
    for weight in weights:
        assert weight.source, weight.code
        assert weight.reason.endswith("."), weight.code
        assert weight.model.is_main, weight.code


def test_no_reason_is_written_twice():
    reasons = list(Affinity.objects.values_list("reason", flat=True))

    assert len(reasons) == len(set(reasons))
