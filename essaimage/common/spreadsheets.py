"""Tables for spreadsheets: CSV as French ones open it at once, and XLSX. No cell is ever a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from .typography import without_controls

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # characters: what a spreadsheet holds in a cell
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60  # characters of a column


def harmless(text: str) -> str:
    """Return ``text`` as a cell shows it: no control character, and nothing that a spreadsheet would run.

    What begins like a formula gets an apostrophe, the mark of a text (OWASP, CSV injection).
    """
    kept = without_controls(text)
    is_formula = any(each.lstrip(" \n").startswith(STARTS_A_FORMULA) for each in (text, kept))
    return f"'{kept}"[:LONGEST_CELL] if is_formula else kept[:LONGEST_CELL]


def csv_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV: semicolons, UTF-8 with its mark, CRLF.

    So does a spreadsheet set to French open it by a double click: without the mark it takes accents
    for Latin-1, and with commas it puts all in one column.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in (header, *rows))
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as XLSX: one sheet, texts only, the header in bold and kept in sight."""
    from openpyxl import Workbook  # eight megabytes, only in the process that is asked for one
    from openpyxl.utils import get_column_letter

    table = [[harmless(cell) for cell in row] for row in (header, *rows)]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for number, column in enumerate(zip(*table, strict=True), start=1):
        width = min(_WIDEST, 2 + max(len(line) for cell in column for line in cell.split("\n")))
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(table):
        sheet.append([_cell(sheet, text, is_header=not number) for text in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: object, text: str, *, is_header: bool) -> "WriteOnlyCell":
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # a text, whatever it begins with
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_header:
        cell.font = Font(bold=True)
    return cell
