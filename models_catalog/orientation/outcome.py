"""What is answered: the models in order, the addition behind it, the ways out, what would change it."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .questions import ExitKind, Option, Question, Weight

CLOSE_SHARE = Fraction(1, 10)
"""A gap of at most this share of the points possible is a near tie."""

ENOUGH_SHARE = Fraction(1, 2)
"""Under this share of questions answered, the page says that it knows too little."""


class Certainty(StrEnum):
    """How far the first model is from the second."""

    TIE = "egalite"
    CLOSE = "serre"
    CLEAR = "net"


@dataclass(frozen=True)
class Answered:
    """A question with the answer given to it."""

    question: Question
    option: Option


@dataclass(frozen=True)
class Point(Answered):
    """One line of the addition: what one answer gives (or takes from) one model."""

    weight: Weight

    @property
    def points(self) -> int:
        """The points, signed."""
        return self.weight.points


@dataclass(frozen=True)
class Standing:
    """A model at its rank: ``points`` is the sum of ``for_`` and ``against``, strongest first.

    ``max_possible`` is what it would have if every question were answered at its best for it.
    ``tied_with`` names the models with the same points, told apart by the tie rule only.
    """

    rank: int
    model: str
    points: int
    max_possible: int
    for_: tuple[Point, ...]
    against: tuple[Point, ...]
    tied_with: tuple[str, ...] = ()

    @property
    def points_for(self) -> int:
        """What speaks for it, added up."""
        return sum(point.points for point in self.for_)

    @property
    def points_against(self) -> int:
        """What speaks against it, added up: zero or negative."""
        return sum(point.points for point in self.against)


@dataclass(frozen=True)
class Contrast(Answered):
    """An answer that parts two models, by ``gap`` points (always positive)."""

    gap: int


@dataclass(frozen=True)
class Hybrid:
    """Two models too close to choose between: mix them, or go through one to the other.

    ``for_first`` are the answers that part them in favour of the first, ``for_second`` of the other.
    """

    first: str
    second: str
    for_first: tuple[Contrast, ...]
    for_second: tuple[Contrast, ...]


@dataclass(frozen=True)
class Exit:
    """A way out, with the answers that opened it; each ``option.todo`` is a line of work."""

    kind: ExitKind
    because: tuple[Answered, ...]


@dataclass(frozen=True)
class Step:
    """One answer changed: ``before`` is None when the question had no answer."""

    question: Question
    before: Option | None
    after: Option


@dataclass(frozen=True)
class Change:
    """The smallest set of answers to change for ``model`` to come first, and the order it gives.

    ``ranking`` holds the slugs of the models, first to last, after the change.
    """

    model: str
    steps: tuple[Step, ...]
    ranking: tuple[str, ...]


@dataclass(frozen=True)
class Orientation:
    """The result: always every model, in order, even when an exit is open.

    ``margin`` is the gap in points between the two first, ``close_up_to`` the largest gap that is
    still a near tie. ``unanswered`` had no answer, ``unknown`` had « je ne sais pas ». ``work`` are
    the answers given that call for work, exits or not.
    """

    ranking: tuple[Standing, ...]
    certainty: Certainty
    margin: int
    close_up_to: int
    answered: tuple[Answered, ...]
    unknown: tuple[Question, ...]
    unanswered: tuple[Question, ...]
    exits: tuple[Exit, ...] = ()
    work: tuple[Answered, ...] = ()
    hybrid: Hybrid | None = None
    changes: tuple[Change, ...] = ()

    @property
    def first(self) -> Standing:
        """The model that comes first."""
        return self.ranking[0]

    @property
    def is_thin(self) -> bool:
        """Whether too few questions have an answer for the order to mean much."""
        asked = len(self.answered) + len(self.open_questions)
        return len(self.answered) < ENOUGH_SHARE * asked or not self.answered

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Every question left to work on: without an answer, or « je ne sais pas »."""
        return (*self.unanswered, *self.unknown)

    def exit(self, kind: str) -> Exit | None:
        """Return the exit of this kind when it is open."""
        return next((way for way in self.exits if way.kind == kind), None)
