"""The questionnaire as it is published: rows in, an ``Inquiry`` out, in four queries."""

from collections.abc import Iterable

from django.db.models import Prefetch

from .models import Affinity, Answer, KeyQuestion, NetworkModel
from .orientation import ExitKind, Inquiry, Option, Question, Weight


def published_inquiry() -> Inquiry:
    """Return the published questions that have answers, for the three published models.

    ``Question.row`` is the ``KeyQuestion``, ``Weight.source`` the ``Source``, both already read.
    """
    models = tuple(NetworkModel.objects.main().published().values_list("slug", flat=True))
    weighed = Affinity.objects.exclude(weight=0).select_related("model", "source")
    answers = Answer.objects.order_by("order", "pk").prefetch_related(
        Prefetch("affinities", weighed.order_by("model__order"))
    )
    questions = (
        KeyQuestion.objects.published()
        .filter(answers__isnull=False)
        .distinct()
        .order_by("order", "title")
        .prefetch_related(Prefetch("answers", answers))
    )
    return Inquiry(models, tuple(_question(row, models) for row in questions))


def _question(row: KeyQuestion, models: Iterable[str]) -> Question:
    options = tuple(_option(answer, models) for answer in row.answers.all())
    return Question(row.slug, row.title, options, row)


def _option(answer: Answer, models: Iterable[str]) -> Option:
    weights = tuple(
        Weight(affinity.model.slug, affinity.weight, affinity.reason, affinity.source)
        for affinity in answer.affinities.all()
        if affinity.model.slug in models
    )
    return Option(
        slug=answer.slug,
        label=answer.label,
        weights=weights,
        exit=ExitKind(answer.exit) if answer.exit else None,
        todo=answer.todo,
        help=answer.help,
        is_hint=answer.is_hint,
    )
