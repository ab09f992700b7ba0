"""Pieces of filter sets that lists share: what is typed, ticked, and said when it is wrong."""

from collections.abc import Iterable, Mapping

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import Truncator

from essaimage.common.typography import typographie

from .parameters import cleaned_query, filled


class QueryField(forms.CharField):
    """Words to search for. Never an error: what cannot be searched is dropped, and cutting is said."""

    def to_python(self, value: object) -> str:
        return cleaned_query(str(value or ""))[0]

    def validate(self, value: str) -> None:
        """Accept anything."""

    def run_validators(self, value: str) -> None:
        """Accept anything: ``to_python`` has cut and cleaned it."""


class QueryFilter(django_filters.Filter):
    """A filter by words."""

    field_class = QueryField


class SeveralField(forms.MultipleChoiceField):
    """Values ticked. One that does not exist is told, as it was typed but safe to show."""

    def validate(self, value: list[str]) -> None:
        """Raise ``ValidationError`` for the first value that is not a choice."""
        unknown = next((each for each in value if not self.valid_value(each)), None)
        if unknown is not None:
            shown, _ = cleaned_query(unknown)
            raise ValidationError(
                typographie(
                    f"« {Truncator(shown).chars(40) or '?'} » n’est pas un choix possible. "
                    "Retirez-le ou choisissez dans la liste."
                )
            )


class SeveralFilter(django_filters.MultipleChoiceFilter):
    """A facet."""

    field_class = SeveralField


def several(label: str, **kwargs) -> SeveralFilter:
    """Return a facet: several values of one parameter, any of which suffices."""
    return SeveralFilter(label=label, **kwargs)


def order_among(choices: Iterable[tuple[str, str]]) -> django_filters.ChoiceFilter:
    """Return the parameter that orders the list; it leaves every row in."""
    return django_filters.ChoiceFilter(
        label="Tri",
        choices=choices,
        method="leave",
        error_messages={"invalid_choice": "Ce tri n’existe pas."},
    )


class ListFilterSet(django_filters.FilterSet):
    """A filter set that treats an empty parameter as absent, and a page's reference: ``.qs``.

    Pages read their parameters through a ``Grammar`` of it, which says the same and costs less.
    """

    def __init__(self, data: QueryDict | None = None, *args, **kwargs) -> None:
        super().__init__(filled(data) if data is not None else data, *args, **kwargs)
        for field in self.form.fields.values():
            if hasattr(field, "choices"):
                field.choices = list(field.choices)  # read once, not at each validation and drawing

    def leave(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """What takes part in the order alone filters nothing."""
        return queryset

    @classmethod
    def conflicts(cls, chosen: Mapping[str, object]) -> dict[str, str]:
        """Return what is wrong with values that are right one by one: parameter → sentence."""
        return {}

    def get_form_class(self) -> type[forms.Form]:
        """Return the form, which also says when two values do not go together."""
        base, conflicts = super().get_form_class(), self.conflicts

        class ListForm(base):
            def clean(self) -> dict:
                for name, sentence in conflicts(self.cleaned_data).items():
                    self.add_error(name, sentence)
                return self.cleaned_data

        return ListForm
