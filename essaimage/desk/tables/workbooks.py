"""From an XLSX file to its cells. A workbook is a compressed folder: everything in it is distrusted."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

from .faults import TableError
from .names import fold
from .reading import MAX_LINES, SAVE_AS, TOO_MANY_LINES, Sheet, check_width

MAX_UNPACKED = 80_000_000  # bytes
MAX_PARTS = 500
MAX_SHEETS = 20
MAX_SHEET_LINES = 1_048_576  # what a spreadsheet may hold, empty lines included
TITLES_ABOVE = 20  # lines in which the headings are looked for
_PACKAGES = (
    ("mimetype", "C’est un document LibreOffice (.ods, .odt)."),
    ("word/document.xml", "C’est un document Word."),
    ("ppt/presentation.xml", "C’est une présentation."),
)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z0-9:]{2,20})"')


def read_workbook(content: bytes, known: set[str]) -> Sheet:
    """Return the cells of the one visible sheet that has known headings; raises ``TableError``."""
    from openpyxl import load_workbook  # half a second

    try:
        _inspect(content)
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        return _only_table(book, content, known)
    except TableError:
        raise
    except Exception as error:  # openpyxl lets out whatever its reading met
        raise TableError(
            f"Le classeur ne se lit pas ({type(error).__name__}) : il est tronqué ou abîmé. {SAVE_AS}"
        ) from None


def _inspect(content: bytes) -> None:
    """Refuse what is no workbook, what runs macros, what unpacks without measure."""
    try:
        folder = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise TableError(f"Le classeur est tronqué ou abîmé. {SAVE_AS}") from None
    with folder:
        parts = folder.infolist()
        names = {part.filename for part in parts}
        for name, sentence in _PACKAGES:
            if name in names:
                raise TableError(f"{sentence} {SAVE_AS}")
        if "xl/workbook.xml" not in names:
            raise TableError(f"Ce n’est pas un classeur. {SAVE_AS}")
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise TableError(f"Le classeur contient des macros (.xlsm). {SAVE_AS}")
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise TableError(
                "Le classeur est démesuré une fois décompressé. Copiez le tableau dans un classeur neuf."
            )
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                text = folder.read(part)
                if (
                    b"<!DOCTYPE" in text
                    or b"<!ENTITY" in text
                    or text.startswith((b"\xff\xfe", b"\xfe\xff"))
                ):
                    raise TableError(f"Le classeur n’a pas été écrit par un tableur. {SAVE_AS}")


def _only_table(book, content: bytes, known: set[str]) -> Sheet:
    found: list[tuple[str, Sheet]] = []
    hidden: list[str] = []
    for tab in book.worksheets[:MAX_SHEETS]:
        tab.reset_dimensions()  # what a file says of its own size is not what it holds
        heading_line = _heading_line(tab, known)
        if not heading_line:
            continue
        if tab.sheet_state != "visible":
            hidden.append(tab.title)
            continue
        if found:
            raise TableError(
                f"Deux feuilles ont des colonnes connues : « {found[0][0]} » et « {tab.title} ». "
                "Gardez une seule feuille par fichier."
            )
        _refuse_merged(tab, content)
        found.append((tab.title, _cells(tab, heading_line)))
    if not found:
        about = f" La feuille masquée « {hidden[0]} » en a : affichez-la." if hidden else ""
        raise TableError(
            "Aucune feuille du classeur n’a de colonne connue sur l’une de ses premières lignes. "
            f"Partez du modèle, ou d’un export.{about}"
        )
    title, sheet = found[0]
    sheet.notes.append(f"Lu dans la feuille « {title} » du classeur.")
    if hidden:
        sheet.notes.append(f"La feuille masquée « {hidden[0]} » n’a pas été lue.")
    return sheet


def _heading_line(tab, known: set[str]) -> int:
    """Return the number of the first line with a known heading; 0 when there is none."""
    for number, cells in enumerate(tab.iter_rows(max_row=TITLES_ABOVE, values_only=True), 1):
        filled = [fold(str(cell)) for cell in cells if cell is not None]
        # The sheet of explanations names one column per line: it is not a table of sheets.
        if filled and 2 * sum(cell in known for cell in filled) >= len(filled):
            return number
    return 0


def _refuse_merged(tab, content: bytes) -> None:
    """Refuse merged cells: only the first of them holds the value, the others would read as empty."""
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        merged = _MERGED.findall(folder.read(tab._worksheet_path))
    if merged:
        places = ", ".join(place.decode() for place in merged[:5])
        raise TableError(
            f"Des cellules sont fusionnées ({places}) : séparez-les, une valeur par case."
        )


def _cells(tab, heading_line: int) -> Sheet:
    sheet = Sheet([], heading_line=heading_line)
    for number, row in enumerate(tab.iter_rows(min_row=heading_line), heading_line):
        if number > MAX_SHEET_LINES:
            break
        texts = [_text(cell, sheet, number, index) for index, cell in enumerate(row)]
        if not any(texts):
            continue
        if number == heading_line:
            while texts and not texts[-1]:
                texts.pop()
            check_width(texts)
            sheet.headings = texts
            continue
        if len(sheet.lines) == MAX_LINES:
            raise TableError(TOO_MANY_LINES)
        width = len(sheet.headings)
        if any(texts[width:]):
            sheet.refused[number, -1] = "Une case est remplie à droite de la dernière colonne."
        sheet.lines.append((number, (texts + [""] * width)[:width]))
    return sheet


def _text(cell, sheet: Sheet, line: int, column: int) -> str:
    """Return what a cell shows, as text. A computed or broken cell is refused where it stands."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        sheet.refused[line, column] = "La case est calculée : collez-y sa valeur (collage spécial)."
        return str(value)
    if cell.data_type == "e":
        sheet.refused[line, column] = f"La case contient une erreur du tableur, {value}."
        return str(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.datetime):
        # A day is midnight; a spreadsheet counts hours in fractions of days, never to the microsecond.
        value = (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)
        return f"{value:%d/%m/%Y %H:%M:%S}".removesuffix(" 00:00:00").removesuffix(":00")
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    # How the format writes the half of a line end that XML would drop.
    return str(value).replace("_x000D_", "\r").strip()
