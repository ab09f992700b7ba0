"""Taking theirs where both wrote, and taking mine again. Pure but for the empty row of a form."""

from dataclasses import replace

from django import forms

from .sent import values_of_new_row
from .sheets import ROW, Difference, Kind, Row, Typed, Values

THEIRS = "leur"


def chosen(
    choice: str, typed: Typed, notes: list[Difference], form: forms.ModelForm, formsets: list
) -> tuple[Typed, list[Difference]]:
    """Return what was typed and the notes, once ``choice`` (« 3:leur », « 3:mien ») is made."""
    number, _, side = choice.partition(":")
    place = int(number) if number.isdecimal() and len(number) < 6 else len(notes)
    if place >= len(notes) or not notes[place].is_open:
        return typed, notes
    note = replace(notes[place], takes_theirs=side == THEIRS)
    notes = [*notes[:place], note, *notes[place + 1 :]]
    if note.rows and note.rows not in typed.rows:
        return typed, notes
    if not note.rows:
        return replace(typed, fields=typed.fields | _kept(note, typed.fields)), notes
    rows = [_with(row, index, note, formsets) for index, row in enumerate(typed.rows[note.rows])]
    return replace(typed, rows=typed.rows | {note.rows: rows}), notes


def _kept(note: Difference, known: Values) -> Values:
    """Return the values that the choice puts into the form, for the fields that it still has."""
    values = (note.theirs if note.takes_theirs else note.mine) or {}
    return {name: value for name, value in values.items() if name in known}


def _with(row: Row, index: int, note: Difference, formsets: list) -> Row:
    """Return ``row`` as the choice leaves it; any other than the one it is about stays as it is."""
    if note.kind == Kind.REMOVED_MINE:
        if row.key or index != note.index:
            return row
        if not note.takes_theirs:
            return replace(row, values=note.mine)
        rows = next(each for each in formsets if each.prefix == note.rows)
        return replace(row, values=values_of_new_row(rows))
    if row.key != note.key:
        return row
    if note.name == ROW:  # a row that I delete and they changed
        return Row(note.theirs, row.key, is_deleted=not note.takes_theirs)
    return replace(row, values=row.values | _kept(note, row.values))
