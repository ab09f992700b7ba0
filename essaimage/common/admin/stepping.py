"""The form of a sheet: what is written is saved with the step that is taken, or neither is."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils import timezone

from ..models import NOTE_LENGTH, Status, Step
from ..publication import NO_SUMMARY
from ..steps import (
    PUBLISHERS_ONLY,
    TAKES_A_MOMENT,
    Course,
    StepRefused,
    taken,
)
from ..workflow import course_of, set_course
from .forms import DeskForm
from .moments import MomentField

STEP, NOTE, MOMENT = "_step", "step_note", "step_at"  # the button; the fields beside it
SHOWN = "step_from"  # where the page that is sent said that the sheet stood
SAVES = ("_save", "_continue", "_addanother", "_saveasnew")
MOVED_MEANWHILE = "Entre-temps, la fiche est passée au statut « {standing} » : relisez-la avant de la faire avancer."
UNKNOWN_STEP = "Cette étape n’existe pas : choisissez l’un des boutons."
NOTE_WITHOUT_STEP = "Cette note accompagne une étape : choisissez l’un des boutons au-dessous d’elle, ou effacez-la."
MOMENT_WITHOUT_STEP = "Cette date accompagne une étape : choisissez « à une date », ou effacez-la."


class FicheForm(DeskForm):
    """A sheet. Its status is not written in it: the button that is pressed says which step it takes.

    ``steps`` are those its editor may take.
    """

    steps: tuple[Step, ...] = ()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.before: Course = course_of(self.instance)
        self.step: Step | None = None
        if self.steps:
            self.fields[NOTE] = forms.CharField(
                label="Note",
                required=False,
                max_length=NOTE_LENGTH,
                widget=AdminTextareaWidget({"rows": 3}),
                help_text="Pour la personne qui prend la suite. Elle reste dans le chemin de la fiche.",
            )
            # A browser would cut what is pasted without a word; the form says it is too long.
            self.fields[NOTE].widget.attrs.pop("maxlength", None)
        if TAKES_A_MOMENT.intersection(self.steps):
            self.fields[MOMENT] = MomentField(
                label="Pour les étapes « à une date »",
                required=False,
                help_text="Sans heure : minuit, au début du jour (heure de Paris).",
            )
            for part, word in zip(
                self.fields[MOMENT].widget.widgets, ("date", "heure"), strict=True
            ):
                part.attrs["aria-label"] = f"Étape à une date : {word}"

    @property
    def note(self) -> str:
        """What was written for whoever comes next."""
        return self.cleaned_data.get(NOTE, "")

    @property
    def moment(self) -> datetime | None:
        """The hour asked for."""
        return self.cleaned_data.get(MOMENT)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.cleaned_data = cleaned
        if asked := self.data.get(STEP):
            self._take(asked)
        elif any(name in self.data for name in SAVES):
            self._refuse_what_has_no_step()
        if self.instance.status == Status.PUBLISHED and cleaned.get("summary") == "":
            self.add_error("summary", NO_SUMMARY)
        return cleaned

    def restore(self) -> None:
        """Put the instance back where it stood: the step was not taken."""
        set_course(self.instance, self.before)

    def _take(self, asked: str) -> None:
        """Write on the instance what the step makes of it, or say why it may not be taken."""
        if asked not in Step.values:
            return self.add_error(None, UNKNOWN_STEP)
        step, now = Step(asked), timezone.now()
        standing = self.before.standing(now)
        if self.data.get(SHOWN, standing) != standing:
            return self.add_error(None, MOVED_MEANWHILE.format(standing=standing.label))
        if MOMENT in self.errors:
            return None
        try:
            course = taken(step, self.before, now, moment=self.moment, note=self.note)
        except StepRefused as refusal:
            place = {"note": NOTE, "moment": MOMENT}.get(refusal.about)
            return self.add_error(place if place in self.fields else None, str(refusal))
        if step not in self.steps:
            return self.add_error(None, PUBLISHERS_ONLY)
        self.step = step
        set_course(self.instance, course)
        return None

    def _refuse_what_has_no_step(self) -> None:
        """A note typed beside « Enregistrer » would be lost."""
        if self.note.strip():
            self.add_error(NOTE, NOTE_WITHOUT_STEP)
        if self.moment:
            self.add_error(MOMENT, MOMENT_WITHOUT_STEP)
