"""A sheet takes a step: its status and hours change, who did it is kept, and so is the version."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from .models import Fiche, Move, Step
from .steps import Course
from .typography import NBSP
from .versions import name_of

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
        author_name=name_of(author),
        moved_at=timezone.now(),
    )


def reason_of(step: Step, note: str) -> str:
    """Return what the version says of a step."""
    return f"{step.label}{NBSP}: {note.strip()}" if note.strip() else step.label
