"""A sheet takes a step: its status and hours change, who did it is kept, and so is the version."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from .models import Fiche, Move, Step
from .publication import publication_errors
from .steps import Course, StepRefused, taken
from .typography import NBSP
from .versions import recording

WRITTEN = ("status", "published_at", "ends_at", "updated_at")


def course_of(fiche: Fiche) -> Course:
    """Return what the status and the hours of ``fiche`` say."""
    return Course(fiche.status, fiche.published_at, fiche.ends_at)


def set_course(fiche: Fiche, course: Course) -> None:
    """Write ``course`` on ``fiche``, which is not saved."""
    fiche.status, fiche.published_at = course.status, course.published_at
    fiche.ends_at = course.ends_at


def keep_move(
    fiche: Fiche,
    step: Step,
    before: Course,
    *,
    author: AbstractBaseUser | None,
    note: str = "",
    moment: datetime | None = None,
) -> Move:
    """Keep that ``fiche``, which has just been saved, took ``step``."""
    return Move.objects.create(
        model_label=fiche._meta.label_lower,
        fiche_code=fiche.code,
        step=step,
        from_status=before.status,
        to_status=fiche.status,
        moment=moment,
        note=note.strip(),
        author=author,
        author_name=(author.get_full_name() or author.get_username()) if author else "",
        moved_at=timezone.now(),
    )


def reason_of(step: Step, note: str) -> str:
    """Return what the version says of a step."""
    return f"{step.label}{NBSP}: {note.strip()}" if note.strip() else step.label


def take_step(
    fiche: Fiche,
    step: Step,
    *,
    author: AbstractBaseUser | None,
    note: str = "",
    moment: datetime | None = None,
) -> Move:
    """Make a saved sheet take ``step``, as the database says it now, in one transaction.

    Raises ``ValidationError`` in French when it may not, and then nothing is written. Whether
    ``author`` has the right to is asked before.
    """
    with recording(fiche, author=author, reason=reason_of(step, note)):
        # What was read before the lock may be out of date.
        fiche.refresh_from_db(fields=["status", "published_at", "ends_at", "summary", "code"])
        before = course_of(fiche)
        try:
            set_course(fiche, taken(step, before, timezone.now(), moment=moment, note=note))
        except StepRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        citations = fiche.citations.select_related("source")
        if errors := publication_errors(fiche, citations):
            set_course(fiche, before)
            raise ValidationError(errors)
        fiche.save(update_fields=WRITTEN)
        return keep_move(fiche, step, before, author=author, note=note, moment=moment)
