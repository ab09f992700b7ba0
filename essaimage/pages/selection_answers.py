"""The answers to the questionnaire that a selection carries, and the result that they give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from essaimage.common.typography import typographie
from models_catalog.inquiry import published_inquiry

from .orientation_answers import Asked
from .orientation_result import Result, model_names


@dataclass(frozen=True)
class Oriented:
    """What the answers lead to; ``notices`` say those that were not understood."""

    result: Result
    notices: Sequence[str]

    @property
    def answered(self) -> Sequence:
        """The questions with the answers given to them, « je ne sais pas » aside."""
        return self.result.orientation.answered

    @property
    def url(self) -> str:
        """The page of the result."""
        return self.result.asked.address()


def oriented(answers: Mapping[str, str], commune: str = "") -> Oriented | None:
    """Return what ``answers`` lead to, in ``commune`` (a code): four queries.

    None without answers, or when the site has no questionnaire.
    """
    if not answers:
        return None
    inquiry = published_inquiry()
    questions = {question.slug for question in inquiry.questions}
    known = {slug: value for slug, value in answers.items() if slug in questions}
    asked = Asked(reverse("pages:orientation"), inquiry, {**known, "commune": commune})
    if not asked.is_ready:
        return None
    lost = [f"{slug}:{value}" for slug, value in answers.items() if slug not in asked.given]
    return Oriented(Result(asked, model_names()), notices(lost))


def notices(lost: Sequence[str]) -> list[str]:
    """Say which answers were left out."""
    return [
        typographie(
            f"La réponse « {each} » n’existe pas, ou n’existe plus : elle n’est pas comptée."
        )
        for each in lost
    ]
