"""What is asked: questions, their answers, and what each answer says of each model."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

UNKNOWN = "je-ne-sais-pas"
"""The answer offered to every question, never stored: 0 points for every model."""

STRONGEST = 2
"""The most points one answer may give or take: « très en faveur », « très contre »."""


class ExitKind(StrEnum):
    """A way out that an answer may open: another advice than any of the three models."""

    NOT_READY = "pas-encore-pret"
    OPEN_SHARING = "diffusion-ouverte"


class UnknownAnswerError(ValueError):
    """An answer that the question does not offer."""

    def __init__(self, question: "Question", value: str):
        super().__init__(f"{question.slug}: {value!r} is not one of its answers")
        self.question = question
        self.value = value


@dataclass(frozen=True)
class Weight:
    """What one answer says of one model: ``points`` from −2 to +2, why, and where it comes from.

    ``source`` is carried through untouched (a ``Source`` row in the pages).
    """

    model: str
    points: int
    reason: str = ""
    source: object = None


@dataclass(frozen=True)
class Option:
    """An answer that a question offers. ``todo`` is the work it calls for before opening elsewhere.

    ``is_hint``: its exit opens only with another answer that points to the same one.
    """

    slug: str
    label: str
    weights: tuple[Weight, ...] = ()
    exit: ExitKind | None = None
    todo: str = ""
    help: str = ""
    is_hint: bool = False

    @cached_property
    def _totals(self) -> dict[str, int]:
        return {weight.model: weight.points for weight in self.weights}

    def points(self, model: str) -> int:
        """Return the points it gives ``model``; 0 when it says nothing of it."""
        return self._totals.get(model, 0)


DO_NOT_KNOW = Option(UNKNOWN, "Je ne sais pas")


@dataclass(frozen=True)
class Question:
    """A question of the inquiry with the answers stored for it, in order, « je ne sais pas » aside.

    ``row`` is carried through untouched (a ``KeyQuestion`` in the pages: why it matters, its page).
    """

    slug: str
    title: str
    options: tuple[Option, ...]
    row: object = None

    @property
    def choices(self) -> tuple[Option, ...]:
        """What a visitor may tick: the stored answers, then « je ne sais pas »."""
        return (*self.options, DO_NOT_KNOW)

    def option(self, slug: str) -> Option:
        """Return the answer named ``slug``; raise ``UnknownAnswerError`` when there is none."""
        for option in self.choices:
            if option.slug == slug:
                return option
        raise UnknownAnswerError(self, slug)


@dataclass(frozen=True)
class Inquiry:
    """The questions to ask, and the slugs of the models they rank, in the site's order."""

    models: tuple[str, ...]
    questions: tuple[Question, ...]

    def max_possible(self, model: str) -> int:
        """Return the most points ``model`` could have, each question answered at its best."""
        return sum(
            max(option.points(model) for option in question.choices) for question in self.questions
        )
