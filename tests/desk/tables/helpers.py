"""Files as editors would send them, and what the pages say of them."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from openpyxl import Workbook

from essaimage.desk.tables.exporting import export_table
from essaimage.desk.tables.faults import Fault
from essaimage.desk.tables.kinds import KINDS
from essaimage.desk.tables.models import ImportRun, unpacked
from essaimage.desk.tables.report import faults_in
from essaimage.desk.tables.running import confirm, try_table

SCHEME = ("Titre", "Résumé", "Échelle", "Ruralité", "Natures d’appui")
GOOD = ("Appui de terrain", "Un appui.", "Nationale", "Ouvert partout", "subvention")


def csv_file(rows: Iterable[Sequence[str]], encoding: str = "utf-8", separator: str = ";") -> bytes:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_file(rows: Iterable[Sequence[object]], title: str = "Feuille1") -> bytes:
    """Return rows as a workbook of one sheet."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook as a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def exported(slug: str = "dispositifs", user=None) -> list[list[str]]:
    """Return the headings and the lines of an export."""
    kind = KINDS[slug]
    table = export_table(kind, kind.model.objects.order_by("title"), user)
    return [table.header, *table.rows]


def changed(table: list[list[str]], line: int, cells: dict[str, str]) -> list[list[str]]:
    """Return ``table`` with cells changed on a line (1 is the first under the headings)."""
    rows = [list(row) for row in table]
    for header, value in cells.items():
        rows[line][rows[0].index(header)] = value
    return rows


def tried(content: bytes, slug: str = "dispositifs", user=None, name: str = "t.csv") -> ImportRun:
    """Return the trial of a file."""
    return try_table(KINDS[slug], content, name, user)


def brought(content: bytes, slug: str = "dispositifs", user=None) -> ImportRun:
    """Return a file that was tried without fault, then confirmed."""
    run = tried(content, slug, user)
    assert not faults_of(run), faults_of(run)
    return confirm(run, user)


def faults_of(run: ImportRun) -> list[Fault]:
    """Return what is wrong in a file that was tried."""
    return faults_in(unpacked(run.report))


def entries_of(run: ImportRun) -> list[dict]:
    """Return what becomes of each line that does something."""
    return unpacked(run.report)["entries"]


def send(
    client, content: bytes, name: str = "tableau.csv", slug: str = "dispositifs"
) -> HttpResponse:
    """Send a file from the page, and follow to what it would do."""
    return client.post(
        f"/admin/tableaux/{slug}/importer/",
        {"fichier": SimpleUploadedFile(name, content)},
        follow=True,
    )
