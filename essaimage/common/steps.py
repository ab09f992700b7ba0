"""The steps of a sheet: from where each may be taken, by whom, and what it makes of the sheet. Pure.

Statuses and hours in, statuses and hours out: the forms, the actions and the tests ask the same table.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from .models import Standing, Status, Step, standing_of

_D, _R, _C, _P, _E, _A = (
    *(Standing.DRAFT, Standing.TO_REVIEW, Standing.COMING),
    *(Standing.PUBLIC, Standing.ENDED, Standing.ARCHIVED),
)
FROM: dict[Step, frozenset[Standing]] = {
    Step.SUBMIT: frozenset({_D}),
    Step.SEND_BACK: frozenset({_R}),
    Step.PUBLISH: frozenset({_D, _R, _C, _E, _A}),
    # What was public keeps its address: it is not hidden again until a date.
    Step.PUBLISH_AT: frozenset({_D, _R, _C}),
    Step.END_AT: frozenset({_C, _P}),
    Step.GO_ON: frozenset({_C, _P}),
    Step.UNPUBLISH: frozenset({_C, _P, _E, _A}),
    Step.ARCHIVE: frozenset({_P, _E}),
}
OPEN_TO_WRITERS = frozenset({Step.SUBMIT, Step.SEND_BACK})
TAKES_A_MOMENT = frozenset({Step.PUBLISH_AT, Step.END_AT})
ASKS_A_NOTE = frozenset({Step.SEND_BACK})

PUBLISHERS_ONLY = (
    "Publier ou archiver revient au groupe « publication » : envoyez plutôt la fiche à relire."
)
NOT_FROM_HERE = "« {step} » ne se peut pas : la fiche est au statut « {standing} »."
NO_END_TO_CANCEL = "Aucun retrait n’est prévu."
NOTE_WANTED = "Écrivez ce qui manque : c’est ce que lira la personne qui a écrit la fiche."
MOMENT_WANTED = "Écrivez la date."
MOMENT_PAST = "Cette date est passée : choisissez-en une à venir."
MOMENT_UNUSED = (
    "Vous avez écrit une date, que « {step} » n’attend pas : effacez-la, "
    "ou choisissez l’étape « à une date »."
)
END_BEFORE_START = "Le retrait vient après la publication."


class StepRefused(ValueError):
    """A step that may not be taken; its text is the French sentence that says why.

    ``about`` names what was given wrong: « note », « moment », or nothing.
    """

    def __init__(self, sentence: str, about: str = "") -> None:
        super().__init__(sentence)
        self.about = about


@dataclass(frozen=True)
class Course:
    """What a sheet's status and hours say."""

    status: str
    published_at: datetime | None = None
    ends_at: datetime | None = None

    def standing(self, now: datetime) -> Standing:
        """Return where the sheet stands at ``now``."""
        return standing_of(self.status, self.published_at, self.ends_at, now)


def may_take(step: Step, *, can_publish: bool) -> bool:
    """Whether somebody who may write on the sheet may take ``step``."""
    return can_publish or step in OPEN_TO_WRITERS


def steps_from(course: Course, now: datetime, *, can_publish: bool) -> list[Step]:
    """Return the steps one may take, in the order of the buttons."""
    standing = course.standing(now)
    return [
        step
        for step, places in FROM.items()
        if standing in places
        and may_take(step, can_publish=can_publish)
        and (step != Step.GO_ON or course.ends_at)
    ]


def taken(
    step: Step, course: Course, now: datetime, *, moment: datetime | None = None, note: str = ""
) -> Course:
    """Return what ``step`` makes of a sheet. Raises ``StepRefused``, with the reason in French.

    ``moment`` is the hour asked for, for the steps that take one. Who asks is not looked at here.
    """
    standing = course.standing(now)
    if standing not in FROM[step]:
        raise StepRefused(NOT_FROM_HERE.format(step=step.label, standing=standing.label))
    if step in ASKS_A_NOTE and not note.strip():
        raise StepRefused(NOTE_WANTED, "note")
    _check_moment(step, moment, now)
    match step:
        case Step.SUBMIT:
            return replace(course, status=Status.TO_REVIEW)
        case Step.SEND_BACK:
            return replace(course, status=Status.DRAFT)
        case Step.PUBLISH | Step.PUBLISH_AT:
            return _published(course, moment, now)
        case Step.END_AT:
            if course.published_at and moment <= course.published_at:
                raise StepRefused(END_BEFORE_START, "moment")
            return replace(course, ends_at=moment)
        case Step.GO_ON:
            if course.ends_at is None:
                raise StepRefused(NO_END_TO_CANCEL)
            return replace(course, ends_at=None)
        case Step.UNPUBLISH:
            # A date that never came is forgotten: the sheet was not public.
            return Course(Status.DRAFT, _past(course.published_at, now))
        case Step.ARCHIVE:
            return Course(Status.ARCHIVED, course.published_at)


def _check_moment(step: Step, moment: datetime | None, now: datetime) -> None:
    if step not in TAKES_A_MOMENT:
        if moment is not None:
            raise StepRefused(MOMENT_UNUSED.format(step=step.label), "moment")
    elif moment is None:
        raise StepRefused(MOMENT_WANTED, "moment")
    elif moment <= now:
        raise StepRefused(MOMENT_PAST, "moment")


def _published(course: Course, moment: datetime | None, now: datetime) -> Course:
    """Return a published sheet: at ``moment``, or now; what was public already keeps its first day."""
    since = moment or _past(course.published_at, now) or now
    ends_at = course.ends_at if course.ends_at and course.ends_at > now else None
    if ends_at and ends_at <= since:
        raise StepRefused(END_BEFORE_START, "moment")
    return Course(Status.PUBLISHED, since, ends_at)


def _past(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment and moment <= now else None
