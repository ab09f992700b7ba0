"""A value as a cell says it, and back: French dates, labels rather than codes, « oui » and « non »."""

import datetime as dt
import re

from django.db import models
from django.utils import timezone

from essaimage.common.content.layout import is_link, is_links, target_label
from essaimage.common.content.values import Plain, RefusedError, default, read
from essaimage.common.spreadsheets import LONGEST_CELL, STARTS_A_FORMULA, harmless
from essaimage.common.typography import NBSP

from .faults import CellError
from .kinds import Column
from .names import Names, fold, nearest

SEPARATOR = " ; "
YES, NO = "oui", "non"
YES_WORDS = {"oui", "o", "vrai", "true", "x", "1", "yes"}
NO_WORDS = {"non", "n", "faux", "false", "0", "no"}
DAY = "une date comme 31/12/2026"
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_HOUR = re.compile(r"(?:à )?(\d{1,2})(?:[:h](\d{2}))?h?(?::(\d{2}))?(?:[.,]\d+)?")
_SERIAL_START = dt.date(1899, 12, 30)  # day 0 of spreadsheets, their false 29 February 1900 counted


def told(column: Column, value: Plain, names: Names) -> str:
    """Return what a cell says of ``value``; empty for nothing."""
    field = column.field
    if field is None or value is None or (isinstance(value, str) and not value):
        return value or ""
    if is_links(field):
        return SEPARATOR.join(names.said(target_label(field), code) for code in value)
    if is_link(field):
        return names.said(target_label(field), value)
    if isinstance(field, models.BooleanField):
        return YES if value else NO
    if isinstance(field, models.DateTimeField):
        return f"{timezone.localtime(dt.datetime.fromisoformat(value)):%d/%m/%Y %H:%M}"
    if isinstance(field, models.DateField):
        return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value)


def same_cell(cell: str, exported: str) -> bool:
    """Whether ``cell`` still says what was exported: then its value is the exported one, exactly.

    So nothing is lost on the way: the seconds of an hour, a text longer than a cell, what was made
    harmless, a line end that a spreadsheet wrote in its own way.
    """
    return cell == exported or _bare(cell) in (_bare(exported), _bare(harmless(exported)))


def _bare(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()[:LONGEST_CELL].rstrip()


def unharmed(cell: str) -> str:
    """Return the text that ``harmless`` made safe: the apostrophe was the export's, not its author's."""
    rest = cell.removeprefix("'")
    return rest if rest != cell and rest.lstrip(" \n").startswith(STARTS_A_FORMULA) else cell


def value_of(column: Column, cell: str, names: Names) -> Plain:
    """Return the plain value that ``cell`` says; raises ``CellError``."""
    field = column.field
    cell = unharmed(cell).strip()
    if not cell:
        return _nothing(column)
    if is_links(field):
        return _links(field, cell, names)
    if is_link(field):
        return names.find(target_label(field), cell)
    try:
        return read(field, _raw(field, cell))
    except RefusedError as error:
        said = str(error)
        raise CellError(said[:1].upper() + said[1:], _expected(field)) from None


def _links(field: models.Field, cell: str, names: Names) -> list[str]:
    label = target_label(field)
    written = [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]
    try:
        return sorted({names.find(label, part) for part in written})
    except CellError as error:
        parts = [part.strip() for part in re.split(r"[;,|/\n]", cell) if part.strip()]
        if all(names.shelf(label).code(part) for part in parts):  # another separator was used
            error.expected = f"des valeurs séparées par «{NBSP};{NBSP}»"
            error.proposal = SEPARATOR.join(parts)
        raise


def _nothing(column: Column) -> Plain:
    """Return the value of an empty cell."""
    field = column.field
    if is_links(field):
        if not field.blank:
            raise CellError("Cette case est vide.", "au moins une valeur")
        return []
    if field.null:
        return None
    if field.has_default() or field.blank:
        return default(field)
    choices = ", ".join(str(label) for _, label in field.flatchoices) if field.choices else ""
    raise CellError("Cette case est vide.", choices or "une valeur : elle est obligatoire")


def _raw(field: models.Field, cell: str) -> object:
    """Return what ``read`` takes for this kind of field."""
    if field.choices:
        return _choice(field, cell)
    if isinstance(field, models.BooleanField):
        return _boolean(cell)
    if isinstance(field, models.DateTimeField):
        return _moment(cell)
    if isinstance(field, models.DateField):
        return _day(cell)
    if isinstance(field, models.DecimalField | models.IntegerField):
        return _number(field, cell)
    return cell


def _expected(field: models.Field) -> str:
    if isinstance(field, models.URLField):
        return ""  # what is wrong says it
    if isinstance(field, models.SlugField):
        return "des lettres sans accent, des chiffres et des traits d’union"
    return f"{field.max_length} caractères au plus" if field.max_length else ""


def _choice(field: models.Field, cell: str) -> str:
    wanted = fold(cell)
    labels = {str(label): value for value, label in field.flatchoices}
    for label, value in labels.items():
        if wanted == fold(label) or cell == value:
            return value
    expected = f"l’un de ces choix : {', '.join(labels)}"
    raise CellError(
        f"« {cell[:60]} » n’est pas un choix possible.", expected, nearest(cell, labels)
    )


def _boolean(cell: str) -> bool:
    word = fold(cell)
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    raise CellError("Ce n’est ni « oui » ni « non ».", "oui ou non")


def _number(field: models.Field, cell: str) -> object:
    text = re.sub(r"\s", "", cell).replace(",", ".")
    if isinstance(field, models.DecimalField):
        return text
    match = re.fullmatch(r"(-?\d{1,9})(?:\.0+)?", text, re.ASCII)
    if not match:
        raise CellError("Ce n’est pas un nombre entier.", "un nombre entier, comme 12")
    return int(match[1])


def _day(cell: str) -> dt.date:
    day, _, hour = cell.partition(" ")
    if hour and not re.fullmatch(r"0?0[:h]00(:00)?", hour.strip()):
        raise CellError("Il y a autre chose qu’une date.", DAY)
    return _date(day)


def _moment(cell: str) -> dt.datetime:
    day, _, hour = cell.replace("T", " ").partition(" ")
    clock = _HOUR.fullmatch(hour.strip()) if hour.strip() else None
    if hour.strip() and not clock:
        raise CellError("L’heure ne se lit pas.", "une date et une heure, comme 31/12/2026 09:30")
    parts = [int(part or 0) for part in clock.groups()] if clock else [0, 0, 0]
    try:
        return dt.datetime.combine(_date(day), dt.time(*parts))
    except ValueError:
        raise CellError("Cette heure n’existe pas.", "une heure comme 09:30") from None


def _date(text: str) -> dt.date:
    """Read a day as French spreadsheets write it, or as ISO does; never guess which number is the month."""
    french, iso = _FRENCH_DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    if french:
        day, month, year = map(int, french.groups())
    elif iso:
        year, month, day = map(int, iso.groups())
    else:
        raise CellError("Ce n’est pas une date.", DAY, _serial(text))
    try:
        return dt.date(year, month, day)
    except ValueError:
        swapped = f"{month:02}/{day:02}/{year}" if month > 12 >= day else ""
        raise CellError("Ce jour n’existe pas.", DAY, swapped) from None


def _serial(text: str) -> str:
    """Return the day that a number of a spreadsheet stands for, « 45292 » being 01/01/2024."""
    if not re.fullmatch(r"\d{5}(\.\d+)?", text, re.ASCII):
        return ""
    return f"{_SERIAL_START + dt.timedelta(days=int(float(text))):%d/%m/%Y}"
