"""Values as fixtures, the database and the base of the merge can all hold them, to compare exactly.

A plain value is what JSON keeps unchanged: None, a boolean, a whole number or a text. Dates are ISO
texts (moments in UTC), decimals texts with the places of their column, texts as the database stores
them (typography set, tidy). A link is a code; several links are the sorted list of their codes.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from .layout import is_link, is_links
from .reading import Unreadable, WrittenInt, code_refused

Plain = None | bool | int | str | list[str]
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


class RefusedError(Exception):
    """A value that its field does not take; the message is the French sentence."""


def plain(field: models.Field, value: Any) -> Plain:
    """Return a value that the database gave for ``field``, links excepted, as a plain value."""
    if value is None:
        return None
    if isinstance(field, models.DateTimeField):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(field, models.DateField):
        return value.isoformat()
    if isinstance(field, models.DecimalField):
        return str(value.quantize(Decimal(1).scaleb(-field.decimal_places)))
    if isinstance(value, str):
        return _stored(field, value)
    return value


def python(field: models.Field, value: Plain) -> Any:
    """Return a plain value, links excepted, as an instance holds it."""
    if value is None:
        return None
    if isinstance(field, models.DateTimeField):
        return dt.datetime.fromisoformat(value)
    if isinstance(field, models.DateField):
        return dt.date.fromisoformat(value)
    if isinstance(field, models.DecimalField):
        return Decimal(value)
    return value


def default(field: models.Field) -> Plain:
    """Return what ``field`` holds when a fixture does not name it."""
    if is_links(field):
        return []
    return None if is_link(field) else plain(field, field.get_default())


def read(field: models.Field, raw: Any) -> Plain:
    """Return the plain value of what a file holds for ``field``; raises ``RefusedError``."""
    if isinstance(raw, Unreadable):
        raise RefusedError(f"« {raw.written} » n’est pas une valeur possible.")
    if is_links(field):
        return _read_codes(field, raw)
    if raw is None or (is_link(field) and raw == []):
        if not field.null:
            raise RefusedError("une valeur est obligatoire.")
        return None
    if is_link(field):
        return _read_code(raw)
    value = _reader(field)(field, raw)
    try:
        field.clean(python(field, value), None)
    except ValidationError as error:
        if field.choices and value not in dict(field.flatchoices):
            known = ", ".join(str(choice) for choice, _ in field.flatchoices)
            raise RefusedError(f"« {value} » n’existe pas. Valeurs possibles : {known}.") from None
        raise RefusedError(" ".join(error.messages)) from None
    return value


def _stored(field: models.Field, text: str) -> str | None:
    """Return the text that the database ends up with."""
    text = field.stored_text(text) if hasattr(field, "stored_text") else text.strip()
    return None if field.null and not text else text


def _reader(field: models.Field) -> Any:
    """Return the function that reads values of the kind of ``field``."""
    for kind, reader in _READERS.items():
        if isinstance(field, kind):
            return reader
    raise RefusedError(f"ce genre de champ ({type(field).__name__}) ne vient pas des fixtures.")


def _read_boolean(field: models.Field, raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise RefusedError("« true » ou « false » est attendu.")
    return raw


def _read_number(field: models.Field, raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise RefusedError(f"un nombre entier est attendu, pas « {raw} ».")
    return int(raw)


def _read_decimal(field: models.DecimalField, raw: Any) -> str:
    try:
        if isinstance(raw, bool) or not isinstance(raw, int | float | str):
            raise InvalidOperation
        number = Decimal(str(raw))
        if not number.is_finite():
            raise InvalidOperation
    except InvalidOperation:
        raise RefusedError(f"un nombre est attendu, pas « {raw} ».") from None
    try:
        field.run_validators(number)
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from None
    return plain(field, number)


def _read_date(field: models.DateField, raw: Any) -> str:
    value = raw
    if isinstance(raw, str):
        try:
            value = parse_date(raw.strip())
        except ValueError:  # well written, but there is no such day
            value = None
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise RefusedError(f"une date est attendue (2026-02-05), pas « {raw} ».")
    return value.isoformat()


def _read_moment(field: models.DateTimeField, raw: Any) -> str:
    value = raw
    if isinstance(raw, str):
        try:
            value = parse_datetime(raw.strip()) or parse_date(raw.strip())
        except ValueError:
            value = None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    if not isinstance(value, dt.datetime):
        raise RefusedError(f"un moment est attendu (2026-11-23T09:00:00+01:00), pas « {raw} ».")
    if timezone.is_naive(value):
        value = timezone.make_aware(value)  # written without its zone, it is Paris time
    return plain(field, value)


def _read_text(field: models.Field, raw: Any) -> str | None:
    if isinstance(raw, WrittenInt):
        raise RefusedError(
            f'{raw.written} est lu comme un nombre : écrivez-le entre guillemets, "{raw.written}".'
        )
    if not isinstance(raw, str):
        raise RefusedError(f"« {raw} » n’est pas lu comme un texte : écrivez-le entre guillemets.")
    if _UNPRINTABLE.search(raw):
        raise RefusedError("un caractère de contrôle, invisible, s’y trouve.")
    return _stored(field, raw)


def _read_code(raw: Any) -> str:
    """Read a natural key: a list that holds one code."""
    if isinstance(raw, list) and len(raw) == 1:
        code = raw[0]
        if isinstance(code, str) and code.strip():
            return code.strip()
        raise RefusedError(code_refused(code))
    written = raw.written if isinstance(raw, WrittenInt) else raw
    raise RefusedError(f'un code entre crochets est attendu, ["{written}"], pas « {written} ».')


def _read_codes(field: models.Field, raw: Any) -> list[str]:
    if not isinstance(raw, list):
        raise RefusedError("une liste de codes est attendue : [[code], [code]].")
    codes = sorted({_read_code(item) for item in raw})
    if not codes and not field.blank:
        raise RefusedError("au moins une valeur est obligatoire.")
    return codes


_READERS = {
    models.BooleanField: _read_boolean,
    models.IntegerField: _read_number,
    models.DecimalField: _read_decimal,
    models.DateTimeField: _read_moment,  # before DateField, which it derives from
    models.DateField: _read_date,
    models.CharField: _read_text,
    models.TextField: _read_text,
}
