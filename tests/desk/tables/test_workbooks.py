"""Workbooks, which are compressed folders: read whatever they hold, or refused without harm."""

import datetime as dt
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from essaimage.desk.tables import reading, workbooks
from essaimage.desk.tables.faults import TableError
from essaimage.desk.tables.headings import known_headings
from essaimage.desk.tables.kinds import KINDS
from essaimage.desk.tables.reading import Sheet, read_table

from .helpers import (
    csv_file,
    saved,
    xlsx_file,
)

KNOWN = known_headings(KINDS["dispositifs"])
ROWS = [["Titre", "Résumé"], ["L’été à Guéret", 'Un « résumé » ;\nsur "deux" lignes']]


def read(content: bytes) -> Sheet:
    return read_table(content, KNOWN)


def refused(content: bytes) -> str:
    with pytest.raises(TableError) as error:
        read(content)
    return str(error.value)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return a workbook with one more part."""
    file = BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(name, part)
    return file.getvalue()


def rewritten(content: bytes, name: str, change) -> bytes:
    """Return a workbook with one of its parts changed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text) if part == name else text)
    return file.getvalue()


def test_a_workbook_is_read_whatever_its_cells_hold():
    day = dt.datetime(2026, 2, 5)  # noqa: DTZ001 (a spreadsheet knows no zone)
    rows = [
        ["Un titre au-dessus", None],
        [],
        ["Titre", "À revoir tous les (mois)", "Terminé le", "Publié le", "Coût pour qui demande"],
        ["A", 12, day, day.replace(hour=9, minute=30), 0.1],
        [],
        ["B", 6.0, dt.date(2026, 2, 5), None, True],
    ]

    sheet = read(xlsx_file(rows))

    assert sheet.lines == [
        (4, ["A", "12", "05/02/2026", "05/02/2026 09:30", "0.1"]),
        (6, ["B", "6", "05/02/2026", "", "oui"]),
    ]


def test_a_computed_or_broken_cell_is_told_where_it_is():
    sheet = read(xlsx_file([["Titre", "Sigle"], ["=A1", "#N/A"], ["b", "=1+1"]]))

    assert sorted(sheet.refused) == [(2, 0), (2, 1), (3, 1)]


def test_merged_cells_are_refused():
    book = Workbook()
    book.active.append(["Titre", "Sigle"])
    book.active.append(["a", "b"])
    book.active.merge_cells("A2:A3")

    assert "fusionnées (A2:A3)" in refused(saved(book))


def test_one_sheet_is_read_hidden_ones_are_not():
    book = Workbook()
    book.active.append(["Titre", "Sigle"])
    book.active.append(["vue", "x"])
    hidden = book.create_sheet("Cachée")
    hidden.append(["Titre", "Sigle"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Notes").append(["Ce que l’on fait", "Titre", "et plus tard"])

    sheet = read(saved(book))
    book["Cachée"].sheet_state = "visible"

    assert [cells[0] for _, cells in sheet.lines] == ["vue"]
    assert any("masquée" in note for note in sheet.notes)
    assert "Deux feuilles" in refused(saved(book))


def test_a_workbook_without_a_table_is_refused():
    assert "Aucune feuille" in refused(xlsx_file([["Bonjour", "Madame"]]))
    assert "Aucune feuille" in refused(saved(Workbook()))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("mimetype", "LibreOffice"),
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "présentation"),
    ],
)
def test_what_only_looks_like_a_workbook_is_refused(name, expected):
    assert expected in refused(with_part(xlsx_file(ROWS), name, b"x"))


def test_an_external_link_is_never_followed():
    content = with_part(xlsx_file(ROWS), "xl/externalLinks/externalLink1.xml", b"<x/>")

    assert len(read(content).lines) == 1


def test_a_part_that_defines_entities_is_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'

    assert "pas été écrit par un tableur" in refused(with_part(xlsx_file(ROWS), "xl/x.xml", bomb))


def test_a_workbook_that_unpacks_without_measure_is_refused():
    content = with_part(xlsx_file(ROWS), "xl/vide.bin", b"\x00" * (workbooks.MAX_UNPACKED + 1))

    assert len(content) < 300_000
    assert "démesuré" in refused(content)


def test_a_workbook_that_lies_about_its_size_is_refused():
    content = with_part(xlsx_file(ROWS), "xl/y.xml", b"<y>" + b" " * 10_000_000 + b"</y>")
    size = (10_000_007).to_bytes(4, "little")
    assert size in content

    assert "tronqué ou abîmé" in refused(content.replace(size, (12).to_bytes(4, "little")))


def test_a_cut_workbook_is_refused():
    content = xlsx_file(ROWS)

    assert "tronqué ou abîmé" in refused(content[: len(content) // 2])
    assert "ne se lit pas" in refused(
        rewritten(content, "xl/worksheets/sheet1.xml", lambda text: text[: len(text) // 2])
    )


def test_a_million_empty_lines_are_walked_through():
    empty = b"".join(b'<row r="%d"/>' % number for number in range(3, 60_000))
    last = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>fin</t></is></c></row>'

    content = rewritten(
        xlsx_file(ROWS),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b"</sheetData>", empty + last + b"</sheetData>"),
    )

    assert [number for number, _ in read(content).lines] == [2, 1_048_576]


def test_too_many_lines_of_a_workbook_are_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "MAX_LINES", 2)

    assert "partagez" in refused(xlsx_file([["Titre"], ["a"], ["b"], ["c"]]))


def test_a_file_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 10)

    assert "Mo au plus" in refused(csv_file(ROWS))
