"""The files that help to correct: what is wrong as a table, and the file itself with one more column."""

from essaimage.common.spreadsheets import csv_of, xlsx_of
from essaimage.common.typography import typographie

from .faults import Fault
from .headings import TO_CORRECT, known_headings
from .kinds import Kind
from .names import fold
from .reading import read_table
from .report import FAULT_HEADERS


def fault_list(faults: list[Fault]) -> bytes:
    """Return what is to be corrected as CSV, one line per cell."""
    rows = [
        [str(fault.line), fault.column, fault.cell, *map(typographie, _sentences(fault))]
        for fault in faults
    ]
    return csv_of(FAULT_HEADERS, rows)


def annotated(kind: Kind, content: bytes, faults: list[Fault]) -> tuple[bytes, str]:
    """Return the file with a first column that says what to correct, and its ending.

    The column is not read when the file comes back: it may stay there.
    """
    sheet = read_table(content, known_headings(kind))
    told: dict[int, list[str]] = {}
    for fault in faults:
        where = f"{fault.column} : " if fault.column else ""
        told.setdefault(fault.line, []).append(where + " ".join(filter(None, _sentences(fault))))
    kept = [i for i, heading in enumerate(sheet.headings) if fold(heading) != fold(TO_CORRECT)]
    header = [TO_CORRECT, *(sheet.headings[i] for i in kept)]
    rows = [
        [typographie("\n".join(told.get(line, []))), *(cells[i] for i in kept)]
        for line, cells in sheet.lines
    ]
    if content.startswith(b"PK"):
        return xlsx_of(kind.title, header, rows), "xlsx"
    return csv_of(header, rows), "csv"


def _sentences(fault: Fault) -> tuple[str, str, str]:
    expected = f"Attendu : {fault.expected}." if fault.expected else ""
    proposal = f"Vouliez-vous dire « {fault.proposal} » ?" if fault.proposal else ""
    return fault.wrong, expected, proposal
