"""The steps of a sheet, taken by several at once from a list: shown first, then confirmed (decision 0020)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils import timezone

from ..models import Fiche, Step
from ..publication import publication_errors
from ..steps import ASKS_A_NOTE, OPEN_TO_WRITERS, StepRefused, taken
from ..versions import record_many, snapshots
from ..workflow import WRITTEN, course_of, keep_move, reason_of, set_course
from .bulk import BulkAction, BulkContext, Change, Skip


class StepAction(BulkAction):
    """Makes each chosen sheet take ``step``; a sheet that may not is left out, with the reason."""

    def __init__(self, step: Step, label: str, done: tuple[str, str]) -> None:
        self.step, self.label, self.done = step, label, done
        self.name = f"step_{step.value}"
        open_to_all = step in OPEN_TO_WRITERS
        self.permissions = ("change",) if open_to_all else ("change", "publish")
        self.asks_note, self.note_is_wanted = True, step in ASKS_A_NOTE
        self.note_label = "Ce qui manque" if self.note_is_wanted else "Note"

    @property
    def allowed_permissions(self) -> tuple[str, ...]:
        """The one right without which Django does not offer it: any of several would do for Django."""
        return self.permissions[-1:]

    def prepare(self, rows: list[models.Model], context: BulkContext) -> None:
        prefetch_related_objects(rows, "citations__source")

    def plan(self, row: Fiche, context: BulkContext) -> Change | Skip:
        now, before = timezone.now(), course_of(row)
        # The note comes with the confirmation: any one will do to say what would happen.
        try:
            course = taken(self.step, before, now, note=context.note or "…")
        except StepRefused as refusal:
            return Skip(str(refusal))
        set_course(row, course)
        errors = publication_errors(row, row.citations.all())
        set_course(row, before)
        if errors:
            return Skip(" ".join(errors))
        return Change(before.standing(now).label, course.standing(now).label)

    def apply_all(self, rows: list[Fiche], context: BulkContext) -> None:
        """Take the step for each; versions are kept in a constant number of queries."""
        if not rows:
            return
        model, pks = type(rows[0]), [row.pk for row in rows]
        found = snapshots(model, pks)
        super().apply_all(rows, context)
        reason = reason_of(self.step, context.note)
        record_many(model, pks, author=context.request.user, reason=reason, found=found)

    def apply(self, row: Fiche, context: BulkContext) -> None:
        before = course_of(row)
        try:
            set_course(row, taken(self.step, before, timezone.now(), note=context.note))
        except StepRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        row.save(update_fields=WRITTEN)
        keep_move(row, self.step, before, author=context.request.user, note=context.note)


STEP_ACTIONS = (
    StepAction(
        Step.SUBMIT,
        "Envoyer à relire",
        ("1 fiche envoyée à relire.", "{} fiches envoyées à relire."),
    ),
    StepAction(
        Step.SEND_BACK,
        "Renvoyer en brouillon avec une note",
        ("1 fiche renvoyée.", "{} fiches renvoyées."),
    ),
    StepAction(Step.PUBLISH, "Publier", ("1 fiche publiée.", "{} fiches publiées.")),
    StepAction(Step.UNPUBLISH, "Dépublier", ("1 fiche dépubliée.", "{} fiches dépubliées.")),
    StepAction(Step.ARCHIVE, "Archiver", ("1 fiche archivée.", "{} fiches archivées.")),
)
