"""The fewest answers to change for another model to come first: exact, and always the same.

What answers weigh adds up (``ranking.worth``), so a model comes first as soon as it has made up its
arrears on each of the others. For 1, 2, 3… changes we keep what can be made up on each of them, without
the sets of changes that another set beats everywhere. Questions are taken by slug: the order in which
they are asked changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .outcome import Change, Step
from .questions import UNKNOWN, Inquiry, Option, Question
from .ranking import order, worth


@dataclass(frozen=True)
class _Try:
    """Some steps, and what they make up on each of the other models."""

    gains: tuple[int, ...]
    steps: tuple[Step, ...] = ()

    def reaches(self, arrears: tuple[int, ...]) -> bool:
        return all(gain >= due for gain, due in zip(self.gains, arrears, strict=True))

    def with_step(self, step: Step, gains: tuple[int, ...]) -> "_Try":
        together = tuple(map(sum, zip(self.gains, gains, strict=True)))
        return _Try(together, (*self.steps, step))


def smallest_changes(inquiry: Inquiry, chosen: Mapping[str, Option]) -> tuple[Change, ...]:
    """Return, for each model that is not first, the smallest changes that put it first.

    One change is enough: every one that does it, the one with the largest effect first. More are
    needed: one set, the same every time. A model that no answers at all put first has none.
    Going to « je ne sais pas », or to an answer that calls for work first, is proposed only where no
    other answer does as well: one rarely decides to be less ready.
    """
    changes: list[Change] = []
    for model in order(inquiry, chosen)[1:]:
        found = _fewest(inquiry, chosen, model, with_all=False)
        if not found or len(found[0].steps) > 1:
            shorter = _fewest(inquiry, chosen, model, with_all=True)
            if shorter and (not found or len(shorter[0].steps) < len(found[0].steps)):
                found = shorter
        changes += [_change(inquiry, chosen, model, one.steps) for one in found]
    return tuple(changes)


def _fewest(
    inquiry: Inquiry, chosen: Mapping[str, Option], model: str, *, with_all: bool
) -> list[_Try]:
    arrears = _arrears(inquiry, chosen, model)
    moves = [
        (question, _moves(inquiry, chosen, model, question, with_all=with_all))
        for question in sorted(inquiry.questions, key=lambda question: question.slug)
    ]
    singles = [move for _, tries in moves for move in tries if move.reaches(arrears)]
    if singles:
        return sorted(singles, key=lambda move: (-min(move.gains), move.steps[0].question.slug))
    # reached[i]: the best tries with a given number of changes among the i first questions
    reached = [[_Try((0,) * len(arrears))] for _ in range(len(moves) + 1)]
    for _ in moves:
        reached = _one_more(reached, [tries for _, tries in moves])
        enough = [one for one in reached[-1] if one.reaches(arrears)]
        if enough:
            return [max(enough, key=lambda one: (min(one.gains), one.gains))]
    return []


def _one_more(reached: list[list[_Try]], moves: list[list[_Try]]) -> list[list[_Try]]:
    """From the tries with n changes among the first questions to those with n + 1."""
    more: list[list[_Try]] = [[]]
    for index, tries in enumerate(moves):
        longer = [
            before.with_step(move.steps[0], move.gains)
            for before in reached[index]
            for move in tries
        ]
        more.append(_unbeaten([*more[index], *longer]))
    return more


def _unbeaten(tries: Iterable[_Try]) -> list[_Try]:
    """Leave out what another try beats or equals on every model; the first met stays."""
    kept: list[_Try] = []
    for one in sorted(tries, key=lambda one: one.gains, reverse=True):
        if not any(best.reaches(one.gains) for best in kept):
            kept.append(one)
    return kept


def _arrears(inquiry: Inquiry, chosen: Mapping[str, Option], model: str) -> tuple[int, ...]:
    """What ``model`` must make up on each of the others to be placed before it."""
    place = {name: index for index, name in enumerate(inquiry.models)}
    return tuple(
        sum(worth(option, other) - worth(option, model) for option in chosen.values())
        + (place[other] < place[model])  # at equal worth, the order of the models decides
        for other in inquiry.models
        if other != model
    )


def _moves(
    inquiry: Inquiry,
    chosen: Mapping[str, Option],
    model: str,
    question: Question,
    *,
    with_all: bool,
) -> list[_Try]:
    """Each other answer to ``question``, with what it makes up on each of the other models."""
    others = [other for other in inquiry.models if other != model]
    before = chosen.get(question.slug)
    at_first = _leads(before, model, others) if before else [0] * len(others)
    targets = question.choices if with_all else [one for one in question.options if not one.todo]
    moves = []
    for after in targets:
        if after == before or (before is None and after.slug == UNKNOWN):
            continue
        gains = tuple(
            lead - lost for lead, lost in zip(_leads(after, model, others), at_first, strict=True)
        )
        moves.append(_Try(gains, (Step(question, before, after),)))
    return moves


def _leads(option: Option, model: str, others: Sequence[str]) -> list[int]:
    """What ``option`` gives ``model`` over each of the others."""
    own = worth(option, model)
    return [own - worth(option, other) for other in others]


def _change(
    inquiry: Inquiry, chosen: Mapping[str, Option], model: str, steps: tuple[Step, ...]
) -> Change:
    asked = {question.slug: index for index, question in enumerate(inquiry.questions)}
    in_order = tuple(sorted(steps, key=lambda step: asked[step.question.slug]))
    after = {**chosen, **{step.question.slug: step.after for step in steps}}
    return Change(model, in_order, order(inquiry, after))
