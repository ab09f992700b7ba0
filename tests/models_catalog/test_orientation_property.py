"""The orientation, whatever the inquiry and the answers: what no editor can break."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from models_catalog.orientation import (
    UNKNOWN,
    Inquiry,
    Option,
    Orientation,
    Question,
    Weight,
    orient,
)

from .inquiries import MODELS, answered_inquiries

# A loaded machine is slow, not wrong; and a test leaves nothing behind.
unhurried = settings(deadline=None, database=None)


def order(result: Orientation) -> list[str]:
    return [standing.model for standing in result.ranking]


def first(asked: Inquiry, answers: dict[str, str]) -> str:
    return orient(asked, answers).first.model


@unhurried
@given(answered_inquiries())
def test_every_model_has_one_rank_and_points_never_rise_down_the_ranking(case):
    result = orient(*case)

    assert sorted(order(result)) == sorted(MODELS)
    assert [standing.rank for standing in result.ranking] == [1, 2, 3]
    points = [standing.points for standing in result.ranking]
    assert points == sorted(points, reverse=True)


@unhurried
@given(answered_inquiries())
def test_points_are_what_the_lines_add_up_to_and_within_the_possible(case):
    for standing in orient(*case).ranking:
        assert standing.points == standing.points_for + standing.points_against
        assert standing.points <= standing.max_possible
        assert all(line.points > 0 for line in standing.for_)
        assert all(line.points < 0 for line in standing.against)


@unhurried
@given(answered_inquiries())
def test_ties_are_said_by_both_and_only_when_points_are_equal(case):
    result = orient(*case)

    points = {standing.model: standing.points for standing in result.ranking}
    for standing in result.ranking:
        equals = {model for model in MODELS if points[model] == standing.points}
        assert {*standing.tied_with, standing.model} == equals


@unhurried
@given(answered_inquiries(), st.data())
def test_raising_a_weight_never_hurts_its_model(case, data):
    asked, answers = case
    question = data.draw(st.sampled_from(asked.questions))
    option = data.draw(st.sampled_from(question.options))
    model = data.draw(st.sampled_from(MODELS))
    raised = data.draw(st.integers(option.points(model), 2))

    after = orient(_with_weight(asked, question, option, model, raised), answers)

    before = orient(asked, answers)
    assert order(after).index(model) <= order(before).index(model)


@unhurried
@given(answered_inquiries(), st.data())
def test_the_order_of_questions_changes_nothing(case, data):
    asked, answers = case
    shuffled = replace(asked, questions=tuple(data.draw(st.permutations(asked.questions))))

    one, other = orient(asked, answers), orient(shuffled, answers)

    assert order(one) == order(other)
    assert _told(one) == _told(other)


@settings(unhurried, max_examples=60)
@given(answered_inquiries(most_questions=3, most_options=3))
def test_changes_do_what_they_say_and_are_the_fewest(case):
    asked, answers = case
    result = orient(asked, answers)
    told = {model: [one for one in result.changes if one.model == model] for model in MODELS}

    for model in MODELS:
        sizes = {len(change.steps) for change in told[model]}
        assert sizes <= {_fewest(asked, answers, model)}
        assert bool(told[model]) == (
            model != result.first.model and _fewest(asked, answers, model) is not None
        )
        for change in told[model]:
            after = answers | {step.question.slug: step.after.slug for step in change.steps}
            assert tuple(order(orient(asked, after))) == change.ranking
            assert change.ranking[0] == model


@unhurried
@given(answered_inquiries())
def test_what_is_answered_and_what_is_open_make_up_the_inquiry(case):
    asked, answers = case
    result = orient(asked, answers)

    slugs = [one.question.slug for one in result.answered]
    slugs += [question.slug for question in result.open_questions]
    assert sorted(slugs) == sorted(question.slug for question in asked.questions)
    assert all(one.option.todo for one in result.work)


def _with_weight(
    asked: Inquiry, question: Question, option: Option, model: str, points: int
) -> Inquiry:
    """The same inquiry, one weight set to ``points``."""
    weights = [weight for weight in option.weights if weight.model != model]
    changed = replace(option, weights=(*weights, Weight(model, points)))
    options = tuple(changed if one == option else one for one in question.options)
    questions = tuple(
        replace(one, options=options) if one.slug == question.slug else one
        for one in asked.questions
    )
    return replace(asked, questions=questions)


def _told(result: Orientation) -> dict:
    """What the result says, without the order of equal lines."""
    return {
        "points": [(one.model, one.points, one.max_possible) for one in result.ranking],
        "lines": {
            one.model: {(line.question.slug, line.points) for line in (*one.for_, *one.against)}
            for one in result.ranking
        },
        "certainty": (result.certainty, result.margin, result.close_up_to),
        "exits": {way.kind: {one.question.slug for one in way.because} for way in result.exits},
        "changes": [
            (one.model, {(step.question.slug, step.after.slug) for step in one.steps})
            for one in result.changes
        ],
    }


def _fewest(asked: Inquiry, answers: dict[str, str], model: str) -> int | None:
    """How many answers must change for ``model`` to come first, by trying every set of them."""
    for size in range(len(asked.questions) + 1):
        for chosen in combinations(asked.questions, size):
            if any(first(asked, after) == model for after in _variants(answers, chosen)):
                return size
    return None


def _variants(answers: dict[str, str], questions: Iterable) -> Iterable[dict[str, str]]:
    slugs = [question.slug for question in questions]
    targets = [[UNKNOWN, *(one.slug for one in question.options)] for question in questions]
    for values in product(*targets):
        yield answers | dict(zip(slugs, values, strict=True))
