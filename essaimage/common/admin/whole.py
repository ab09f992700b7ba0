"""The whole form of a sheet, its rows included, outside the page of the admin that shows it."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.forms import BaseInlineFormSet, ModelForm
from django.forms.formsets import all_valid
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst

from ..models import Fiche


@dataclass(frozen=True)
class Refusal:
    """What to correct: where (in French), and the sentence."""

    where: str
    sentence: str


@dataclass(frozen=True)
class WholeForm:
    """The form of a sheet and those of its rows; ``inlines`` says which kind of rows each one is."""

    form: ModelForm
    formsets: list[BaseInlineFormSet]
    inlines: list

    def is_valid(self) -> bool:
        """Whether all of it may be saved; every error is looked for, not only the first."""
        is_form_valid = self.form.is_valid()
        return all_valid(self.formsets) and is_form_valid

    def save_as(self, fiche: Fiche) -> None:
        """Write ``fiche`` (the instance of the form) and its rows."""
        fiche.save()
        self.form.save_m2m()
        for rows in self.formsets:
            rows.save()

    def refusals(self) -> Iterator[Refusal]:
        """Yield what keeps it from being saved, in the order of the page."""
        yield from (Refusal("", error) for error in self.form.non_field_errors())
        for field in self.form:
            yield from (Refusal(capfirst(field.label), error) for error in field.errors)
        for rows, inline in zip(self.formsets, self.inlines, strict=True):
            said = capfirst(inline.verbose_name_plural)
            yield from (Refusal(said, error) for error in rows.non_form_errors())
            for number, row in enumerate(rows.forms, start=1):
                line = f"{capfirst(inline.verbose_name)}, ligne {number}"
                yield from (Refusal(line, error) for error in row.non_field_errors())
                for field in row:
                    where = f"{line}, {field.label.lower()}"
                    yield from (Refusal(where, error) for error in field.errors)


def whole_form(
    admin: ModelAdmin,
    request: HttpRequest,
    fiche: Fiche,
    sent: QueryDict | None,
    *,
    as_for: Fiche | None = None,
) -> WholeForm:
    """Return the form of ``fiche`` with its rows, holding what was ``sent``; None: as it stands.

    ``as_for`` asks for the fields of another sheet: those of a draft, where the editor may not write.
    """
    reading = copy(request)
    reading.method = "GET" if sent is None else "POST"
    reading.POST = QueryDict() if sent is None else sent
    fields = flatten_fieldsets(admin.get_fieldsets(reading, fiche))
    form_class = admin.get_form(reading, as_for or fiche, change=True, fields=fields)
    form = form_class(sent, instance=fiche)
    formsets, inlines = admin._create_formsets(reading, form.instance, change=True)
    return WholeForm(form, formsets, inlines)
