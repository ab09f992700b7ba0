"""Files as they really come: every encoding and separator, or a refusal that says what to do."""

import pytest

from essaimage.desk.tables.faults import TableError
from essaimage.desk.tables.headings import known_headings
from essaimage.desk.tables.kinds import KINDS
from essaimage.desk.tables.reading import Sheet, read_table

from .helpers import (
    csv_file,
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
