"""Sheets as a table that can come back: what it says is kept under its mark, as the base of the merge."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from essaimage.common.content.planning import Values
from essaimage.common.content.snapshot import Snapshot
from essaimage.common.spreadsheets import csv_of, xlsx_of
from essaimage.common.versions import name_of

from .cells import told
from .kinds import CODE, MARK, Kind
from .models import TableExport, forget_old_tables, packed
from .names import Names


@dataclass(frozen=True)
class Table:
    """Headings and lines, all texts."""

    kind: Kind
    header: list[str]
    rows: list[list[str]]

    def csv(self) -> bytes:
        """Return it as CSV."""
        return csv_of(self.header, self.rows)

    def xlsx(self) -> bytes:
        """Return it as XLSX."""
        return xlsx_of(self.kind.title, self.header, self.rows)


def export_table(kind: Kind, fiches: QuerySet, user: AbstractBaseUser | None) -> Table:
    """Return ``fiches`` as a table, in their order, and keep what it says under a new mark."""
    codes = list(fiches.values_list("code", flat=True))
    values = values_of(kind, codes)
    # Letters only: a spreadsheet would take « 12e5 » for a number.
    mark = get_random_string(10, "abcdefghjkmnpqrstuvwxyz")
    forget_old_tables()
    TableExport.objects.create(
        mark=mark,
        kind=kind.slug,
        author_name=name_of(user)[:150],
        lines=len(values),
        values=packed(values),
    )
    return table_of(kind, {code: values[code] for code in codes if code in values}, mark)


def values_of(kind: Kind, codes: list[str]) -> dict[str, Values]:
    """Return what tables hold of the sheets with these codes, as plain values."""
    rows = Snapshot().read((kind.label, code) for code in codes)
    return {code: values for (_, code), values in rows.items()}


def table_of(kind: Kind, values: dict[str, Values], mark: str) -> Table:
    """Return values as a table under ``mark``."""
    names = Names()
    rows = []
    for code, fields in values.items():
        fixed = {CODE: code, MARK: mark}
        rows.append(
            [
                fixed.get(column.name) or told(column, fields.get(column.name), names)
                for column in kind.columns
            ]
        )
    return Table(kind, [column.header for column in kind.columns], rows)
