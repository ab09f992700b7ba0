"""Forms that ask every rule of the database before saving, and answer in French."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint, CheckConstraint
from django.forms.models import InlineForeignKeyField

from ..slugs import free_code, free_slug


class DeskForm(forms.ModelForm):
    """A form of the admin. ``refusal`` is set when the database has just refused what was sent."""

    refusal = ""

    def clean(self) -> dict[str, Any]:
        if self.refusal:
            self.add_error(None, self.refusal)
        return super().clean()

    def _post_clean(self) -> None:
        """Ask every constraint: Django leaves out those that name a field the form does not show."""
        super()._post_clean()
        refused = set(self.errors)
        left_out = self._get_validation_exclusions() - refused
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                if not left_out & _fields_of(constraint) or self._is_asked_by_rows(constraint):
                    continue
                try:
                    constraint.validate(model, self.instance, exclude=refused)
                except ValidationError as error:
                    self._update_errors(error)

    def _is_asked_by_rows(self, constraint: BaseConstraint) -> bool:
        """Whether the form is one row of several, which compare themselves to one another."""
        is_row = any(isinstance(field, InlineForeignKeyField) for field in self.fields.values())
        return is_row and not isinstance(constraint, CheckConstraint)


def _fields_of(constraint: BaseConstraint) -> set[str]:
    """Return the names of the fields that ``constraint`` is about."""
    condition = getattr(constraint, "condition", None)
    named = set(condition.referenced_base_fields) if condition else set()
    return named | set(getattr(constraint, "fields", ()))


class QuickFicheForm(DeskForm):
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
