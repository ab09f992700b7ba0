"""Forms that ask every rule of the database before saving, and answer in French."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from ..models import Status
from ..slugs import free_code, free_slug

WRITERS_STATUSES = (Status.DRAFT, Status.TO_REVIEW)
PUBLISHERS_ONLY = "Publier ou archiver revient au groupe « publication » : choisissez « Brouillon » ou « À relire »."


class DeskForm(forms.ModelForm):
    """A form of the admin. ``refusal`` is set when the database has just refused what was sent."""

    refusal = ""

    def clean(self) -> dict[str, Any]:
        if self.refusal:
            self.add_error(None, self.refusal)
        return super().clean()

    def validate_constraints(self) -> None:
        """Ask every constraint, those on fields the form does not show included."""
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as error:
            self._update_errors(error)


class FicheForm(DeskForm):
    """A sheet. ``can_publish`` says whether its editor may publish and archive."""

    can_publish = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "status" in self.fields and not self.can_publish:
            status = self.fields["status"]
            status.choices = [(each.value, each.label) for each in WRITERS_STATUSES]
            status.error_messages["invalid_choice"] = PUBLISHERS_ONLY

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("status") == Status.PUBLISHED and not cleaned.get("published_at"):
            cleaned["published_at"] = timezone.now()
        return cleaned


class QuickFicheForm(FicheForm):
    """The few fields a new sheet starts with; its address and its code come from the title."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if title := cleaned.get("title"):
            self.instance.slug = free_slug(type(self.instance), title)
            self.instance.code = free_code(type(self.instance), self.instance.slug)
        return cleaned


class ReferenceForm(DeskForm):
    """A reference row; its code, a value of addresses, comes from its label."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk is None and (label := cleaned.get("label") or cleaned.get("title")):
            self.instance.code = free_code(type(self.instance), label, separator="_")
        return cleaned
