"""How well the questionnaire advises: ventures judged beforehand, and what random answers give.

Pure: an inquiry and a table in, verdicts and shares out. ``judge_orientation`` prints them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

from essaimage.common.figures import signed

from .outcome import Certainty, Orientation
from .questions import ExitKind, Inquiry, Option
from .ranking import result


@dataclass(frozen=True)
class Venture:
    """A venture, the answers it gives, and what the sources advise it.

    ``first`` must come first and ``last`` must not do better than last; the two models of ``hybrid``
    must be proposed together; ``exit`` must be open. What is left empty is not judged.
    """

    name: str
    answers: Mapping[str, str]
    advice: str
    sources: tuple[str, ...]
    first: str = ""
    last: str = ""
    hybrid: frozenset[str] = frozenset()
    exit: str = ""

    @property
    def expected(self) -> str:
        """What the sources advise, in a few words."""
        said = [self.exit] if self.exit else []
        said += [f"hybride {' + '.join(sorted(self.hybrid))}"] if self.hybrid else []
        said += [f"{self.first} d’abord"] if self.first else []
        said += [f"{self.last} en dernier"] if self.last else []
        return ", ".join(said)


@dataclass(frozen=True)
class Verdict:
    """What the questionnaire advises a venture, and what it got wrong, if anything."""

    venture: Venture
    orientation: Orientation
    faults: tuple[str, ...] = ()

    @property
    def obtained(self) -> str:
        """The ranking with its points, how sure it is, the exits."""
        ranked = " > ".join(f"{one.model} {signed(one.points)}" for one in self.orientation.ranking)
        exits = "".join(f", {way.kind}" for way in self.orientation.exits)
        return f"{ranked} ({self.orientation.certainty}){exits}"


@dataclass(frozen=True)
class Shares:
    """What ``draws`` sets of random answers give; every value is a share, from 0 to 1."""

    draws: int
    first: Mapping[str, float]
    certainty: Mapping[Certainty, float]
    exits: Mapping[ExitKind, float]


def read_ventures(path: Path) -> list[Venture]:
    """Return the ventures of a YAML file. Raises ``ValueError``, ``KeyError`` when it is not one."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(rows, list):
        raise ValueError("une liste de projets est attendue")
    return [_venture(row) for row in rows]


def _venture(row: Mapping[str, Any]) -> Venture:
    expected = dict(row["expected"])
    hybrid = frozenset(expected.pop("hybrid", ()))
    about = {name: row[name] for name in ("name", "answers", "advice")}
    return Venture(**about, sources=tuple(row["sources"]), hybrid=hybrid, **expected)


def judge(inquiry: Inquiry, venture: Venture) -> Verdict:
    """Compare what the questionnaire says to what was judged.

    Raises ``KeyError`` for a question that is not asked, ``UnknownAnswerError`` for an answer that is
    not offered: the table would judge something else.
    """
    questions = {question.slug: question for question in inquiry.questions}
    chosen = {
        slug: questions[slug].option(answer) for slug, answer in venture.answers.items() if answer
    }
    orientation = result(inquiry, chosen)
    return Verdict(venture, orientation, tuple(_faults(venture, orientation)))


def _faults(venture: Venture, orientation: Orientation) -> Iterable[str]:
    points = {standing.model: standing.points for standing in orientation.ranking}
    if venture.first and orientation.first.model != venture.first:
        yield f"{orientation.first.model} d’abord"
    if venture.first and orientation.certainty == Certainty.TIE:
        yield "à égalité"
    if venture.last and points[venture.last] > min(points.values()):
        yield f"{venture.last} n’est pas en dernier"
    pair = orientation.hybrid
    if venture.hybrid != (frozenset({pair.first, pair.second}) if pair else frozenset()):
        yield "pas le même hybride" if venture.hybrid else "un hybride de trop"
    exits = {way.kind.value for way in orientation.exits}
    if exits != ({venture.exit} - {""}):
        yield f"autre conseil\N{NO-BREAK SPACE}: {', '.join(sorted(exits)) or 'aucun'}"


def shares(inquiry: Inquiry, *, draws: int, seed: int) -> Shares:
    """Return what ``draws`` random answers give; « je ne sais pas » is one answer among others.

    The same seed gives the same shares. A tie counts for the model that the written rule puts first.
    """
    random = Random(seed)  # noqa: S311 (no secret: a sample that can be drawn again)
    first, certainty, exits = Counter(), Counter(), Counter()
    for _ in range(draws):
        chosen = {one.slug: random.choice(one.choices) for one in inquiry.questions}
        orientation = result(inquiry, chosen)
        first[orientation.first.model] += 1
        certainty[orientation.certainty] += 1
        exits.update(way.kind for way in orientation.exits)
    return Shares(
        draws,
        {model: first[model] / draws for model in inquiry.models},
        {each: certainty[each] / draws for each in Certainty},
        {kind: exits[kind] / draws for kind in ExitKind},
    )


def dead_answers(inquiry: Inquiry) -> list[tuple[str, str]]:
    """Return the answers that change nothing: no points, no exit (question, answer)."""
    return [
        (question.slug, option.slug)
        for question in inquiry.questions
        for option in question.options
        if not option.exit and not any(option.points(model) for model in inquiry.models)
    ]


def unreachable_models(inquiry: Inquiry) -> list[str]:
    """Return the models that do not come first even when every answer is the best for them."""
    return [
        model
        for model in inquiry.models
        if result(inquiry, _at_its_best(inquiry, model)).first.model != model
    ]


def _at_its_best(inquiry: Inquiry, model: str) -> dict[str, Option]:
    """For each question, the answer that puts ``model`` furthest ahead of the others."""
    others = [name for name in inquiry.models if name != model]
    return {
        question.slug: max(
            question.choices,
            key=lambda option: option.points(model) - max(map(option.points, others)),
        )
        for question in inquiry.questions
    }
