"""Pieces of filter sets that lists share: what is typed, ticked, and said when it is wrong."""

from collections.abc import Iterable

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import Truncator

from essaimage.common.typography import typographie

from .parameters import QUERY_LENGTH, cleaned_query, filled


class QueryField(forms.CharField):
    """Words to search for. Never an error: what cannot be searched is dropped, and cutting is said."""

    def to_python(self, value: object) -> str:
        text, self.was_cut = cleaned_query(str(value or ""))
        return text

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
    """A filter set that treats an empty parameter as absent and knows what was wrong."""

    def __init__(self, data: QueryDict | None = None, *args, **kwargs) -> None:
        super().__init__(filled(data) if data is not None else data, *args, **kwargs)
        for field in self.form.fields.values():
            if hasattr(field, "choices"):
                field.choices = list(field.choices)  # read once, not at each validation and drawing

    def leave(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """An order filters nothing."""
        return queryset

    @property
    def chosen(self) -> dict:
        """The values understood; those that were not are in ``errors``."""
        self.is_valid()
        return self.form.cleaned_data

    @property
    def query_was_cut(self) -> bool:
        """Whether the words typed were longer than what is searched."""
        self.is_valid()
        return getattr(self.form.fields["q"], "was_cut", False)

    @property
    def query_notice(self) -> str:
        """The sentence that says the words were cut, or nothing."""
        if not self.query_was_cut:
            return ""
        return (
            f"Votre recherche dépassait {QUERY_LENGTH} caractères : seul son début a été cherché."
        )
