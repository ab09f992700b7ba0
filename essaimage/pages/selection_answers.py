"""The answers to the questionnaire that a selection carries, and the order of the models that they give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from essaimage.common.typography import typographie
from models_catalog.inquiry import published_inquiry
from models_catalog.models import NetworkModel
from models_catalog.orientation import Answered, Inquiry, Orientation, Point, Standing, orient
from models_catalog.orientation.questions import UnknownAnswerError

MAIN_REASONS = 3
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class RankedModel:
    """A model at its rank, for the dossier."""

    model: NetworkModel
    standing: Standing

    @property
    def points_said(self) -> str:
        return (
            f"{_signed(self.standing.points)} point{'s' if abs(self.standing.points) > 1 else ''}"
        )

    @property
    def addition(self) -> str:
        """The points for and against, added up: « 12 − 3 = 9 »."""
        gained, lost = self.standing.points_for, -self.standing.points_against
        return f"{gained} {MINUS} {lost} = {_signed(self.standing.points)}"

    @property
    def main_reasons(self) -> Sequence[Point]:
        """What weighs the most for it."""
        return self.standing.for_[:MAIN_REASONS]

    @property
    def main_objections(self) -> Sequence[Point]:
        return self.standing.against[:MAIN_REASONS]


@dataclass(frozen=True)
class Oriented:
    """What the answers lead to; ``notices`` say those that were not understood."""

    orientation: Orientation
    ranking: Sequence[RankedModel]
    url: str
    notices: Sequence[str]

    @property
    def answered(self) -> Sequence[Answered]:
        return self.orientation.answered

    @property
    def sentence(self) -> str:
        """Who comes first: « Fédération en tête », or those that are level."""
        best = self.ranking[0].standing.points
        first = [each.model.title for each in self.ranking if each.standing.points == best]
        if len(first) == len(self.ranking):
            return "Rien ne départage les trois modèles"
        return f"{' et '.join(first)} {'à égalité' if len(first) > 1 else 'en tête'}"

    @property
    def unknown_count(self) -> int:
        """How many questions were answered « je ne sais pas »."""
        return len(self.orientation.unknown)


def oriented(answers: Mapping[str, str]) -> Oriented | None:
    """Return what ``answers`` lead to; None without any, or when the site has no questionnaire: five queries."""
    if not answers:
        return None
    inquiry = published_inquiry()
    models = {model.slug: model for model in NetworkModel.objects.main().published()}
    if not inquiry.questions or not set(inquiry.models) <= models.keys():
        return None
    given, lost = understood(inquiry, answers)
    found = orient(inquiry, given)
    return Oriented(
        found,
        [RankedModel(models[standing.model], standing) for standing in found.ranking],
        f"{reverse('pages:orientation')}?{urlencode(given)}",
        notices(lost),
    )


def understood(inquiry: Inquiry, answers: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the answers that the questionnaire offers, then the others as they were given."""
    questions = {question.slug: question for question in inquiry.questions}
    given, lost = {}, []
    for slug, value in answers.items():
        try:
            questions[slug].option(value)
        except (KeyError, UnknownAnswerError):
            lost.append(f"{slug}:{value}")
        else:
            given[slug] = value
    return given, lost


def notices(lost: Sequence[str]) -> list[str]:
    """Say which answers were left out."""
    return [
        typographie(
            f"La réponse « {each} » n’existe pas, ou n’existe plus : elle n’est pas comptée."
        )
        for each in lost
    ]


def _signed(value: int) -> str:
    return f"{MINUS}{-value}" if value < 0 else str(value)
