"""The forms of the admin as what browsers send, and back."""

from collections.abc import Iterator

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from .sheets import Merged, Normal, Row, Sheet, Typed, Values

STANDING = ("status", "published_at", "ends_at")
MOST_ROWS = 1000  # of one kind: what a form may send


def sheet_of(form: forms.ModelForm, formsets: list) -> Sheet:
    """Return what forms hold that nobody has filled in yet: the sheet as it stands."""
    sheet = Sheet(_held(form, written_fields(form)), standing=_standing(form))
    for rows in formsets:
        own = own_fields(rows)
        existing = [row for row in rows.initial_forms if row.instance.pk is not None]
        sheet.rows[rows.prefix] = {str(row.instance.pk): _held(row, own) for row in existing}
        sheet.codes[rows.prefix] = {
            str(row.instance.pk): getattr(row.instance, "code", "") for row in existing
        }
    return sheet


def typed_in(form: forms.ModelForm, formsets: list, sent: QueryDict) -> Typed | None:
    """Return what was sent for these forms; None when it is not what such a page sends."""
    try:
        rows = {rows.prefix: list(_typed_rows(rows, sent)) for rows in formsets}
    except (TypeError, ValueError):
        return None
    return Typed(_taken(form, written_fields(form), form.add_prefix, sent), rows)


def drawn_again(
    form: forms.ModelForm, formsets: list, sent: QueryDict, merged: Merged
) -> QueryDict:
    """Return ``sent`` with the fields and the rows of ``merged`` in place of those it had."""
    data = sent.copy()
    for name, values in merged.fields.items():
        put(data, form, form.add_prefix(name), name, values)
    for rows in formsets:
        for name in [name for name in data if name.startswith(f"{rows.prefix}-")]:
            del data[name]
        drawn = merged.rows[rows.prefix]
        data[f"{rows.prefix}-{TOTAL_FORM_COUNT}"] = str(len(drawn))
        data[f"{rows.prefix}-{INITIAL_FORM_COUNT}"] = str(sum(bool(row.key) for row in drawn))
        for index, row in enumerate(drawn):
            put_row(data, rows, index, row)
    return data


def as_new(form: forms.ModelForm, formsets: list, sent: QueryDict) -> QueryDict:
    """Return ``sent`` as the form of a sheet that does not exist yet: a draft, whose rows are all new."""
    data = sent.copy()
    typed = typed_in(form, formsets, sent)
    if typed is None:
        return data
    rows = {
        kind: [Row(row.values) for row in found if not row.is_deleted]
        for kind, found in typed.rows.items()
    }
    data = drawn_again(form, formsets, data, Merged(typed.fields, rows))
    starts = {
        "status": ["brouillon"],
        "published_at": ["", ""],
        "verified_on": [""],
        "ends_at": ["", ""],
    }
    for name, values in starts.items():
        if name in form.fields:
            put(data, form, form.add_prefix(name), name, values)
    return data


def put_row(data: QueryDict, rows: forms.BaseInlineFormSet, index: int, row: Row) -> None:
    """Write one row where a browser would."""
    place = f"{rows.prefix}-{index}"
    data[f"{place}-{rows.model._meta.pk.name}"] = row.key
    data[f"{place}-{rows.fk.name}"] = str(rows.instance.pk or "")
    if row.is_deleted:
        data[f"{place}-{DELETION_FIELD_NAME}"] = "on"
    for name, values in row.values.items():
        put(data, rows.empty_form, f"{place}-{name}", name, values)


def put(data: QueryDict, form: forms.BaseForm, place: str, name: str, values: list[str]) -> None:
    """Write one field where a browser would; a box that is not ticked sends nothing."""
    parts = _parts(form.fields[name].widget)
    if len(parts) == 1:
        data.pop(place, None)
        if values:
            data.setlist(place, values)
        return
    for part, value in zip(parts, values, strict=True):
        data[place + part] = value


def written_fields(form: forms.ModelForm) -> list[str]:
    """Return the fields of the sheet that the form writes, without what goes with its buttons."""
    meta = form._meta.model._meta
    known = {each.name for each in (*meta.fields, *meta.many_to_many)}
    return [name for name in form.fields if name in known]


