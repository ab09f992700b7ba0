"""What the page of a result draws: the ranking with its reasons, the addition, what would change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from essaimage.common.figures import number, signed
from essaimage.search import index
from models_catalog.orientation import (
    Answered,
    Change,
    Contrast,
    Exit,
    ExitKind,
    Orientation,
    Question,
    Step,
    orient,
)

from . import orientation_words as words
from .orientation_answers import STEP, Asked
from .orientation_ranked import Ranked

CHANGES_SHOWN = 3  # by model
FAR = 3  # answers to change at once


@dataclass(frozen=True)
class Line:
    """A line of the addition: an answer, and what it gives each model, in the order of the ranking."""

    answered: Answered
    number: int  # of the question
    url: str  # where the answer is changed
    points: list[tuple[Ranked, str]]


@dataclass(frozen=True)
class Way:
    """A small change of answers that would put another model first, and the address that makes it."""

    steps: tuple[Step, ...]
    url: str


@dataclass(frozen=True)
class Ways:
    """The smallest changes that would put ``ranked`` first; ``others`` are not shown."""

    ranked: Ranked
    shown: list[Way]
    others: int

    @property
    def size(self) -> int:
        """How many answers have to change at once; 0 when none would do."""
        return len(self.shown[0].steps) if self.shown else 0

    @property
    def is_far(self) -> bool:
        """Whether so many answers have to change that they are only told on demand."""
        return self.size >= FAR


@dataclass(frozen=True)
class Open:
    """A question still without an answer, and where to answer it."""

    question: Question
    is_unknown: bool
    url: str


@dataclass(frozen=True)
class Mix:
    """The two first models, too close to choose between, and what parts them."""

    first: Ranked
    second: Ranked
    for_first: tuple[Contrast, ...]
    for_second: tuple[Contrast, ...]

    @property
    def sides(self) -> list[tuple[Ranked, tuple[Contrast, ...]]]:
        """Each model with the answers that part it from the other."""
        return [(self.first, self.for_first), (self.second, self.for_second)]


class Result:
    """The result of the answers of an address, for its page. ``titles`` are those of the models, by slug."""

    def __init__(self, asked: Asked, titles: Mapping[str, str]) -> None:
        self.asked = asked
        self.orientation: Orientation = orient(asked.inquiry, asked.given)
        scale = max(1, *(each.max_possible for each in self.orientation.ranking))
        self.ranking = [
            Ranked(standing, titles.get(standing.model, standing.model), scale)
            for standing in self.orientation.ranking
        ]
        self._by_slug = {ranked.slug: ranked for ranked in self.ranking}

    @property
    def first(self) -> Ranked:
        return self.ranking[0]

    @cached_property
    def sentence(self) -> str:
        """Who comes first, in one sentence."""
        names = {ranked.slug: ranked.name for ranked in self.ranking}
        return words.sentence(self.orientation, names)

    @property
    def sureness(self) -> str:
        """How far the order may be trusted."""
        return words.sureness(self.orientation)

    @property
    def thinness(self) -> str:
        """The warning of a result that stands on too few answers; empty otherwise."""
        if not self.orientation.is_thin:
            return ""
        return words.thinness(len(self.orientation.answered), self.asked.total)

    @property
    def not_ready(self) -> Exit | None:
        return self.orientation.exit(ExitKind.NOT_READY)

    @property
    def open_sharing(self) -> Exit | None:
        return self.orientation.exit(ExitKind.OPEN_SHARING)

    @property
    def work(self) -> list[Answered]:
        """The work that answers call for, when the exit « pas encore prêt » does not tell it already."""
        told = self.not_ready.because if self.not_ready else ()
        return [answered for answered in self.orientation.work if answered not in told]

    @property
    def mix(self) -> Mix | None:
        """The two first models as a mix, when they are too close to choose between."""
        if not (found := self.orientation.hybrid):
            return None
        first, second = self._by_slug[found.first], self._by_slug[found.second]
        return Mix(first, second, found.for_first, found.for_second)

    @cached_property
    def lines(self) -> list[Line]:
        """The addition, answer by answer."""
        numbers = {field.slug: field.number for field in self.asked.fields}
        return [
            Line(
                answered,
                numbers[answered.question.slug],
                self.asked.with_values({STEP: numbers[answered.question.slug]}),
                [(each, signed(answered.option.points(each.slug))) for each in self.ranking],
            )
            for answered in self.orientation.answered
        ]

    @property
    def totals(self) -> list[tuple[Ranked, str]]:
        return [(each, number(each.standing.points)) for each in self.ranking]

    @cached_property
    def ways(self) -> list[Ways]:
        """What would put each of the other models first."""
        return [self._ways(ranked) for ranked in self.ranking[1:]]

    def _ways(self, ranked: Ranked) -> Ways:
        found = [each for each in self.orientation.changes if each.model == ranked.slug]
        shown = [Way(each.steps, self._changed(each)) for each in found[:CHANGES_SHOWN]]
        return Ways(ranked, shown, len(found) - len(shown))

    def _changed(self, change: Change) -> str:
        return self.asked.with_values(
            {step.question.slug: step.after.slug for step in change.steps}
        )

    @cached_property
    def open_questions(self) -> list[Open]:
        """The questions without an answer, in their order, then those answered « je ne sais pas »."""
        numbers = {field.slug: field.number for field in self.asked.fields}
        unknown = self.orientation.unknown
        return [
            Open(each, each in unknown, self.asked.with_values({STEP: numbers[each.slug]}))
            for each in self.orientation.open_questions
        ]

    @property
    def unknown_count(self) -> int:
        return len(self.orientation.unknown)


def model_names() -> dict[str, str]:
    """Return what the published models are called, by slug: what the lists are filtered by."""
    return {each.value: each.label for each in index.current()["pionniers"].vocabulary["modele"]}
