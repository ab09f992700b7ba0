"""A model at its rank in a result: its points, what speaks for it and against it, its bar."""

from dataclasses import dataclass

from django.urls import reverse

from essaimage.common.figures import MINUS, number, signed
from models_catalog.orientation import Point, Standing

from . import orientation_words as words

REASONS_SHOWN = 4  # for a model, and as many against it
MAIN_REASONS = 3
BAR = 100  # the width of a bar that holds every point that a model could have


@dataclass(frozen=True)
class Reason:
    """A line of the addition of one model: an answer, and what it is worth, signed."""

    point: Point

    @property
    def worth(self) -> str:
        return signed(self.point.points)


@dataclass(frozen=True)
class Reasons:
    """What speaks for a model, or against it, strongest first: some are shown, the others folded."""

    every: list[Reason]

    @property
    def shown(self) -> list[Reason]:
        """The strongest ones; one alone is never folded."""
        return self.every if len(self.every) <= REASONS_SHOWN + 1 else self.every[:REASONS_SHOWN]

    @property
    def folded(self) -> list[Reason]:
        return self.every[len(self.shown) :]

    @property
    def folded_said(self) -> str:
        """What the folded ones add up to: « (+3) »."""
        return f"({signed(sum(reason.point.points for reason in self.folded))})"


@dataclass(frozen=True)
class Ranked:
    """A model at its rank."""

    standing: Standing
    title: str
    scale: int  # the most points that any model could have

    @property
    def slug(self) -> str:
        return self.standing.model

    @property
    def url(self) -> str:
        """Its sheet."""
        return reverse("models_catalog:model-detail", args=[self.slug])

    @property
    def name(self) -> str:
        """The model inside a sentence: « la fédération »."""
        return words.named(self.slug, self.title)

    @property
    def points_said(self) -> str:
        return words.points(self.standing.points)

    @property
    def addition(self) -> str:
        """The points for and against, added up: « 12 − 3 = 9 »."""
        gained, lost = self.standing.points_for, -self.standing.points_against
        return f"{gained} {MINUS} {lost} = {number(self.standing.points)}"

    @property
    def main_reasons(self) -> list[Reason]:
        """What weighs the most for it."""
        return self.reasons_for.every[:MAIN_REASONS]

    @property
    def main_objections(self) -> list[Reason]:
        """What weighs the most against it."""
        return self.reasons_against.every[:MAIN_REASONS]

    @property
    def against_said(self) -> str:
        """What speaks against it, added up: « −3 »."""
        return number(self.standing.points_against)

    @property
    def reasons_for(self) -> Reasons:
        return Reasons([Reason(point) for point in self.standing.for_])

    @property
    def reasons_against(self) -> Reasons:
        return Reasons([Reason(point) for point in self.standing.against])

    @property
    def bar_for(self) -> int:
        """The width of its bar, on the same scale as the others."""
        return self._width(self.standing.points_for)

    @property
    def bar_against(self) -> int:
        return self._width(-self.standing.points_against)

    def _width(self, value: int) -> int:
        return min(BAR, round(BAR * value / self.scale))
