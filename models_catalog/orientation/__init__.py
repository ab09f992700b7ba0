"""Which network model fits: the arithmetic of answers, shown line by line. Pure (decision 0017).

Plain values in, dataclasses out: ``models_catalog.inquiry`` reads the rows, the pages render. An
answer gives each model −2 to +2 points, with a reason and a source. The points of a model are the
plain sum over the answers given: nothing is weighted twice, nothing is hidden.

**Order.** Most points first; at equal points, the model with the fewest points against it; then the
one with the most answers « très en faveur »; then the order of the models on the site. So the order
is always total, and ``Standing.tied_with`` says when only these rules decided.

**How sure.** ``Certainty.TIE`` when the two first have equal points, ``CLOSE`` when the gap is at most
``CLOSE_SHARE`` of what the better placed of the two could have, else ``CLEAR``.
"""

from collections.abc import Mapping

from .changes import smallest_changes
from .outcome import (
    CLOSE_SHARE,
    ENOUGH_SHARE,
    Answered,
    Certainty,
    Change,
    Contrast,
    Exit,
    Hybrid,
    Orientation,
    Point,
    Standing,
    Step,
)
from .questions import (
    DO_NOT_KNOW,
    STRONGEST,
    UNKNOWN,
    ExitKind,
    Inquiry,
    Option,
    Question,
    UnknownAnswerError,
    Weight,
)
from .ranking import ANSWERS_NEEDED, result

__all__ = [
    "ANSWERS_NEEDED",
    "CLOSE_SHARE",
    "DO_NOT_KNOW",
    "ENOUGH_SHARE",
    "STRONGEST",
    "UNKNOWN",
    "Answered",
    "Certainty",
    "Change",
    "Contrast",
    "Exit",
    "ExitKind",
    "Hybrid",
    "Inquiry",
    "Option",
    "Orientation",
    "Point",
    "Question",
    "Standing",
    "Step",
    "UnknownAnswerError",
    "Weight",
    "orient",
]


def orient(inquiry: Inquiry, answers: Mapping[str, str]) -> Orientation:
    """Rank the models by ``answers`` (slug of a question → slug of an answer; empty = no answer).

    Names that are no question of the inquiry are ignored. Raises ``UnknownAnswerError``.
    """
    chosen = {
        question.slug: question.option(answers[question.slug])
        for question in inquiry.questions
        if answers.get(question.slug)
    }
    return result(inquiry, chosen, smallest_changes(inquiry, chosen))