def own_fields(rows: forms.BaseInlineFormSet) -> list[str]:
    """Return the fields that a row shows, without those that say which row it is."""
    machinery = {rows.fk.name, rows.model._meta.pk.name, DELETION_FIELD_NAME}
    return [name for name in rows.empty_form.fields if name not in machinery]


def values_of_new_row(rows: forms.BaseInlineFormSet) -> Values:
    """Return what a new row holds that nobody has filled in: it is not saved."""
    return _held(rows.empty_form, own_fields(rows))


def normal_for(form: forms.ModelForm, formsets: list) -> Normal:
    """Return what sets values as the database keeps them: French typography, no stray space."""
    models = {"": form._meta.model} | {rows.prefix: rows.model for rows in formsets}
    stored = {
        (rows, each.name): each.stored_text
        for rows, model in models.items()
        for each in model._meta.fields
        if hasattr(each, "stored_text")
    }

    def normal(rows: str, name: str, values: list[str]) -> list[str]:
        if not any(values):
            return []  # a choice left empty is sent, or is not
        tidy = stored.get((rows, name), str.strip)
        return [tidy(value.replace("\r\n", "\n")) for value in values]

    return normal


def _standing(form: forms.ModelForm) -> dict[str, list[str]]:
    """Return where the sheet stands, which buttons change and no field writes: name → label, words."""
    found = {}
    for name in STANDING:
        if name in form.fields or not hasattr(form.instance, name):
            continue
        field, value = form._meta.model._meta.get_field(name), getattr(form.instance, name)
        if field.choices:
            value = dict(field.flatchoices).get(value, value)
        elif value is not None:
            value = date_format(timezone.localtime(value), "j F Y à H:i")
        found[name] = [str(field.verbose_name), str(value or "")]
    return found


def _typed_rows(rows: forms.BaseInlineFormSet, sent: QueryDict) -> Iterator[Row]:
    total = int(sent.get(f"{rows.prefix}-{TOTAL_FORM_COUNT}"))
    if total > MOST_ROWS:
        raise ValueError(total)
    own, empty = own_fields(rows), rows.empty_form
    for index in range(total):
        place = f"{rows.prefix}-{index}"
        values = _taken(empty, own, lambda name, place=place: f"{place}-{name}", sent)
        yield Row(
            values,
            key=sent.get(f"{place}-{rows.model._meta.pk.name}", ""),
            is_deleted=bool(sent.get(f"{place}-{DELETION_FIELD_NAME}")),
        )


def _held(form: forms.ModelForm, names) -> Values:
    return {name: _as_sent(form.fields[name].widget, form[name].value()) for name in names}


def _taken(form: forms.BaseForm, names, placed, sent: QueryDict) -> Values:
    taken: Values = {}
    for name in names:
        widget = _inner(form.fields[name].widget)
        place, parts = placed(name), _parts(widget)
        values = (
            sent.getlist(place) if len(parts) == 1 else [sent.get(place + p, "") for p in parts]
        )
        taken[name] = _ordered(widget, values)
    return taken


def _as_sent(widget: forms.Widget, value: object) -> list[str]:
    """Return what a browser sends for a field that holds ``value``."""
    widget = _inner(widget)
    if isinstance(widget, forms.MultiWidget):
        values = value if isinstance(value, list | tuple) else widget.decompress(value)
        pairs = zip(widget.widgets, values, strict=True)
        return [part.format_value(each) or "" for part, each in pairs]
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    if isinstance(widget, forms.widgets.ChoiceWidget):
        return _ordered(widget, widget.format_value(value))
    return [str(widget.format_value(value) or "")]


def _ordered(widget: forms.Widget, values: list[str]) -> list[str]:
    """Return several choices in one order, whatever the page's."""
    many = getattr(widget, "allow_multiple_selected", False)
    return sorted(values) if many else list(values)


def _inner(widget: forms.Widget) -> forms.Widget:
    """Return what one types in, without the links that the admin puts around."""
    return getattr(widget, "widget", widget)


def _parts(widget: forms.Widget) -> list[str]:
    """Return the ends of the names under which a field is sent."""
    widget = _inner(widget)
    return widget.widgets_names if isinstance(widget, forms.MultiWidget) else [""]
