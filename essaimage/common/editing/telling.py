"""What a page says of two editors on one sheet: field by field, row by row, in French."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.text import Truncator, capfirst

from ..models import Fiche
from ..versions.words import ADDED, KEPT, Piece, compare_texts
from .authors import Authors, Hand
from .sheets import ROW, Difference, Kind, Values

NOTHING = "(vide)"
GONE = "(ligne supprimée)"
ABSENT = "(pas encore écrite)"
NAME_LENGTH = 60  # letters of a row's name


@dataclass(frozen=True)
class Column:
    """One of the texts put side by side; ``pieces`` marks its words against those of the opening."""

    title: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Told:
    """One difference, as the page shows it."""

    number: int
    kind: Kind
    where: str
    hand: str
    columns: list[Column]
    mine: str  # the whole of it, to be copied
    anchor: str
    takes_theirs: bool
    is_open: bool


class Telling:
    """Puts differences into words, with the labels and the choices of the forms they come from."""

    def __init__(self, fiche: Fiche, form: forms.ModelForm, formsets: list, inlines: list) -> None:
        self.fiche = fiche
        self.form = form
        self.formsets = {rows.prefix: rows for rows in formsets}
        names = zip(formsets, inlines, strict=True)
        self.names = {rows.prefix: inline.verbose_name for rows, inline in names}

    def told(self, differences: Iterable[Difference]) -> list[Told]:
        """Return ``differences`` as they are shown."""
        return [
            Told(
                number=number,
                kind=each.kind,
                where=each.where or self._where(each),
                hand=each.hand,
                columns=self._columns(each),
                mine="" if each.mine is None else self._text(each, each.mine, ""),
                anchor=self._anchor(each),
                takes_theirs=each.takes_theirs,
                is_open=each.is_open,
            )
            for number, each in enumerate(differences)
            if self._is_known(each)
        ]

    def sign(
        self, differences: Iterable[Difference], authors: Authors, codes: dict[str, dict[str, str]]
    ) -> None:
        """Write in ``differences`` what each is about, as the database names it, and whose hand theirs is.

        ``codes`` are those of rows, by kind and key.
        """
        for each in differences:
            each.hand = str(self._hand(each, authors, codes))
            each.where = self._where(each)

    def _is_known(self, each: Difference) -> bool:
        """Whether the form still has what changed (the site may have been updated meanwhile)."""
        if each.kind == Kind.MOVED:
            return True
        if each.rows and each.rows not in self.formsets:
            return False
        return each.name == ROW or each.name in self._form(each).fields

    def _where(self, each: Difference) -> str:
        if each.kind == Kind.MOVED:
            return capfirst(each.theirs[each.name][0])
        label = "" if each.name == ROW else self._form(each).fields[each.name].label or each.name
        if not each.rows:
            return capfirst(label)
        known = each.theirs if each.name == ROW and each.theirs else each.base or each.mine or {}
        name = self._row_name(each.rows, known) if each.name == ROW else self._named(each)
        said = f"{capfirst(self.names[each.rows])}{name}"
        return f"{said} : {label.lower()}" if label else said

    def _named(self, each: Difference) -> str:
        """Return the name of the row whose field changed, as the database has it."""
        rows = self.formsets[each.rows].initial_forms
        found = next((row.instance for row in rows if str(row.instance.pk) == each.key), None)
        return f" « {Truncator(str(found)).chars(NAME_LENGTH)} »" if found else ""

    def _row_name(self, rows: str, values: Values) -> str:
        """Return what names a row: its first field that is written in words."""
        form = self.formsets[rows].empty_form
        for name, sent in values.items():
            said = self._said(form.fields[name], sent)
            if said and said != NOTHING:
                return f" « {Truncator(said).chars(NAME_LENGTH)} »"
        return ""

    def _hand(self, each: Difference, authors: Authors, codes: dict[str, dict[str, str]]) -> Hand:
        if not each.rows:
            return authors.of(self.fiche._meta.label_lower, self.fiche.code, each.name)
        label = self.formsets[each.rows].model._meta.label_lower
        return authors.of(label, codes.get(each.rows, {}).get(each.key, ""), each.name)

    def _columns(self, each: Difference) -> list[Column]:
        base = self._text(each, each.base, ABSENT)
        theirs = self._text(each, each.theirs, GONE)
        mine = self._text(each, each.mine, GONE)
        columns = []
        if each.base is not None:
            columns.append(Column("À l’ouverture", [Piece(KEPT, base)]))
        known = base if each.base is not None else theirs
        if each.kind != Kind.KEPT:
            columns.append(Column("La leur", self._marked(each, known, theirs)))
        if each.is_open or each.kind == Kind.KEPT:
            columns.append(Column("La vôtre", self._marked(each, known, mine)))
        return columns

    def _marked(self, each: Difference, before: str, after: str) -> list[Piece]:
        """Mark the words of a text; an address, a date, a choice is read whole."""
        if each.kind == Kind.MOVED or (each.name != ROW and not self._is_written(each)):
            return [Piece(KEPT if before == after else ADDED, after)]
        return compare_texts(before, after)

    def _is_written(self, each: Difference) -> bool:
        model = self.formsets[each.rows].model if each.rows else type(self.fiche)
        return hasattr(model._meta.get_field(each.name), "stored_text")

    def _text(self, each: Difference, values: Values | None, absent: str) -> str:
        if values is None:
            return absent
        if each.kind == Kind.MOVED:
            return values[each.name][1] or NOTHING
        form = self._form(each)
        if each.name != ROW:
            return self._said(form.fields[each.name], values[each.name])
        lines = [
            f"{capfirst(form.fields[name].label or name)} : {said}"
            for name, sent in values.items()
            if (said := self._said(form.fields[name], sent)) != NOTHING
        ]
        return "\n".join(lines)

    def _form(self, each: Difference) -> forms.BaseForm:
        return self.formsets[each.rows].empty_form if each.rows else self.form

    def _anchor(self, each: Difference) -> str:
        if each.kind == Kind.MOVED:
            return ""
        if each.rows:
            return f"{each.rows}-group"
        return self.form[each.name].id_for_label or self.form[each.name].auto_id

    def _said(self, field: forms.Field, sent: list[str]) -> str:
        """Return what was sent for a field as its page shows it."""
        if isinstance(field, forms.BooleanField):
            return "oui" if sent else "non"
        kept = [value for value in sent if value]
        if not kept:
            return NOTHING
        if isinstance(field, forms.ModelChoiceField):
            return ", ".join(_linked(field, kept))
        if isinstance(field, forms.ChoiceField):
            labels = {str(value): str(label) for value, label in _flat(field.choices)}
            return ", ".join(labels.get(value, value) for value in kept)
        return " ".join(kept)


def _linked(field: forms.ModelChoiceField, sent: list[str]) -> list[str]:
    keys = [value for value in sent if value.isdecimal() and len(value) < 19]
    rows = field.queryset.model._base_manager.filter(pk__in=keys)
    found = {str(row.pk): field.label_from_instance(row) for row in rows}
    return sorted(found.get(value, "(supprimé depuis)") for value in sent)


def _flat(choices: Iterable) -> Iterable[tuple]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label
