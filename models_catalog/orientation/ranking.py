"""The addition: points of each model, the order, the ways out, the hybrid."""

from collections.abc import Mapping, Sequence
from math import floor

from .outcome import (
    CLOSE_SHARE,
    Answered,
    Certainty,
    Change,
    Contrast,
    Exit,
    Hybrid,
    Orientation,
    Point,
    Standing,
)
from .questions import STRONGEST, UNKNOWN, ExitKind, Inquiry, Option

ANSWERS_NEEDED = {ExitKind.NOT_READY: 1, ExitKind.OPEN_SHARING: 2}
"""How many answers open each exit: no proof is enough to wait, two hints to consider giving away."""

HINTS_NEEDED = 2
"""How many answers open an exit when all of them are hints (``Option.is_hint``)."""

TIE_STEP = 1_000_000
"""Far above what any addition of points may reach: keeps the three ranks of the order apart."""


def worth(option: Option, model: str) -> int:
    """Return what ``option`` weighs for ``model`` in the order: points, then the tie rule.

    One whole number that adds up over answers: most points, then fewest points against, then most
    answers « très en faveur ». What remains equal is decided by the order of the models.
    """
    points = option.points(model)
    return (points * TIE_STEP + min(points, 0)) * TIE_STEP + (points == STRONGEST)


def order(inquiry: Inquiry, chosen: Mapping[str, Option]) -> tuple[str, ...]:
    """Return the slugs of the models, best first."""
    place = {model: index for index, model in enumerate(inquiry.models)}
    total = {
        model: sum(worth(option, model) for option in chosen.values()) for model in inquiry.models
    }
    return tuple(sorted(inquiry.models, key=lambda model: (-total[model], place[model])))


def result(
    inquiry: Inquiry, chosen: Mapping[str, Option], changes: Sequence[Change] = ()
) -> Orientation:
    """Return the whole result for ``chosen`` (slug of a question → its answer)."""
    answered = tuple(
        Answered(question, chosen[question.slug])
        for question in inquiry.questions
        if question.slug in chosen and chosen[question.slug].slug != UNKNOWN
    )
    ranking = _standings(inquiry, answered, order(inquiry, chosen))
    margin = ranking[0].points - ranking[1].points if len(ranking) > 1 else 0
    close_up_to = floor(CLOSE_SHARE * max(standing.max_possible for standing in ranking[:2]))
    certainty = _certainty(margin, close_up_to)
    return Orientation(
        ranking=ranking,
        certainty=certainty,
        margin=margin,
        close_up_to=close_up_to,
        answered=answered,
        unknown=tuple(
            question
            for question in inquiry.questions
            if question.slug in chosen and chosen[question.slug].slug == UNKNOWN
        ),
        unanswered=tuple(question for question in inquiry.questions if question.slug not in chosen),
        exits=_exits(answered),
        work=tuple(answer for answer in answered if answer.option.todo),
        hybrid=None if certainty == Certainty.CLEAR else _hybrid(ranking, answered),
        changes=tuple(changes),
    )


def _certainty(margin: int, close_up_to: int) -> Certainty:
    if margin == 0:
        return Certainty.TIE
    return Certainty.CLOSE if margin <= close_up_to else Certainty.CLEAR


def _standings(
    inquiry: Inquiry, answered: Sequence[Answered], models: Sequence[str]
) -> tuple[Standing, ...]:
    lines = {model: _points(model, answered) for model in models}
    total = {model: sum(point.points for point in lines[model]) for model in models}
    return tuple(
        Standing(
            rank=rank,
            model=model,
            points=total[model],
            max_possible=inquiry.max_possible(model),
            for_=tuple(point for point in lines[model] if point.points > 0),
            against=tuple(point for point in lines[model] if point.points < 0),
            tied_with=tuple(
                other for other in models if other != model and total[other] == total[model]
            ),
        )
        for rank, model in enumerate(models, start=1)
    )


def _points(model: str, answered: Sequence[Answered]) -> list[Point]:
    """The lines of the addition for ``model``, strongest first, then in the order of questions."""
    points = [
        Point(answer.question, answer.option, weight)
        for answer in answered
        for weight in answer.option.weights
        if weight.model == model and weight.points
    ]
    return sorted(points, key=lambda point: -abs(point.points))


def _exits(answered: Sequence[Answered]) -> tuple[Exit, ...]:
    ways = []
    for kind, needed in ANSWERS_NEEDED.items():
        because = tuple(answer for answer in answered if answer.option.exit == kind)
        only_hints = all(answer.option.is_hint for answer in because)
        if len(because) >= (HINTS_NEEDED if only_hints else needed):
            ways.append(Exit(kind, because))
    return tuple(ways)


def _hybrid(ranking: Sequence[Standing], answered: Sequence[Answered]) -> Hybrid | None:
    """The two first as a mix, when both have more for them than against them."""
    if len(ranking) < 2 or ranking[1].points <= 0:
        return None
    first, second = ranking[0].model, ranking[1].model
    return Hybrid(
        first, second, _contrasts(answered, first, second), _contrasts(answered, second, first)
    )


def _contrasts(answered: Sequence[Answered], model: str, other: str) -> tuple[Contrast, ...]:
    """The answers that give ``model`` more than ``other``, widest gap first."""
    gaps = [
        Contrast(answer.question, answer.option, gap)
        for answer in answered
        if (gap := answer.option.points(model) - answer.option.points(other)) > 0
    ]
    return tuple(sorted(gaps, key=lambda contrast: -contrast.gap))
