"""Files as they really come: every encoding and separator, or a refusal that says what to do."""

import datetime as dt
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from dispositifs.models import Dispositif
from essaimage.desk.tables import reading, workbooks
from essaimage.desk.tables.exporting import export_table
from essaimage.desk.tables.faults import TableError
from essaimage.desk.tables.headings import known_headings
from essaimage.desk.tables.kinds import KINDS
from essaimage.desk.tables.reading import Sheet, read_table
from tests.factories import (
    make_case,
    make_commune,
    make_departement,
    make_dispositif,
    make_nature,
)

from .helpers import (
    GOOD,
    SCHEME,
    brought,
    changed,
    csv_file,
    exported,
    faults_of,
    saved,
    tried,
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


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_each_encoding_and_separator_is_recognised(encoding, said, separator):
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""

    sheet = read(mark + csv_file(ROWS, encoding, separator))

    assert [sheet.headings, sheet.lines[0][1]] == ROWS
    assert said in sheet.notes[0]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "vide"),
        (b" \r\n\r\n", "vide"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ancien classeur Excel (.xls)"),
        (b"<!DOCTYPE html><html></html>", "page web"),
        (b"  <html>", "page web"),
        (b"{\\rtf1 x}", "traitement de texte"),
        (b"\x89PNG\r\n", "image"),
        (b"\x1f\x8b\x08", "compressé"),
        (b"PK\x03\x04 rien", "tronqué ou abîmé"),
        ("Titre;Résumé\r\nÃ©tÃ©;x".encode(), "lettres accentuées sont abîmées (ligne 2"),
        ("Titre\r\nt\ufffdte".encode(), "lettres accentuées sont abîmées"),
        ("Titre;Résumé\r\nété;è".encode("mac-roman"), "lettres accentuées ne se lisent pas"),
        (b"Titre;x\r\na\x00b;c", "pas un fichier de texte"),
        ("Titre;Résumé\r\n\ud800".encode("utf-16", "surrogatepass")[:-1], "tronqué"),
        (b'Titre;Sigle\r\n"ouvert;x\r\nb;c', "Ligne 2"),
        (b'Titre;Sigle\r\na;b\r\n"a"b;c', "Ligne 3"),
        (b"Titre|Sigle\r\na|b", "|"),
        (b"Titre\r\n" + b'"' + b"x" * 200_000 + b'"', "dépasse"),
        (b"Titre\r\n" + b"a\r\n" * 5_001, "plus de 5000 lignes"),
        (b";".join([b"Titre"] * 101), "101 colonnes"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content, expected):
    assert expected in refused(content)


def test_a_line_that_is_too_short_or_too_long_is_told():
    sheet = read(b"Titre;Sigle\r\na\r\nb;c;d\r\ne;f;\r\n;;;\r\n")

    assert sorted(line for line, _ in sheet.refused) == [2, 3]
    assert [number for number, _ in sheet.lines] == [2, 3, 4]


def test_lines_bear_the_number_that_a_spreadsheet_shows():
    sheet = read(b'Titre;Sigle\r\n"a\r\nb";c\r\n\r\nd;e\r\n')

    assert [number for number, _ in sheet.lines] == [2, 4]


# --- Workbooks -----------------------------------------------------------------------------------


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


# --- Headings and cells ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_headings_are_known_without_accents_capitals_or_order():
    make_nature("subvention")
    rows = [["natures d'appui", "ECHELLE", "ruralite", "titre", "resume"]]
    rows.append(["subvention", "Locale", "Ouvert partout", "Un appui", "Court."])

    assert brought(csv_file(rows)).created == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headings", "wrong", "proposal"),
    [
        (["Titre", "Résumer"], "pas connue", "Résumé"),
        (["Titre", "Titre"], "Deux colonnes", ""),
        (["Titre", ""], "n’a pas de titre", ""),
        (["Sigle", "Résumé"], "Ni la colonne « Code » ni la colonne « Titre »", ""),
        (["Bonjour", "Madame"], "Aucun titre de colonne n’est connu", ""),
    ],
)
def test_a_heading_that_is_unknown_twice_or_missing_is_told(headings, wrong, proposal):
    (fault, *_) = faults_of(tried(csv_file([headings, ["a", "b"]])))

    assert wrong in fault.wrong.replace("\u00a0", " ")
    assert fault.proposal == proposal


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "cell", "proposal"),
    [
        ("Terminé le", "45292", "01/01/2024"),
        ("Terminé le", "12/25/2026", "25/12/2026"),
        ("Terminé le", "31/12/26", ""),
        ("Publié le", "31/12/2026 25:00", ""),
        ("À revoir tous les (mois)", "douze", ""),
        ("À revoir tous les (mois)", "99", ""),
        ("Échelle", "nationnale", "Nationale"),
        ("Natures d’appui", "subvention, pret", "subvention ; pret"),
        ("Natures d’appui", "subvensions", "Subvention"),
        ("Page officielle", "www exemple", ""),
        ("Page officielle", "javascript:alert(1)", ""),
        ("Adresse de la page", "Avec espace", ""),
    ],
)
def test_a_wrong_cell_says_what_is_expected(header, cell, proposal):
    make_nature("subvention", label="Subvention")
    make_nature("pret", label="Prêt")
    make_dispositif(title="Un appui")

    (fault,) = faults_of(tried(csv_file(changed(exported(), 1, {header: cell}))))

    assert (fault.line, fault.column, fault.cell, fault.proposal) == (2, header, cell, proposal)


@pytest.mark.django_db
def test_a_code_that_lost_its_zero_is_found_again():
    make_commune(code="01004")
    make_departement(code="01", name="Ain")
    case = make_case(title="Un pionnier", sectors=["alimentation"])
    rows = changed(exported("pionniers"), 1, {"Commune du siège": "1004", "Départements": "1"})

    brought(csv_file(rows), "pionniers")

    case.refresh_from_db()
    assert case.head_commune.code == "01004"
    assert [row.code for row in case.departements.all()] == ["01"]


@pytest.mark.django_db
def test_a_formula_typed_by_an_editor_is_a_text_and_leaves_harmless():
    make_nature("subvention")
    brought(csv_file([[*SCHEME, "Sigle"], [*GOOD, "=1+1"]]))

    assert Dispositif.objects.get().sigle == "=1+1"
    assert b";'=1+1;" in export_table(KINDS["dispositifs"], Dispositif.objects.all(), None).csv()
