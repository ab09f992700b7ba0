"""What a visitor proposes, read as a value of the field: dates, amounts, addresses, choices, texts."""

import re
from datetime import date

from django.db import models
from django.utils.dates import MONTHS

from essaimage.common.content import values
from essaimage.common.content.values import Plain, RefusedError
from essaimage.common.typography import without_accents

from .points import Point

NOT_A_DATE = (
    "« {} » n’est pas lu comme une date : 31/12/2026, 31 décembre 2026, décembre 2026 ou 2026."
)
NOT_PRECISE = "cette date se donne au jour près : 31/12/2026."
NOT_A_NUMBER = "« {} » n’est pas lu comme un nombre."
NOT_AN_ADDRESS = "« {} » n’est pas lu comme une adresse de page, qui commence par https://."
NOT_A_CHOICE = "« {} » n’est pas l’un des choix possibles."
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDS = re.compile(r"(?:le )?(?:(\d{1,2})(?:er)? )?([a-z]+) (\d{4})", re.ASCII)
_UNITS = re.compile(r"€|%|euros?\b|eur\b|[\s\u202f\xa0]", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?", re.ASCII)


def read_proposal(point: Point, written: str) -> dict[str, Plain]:
    """Return the plain values, by field, that ``written`` gives to a plain ``point``.

    Raises ``RefusedError``, in French, for what is no value of the field.
    """
    field, written = point.field, written.strip()
    if point.choices:
        return {field.name: values.read(field, _choice(point, written))}
    if isinstance(field, models.DateField):
        return _date(point, written)
    if isinstance(field, models.DecimalField):
        return {field.name: values.read(field, _number(written))}
    if isinstance(field, models.URLField):
        return {field.name: values.read(field, _address(written))}
    return {field.name: values.read(field, written.replace("\r\n", "\n"))}


def folded(text: str) -> str:
    """Return ``text`` as far as its words and numbers go: no accents, case, punctuation, spaces."""
    plain = without_accents(text).lower()
    return " ".join(
        re.findall(r"[a-z0-9]+", re.sub(r"(?<=\d)[\s\u202f\xa0](?=\d{3}\b)", "", plain))
    )


def _choice(point: Point, written: str) -> str:
    for value, label in point.choices:
        if written == value or folded(written) == folded(str(label)):
            return value
    raise RefusedError(NOT_A_CHOICE.format(written))


def _date(point: Point, written: str) -> dict[str, Plain]:
    """Read a date; without its day or its month, it says how precise it is where the sheet can."""
    found = _day_of(written)
    if found is None:
        raise RefusedError(NOT_A_DATE.format(written))
    day, precision = found
    told = {point.field.name: values.read(point.field, day)}
    if point.precision:
        told[point.precision.name] = precision
    elif precision != "jour":
        raise RefusedError(NOT_PRECISE)
    return told


def _day_of(written: str) -> tuple[date, str] | None:
    """Return the first day of what is written, and « jour », « mois » or « annee »."""
    try:
        if match := _DAY.fullmatch(written):
            d, m, y, year, month, day = match.groups()
            return (
                date(int(y), int(m), int(d)) if y else date(int(year), int(month), int(day))
            ), "jour"
        if re.fullmatch(r"[12]\d{3}", written):
            return date(int(written), 1, 1), "annee"
        match = _WORDS.fullmatch(without_accents(written).lower())
        months = {without_accents(str(name)).lower(): number for number, name in MONTHS.items()}
        if match and match[2] in months:
            day = date(int(match[3]), months[match[2]], int(match[1] or 1))
            return day, "jour" if match[1] else "mois"
    except ValueError:  # the 31st of February
        pass
    return None


def _number(written: str) -> str:
    digits = _UNITS.sub("", written)
    if not _NUMBER.fullmatch(digits):
        raise RefusedError(NOT_A_NUMBER.format(written))
    return digits.replace(",", ".")


def _address(written: str) -> str:
    address = written if "://" in written else f"https://{written}"
    if not re.fullmatch(r"https?://\S+\.\S+", address):
        raise RefusedError(NOT_AN_ADDRESS.format(written))
    return address
