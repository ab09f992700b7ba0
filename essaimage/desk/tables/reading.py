"""From the bytes of a file to its cells: what it is, in which letters it is written, what parts its columns.

Recognised: CSV with ``;``, ``,`` or tabulations, in UTF-8 (with or without its mark), UTF-16 or
Windows-1252; XLSX. Anything else is refused with what to do about it.
"""

import csv
import io
import re
from dataclasses import dataclass, field

from .faults import TableError

MAX_BYTES = 20_000_000
MAX_LINES = 5_000
MAX_COLUMNS = 100
MAX_CELL = 110_000  # letters: a little more than the longest text of a sheet
SEPARATORS = {";": "des points-virgules", ",": "des virgules", "\t": "des tabulations"}
TOO_MANY_LINES = (
    f"Le fichier a plus de {MAX_LINES} lignes : partagez-le en plusieurs fichiers, chacun avec ses "
    "titres de colonnes."
)
# What « é », « è », « à », « ’ » become when UTF-8 was read as Windows-1252, then written again.
_BROKEN = re.compile("Ã[©¨ª«§¢®´¹»]|Ã\u00a0|â€™|\ufffd")
_WEB_PAGE = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|head|body)", re.IGNORECASE)
_BEGINNINGS = (
    (b"%PDF", "C’est un document PDF."),
    (
        b"\xd0\xcf\x11\xe0",
        "C’est un ancien classeur Excel (.xls), ou un classeur protégé par un mot de passe.",
    ),
    (b"{\\rtf", "C’est un document de traitement de texte."),
    (b"\x89PNG", "C’est une image."),
    (b"\xff\xd8\xff", "C’est une image."),
    (b"GIF8", "C’est une image."),
    (b"\x1f\x8b", "C’est un fichier compressé."),
    (b"7z\xbc\xaf", "C’est un fichier compressé."),
)
SAVE_AS = "Ouvrez-le dans votre tableur, puis enregistrez-le au format « Classeur Excel (.xlsx) » ou « CSV UTF-8 »."


@dataclass
class Sheet:
    """The cells of a table. A line bears the number that the spreadsheet shows for it."""

    headings: list[str]
    lines: list[tuple[int, list[str]]] = field(default_factory=list)
    heading_line: int = 1
    notes: list[str] = field(default_factory=list)  # how it was read, in French
    refused: dict[tuple[int, int], str] = field(default_factory=dict)  # (line, column index) → why


def read_table(content: bytes, known: set[str]) -> Sheet:
    """Return the cells of a file; ``known`` are the folded headings that tell a table from a note.

    Raises ``TableError``.
    """
    if not content.strip():
        raise TableError("Le fichier est vide.")
    if len(content) > MAX_BYTES:
        raise TableError(too_large(len(content)))
    for beginning, sentence in _BEGINNINGS:
        if content.startswith(beginning):
            raise TableError(f"{sentence} {SAVE_AS}")
    if content.startswith(b"PK"):
        from .workbooks import read_workbook  # openpyxl: only for who brings a workbook

        return read_workbook(content, known)
    if _WEB_PAGE.match(content[:300]):
        raise TableError(f"C’est une page web, pas un tableau. {SAVE_AS}")
    return read_csv(content, known)


def too_large(size: int) -> str:
    """Say that a file of ``size`` bytes is too large."""
    limit = MAX_BYTES // 1_000_000
    return (
        f"Le fichier pèse {size / 1_000_000:.0f} Mo ; {limit} Mo au plus sont acceptés. "
        "Partagez-le en plusieurs fichiers, chacun avec ses titres de colonnes."
    )


def read_csv(content: bytes, known: set[str]) -> Sheet:
    """Return the cells of a CSV file; raises ``TableError``."""
    text, letters = decoded(content)
    broken = _BROKEN.search(text)
    if broken:
        line = text.count("\n", 0, broken.start()) + 1
        raise TableError(
            f"Des lettres accentuées sont abîmées (ligne {line} : « {broken[0]} ») : le fichier a été "
            "mal converti. Repartez de l’original et enregistrez-le en « CSV UTF-8 »."
        )
    if "\x00" in text:
        raise TableError(f"Ce n’est pas un fichier de texte. {SAVE_AS}")
    separator = _separator(text, known)
    sheet = _cells(text, separator)
    sheet.notes.append(f"Lu comme du CSV, en {letters}, avec {SEPARATORS[separator]}.")
    return sheet


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text, and how its letters are written; raises ``TableError``."""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if content.startswith(mark):
            try:
                return content.decode(encoding), "UTF-16" if encoding == "utf-16" else "UTF-8"
            except UnicodeDecodeError:
                raise TableError(f"Le fichier est tronqué ou abîmé. {SAVE_AS}") from None
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    if b"\x00" in content:
        raise TableError(f"Ce n’est pas un fichier de texte. {SAVE_AS}")
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    # « Ž » for « é », « ˆ » for « à »: the letters of old Macintoshes.
    if not text or re.search("[a-z]Ž|Ž[a-z]|[\x01-\x08]", text):
        raise TableError(
            f"Les lettres accentuées ne se lisent pas (ligne {line}). "
            "Enregistrez le fichier en « CSV UTF-8 », ou au format .xlsx."
        )
    return text, "Windows-1252"


def _separator(text: str, known: set[str]) -> str:
    """Return what parts the columns: what makes the most known headings."""
    from .names import fold

    first = next((line for line in text.splitlines() if line.strip(' ;,\t"')), "")
    scores = {}
    for separator in SEPARATORS:
        try:
            cells = next(csv.reader([first], delimiter=separator), [])
        except csv.Error:
            cells = []
        scores[separator] = (sum(fold(cell) in known for cell in cells), len(cells))
    best = max(scores, key=lambda each: scores[each])
    if "|" in first and scores[best][0] == 0:
        raise TableError(
            "Les colonnes sont séparées par « | ». Séparez-les par « ; », « , » ou des tabulations."
        )
    return best


def _cells(text: str, separator: str) -> Sheet:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    sheet = Sheet([])
    start = 1  # line of the file; a spreadsheet counts cells of several lines as one
    try:
        for line, cells in enumerate(reader, 1):
            start = reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not sheet.headings:
                sheet.headings = [cell.strip() for cell in cells]
                sheet.heading_line = line
                check_width(sheet.headings)
                continue
            if len(sheet.lines) == MAX_LINES:
                raise TableError(TOO_MANY_LINES)
            sheet.lines.append((line, _squared(cells, sheet, line)))
    except csv.Error as error:
        raise TableError(_said(error, start)) from None
    return sheet


def check_width(headings: list[str]) -> None:
    """Refuse a table that is too wide to be one of ours."""
    if len(headings) > MAX_COLUMNS:
        raise TableError(
            f"Le tableau a {len(headings)} colonnes ; {MAX_COLUMNS} au plus sont lues."
        )


def _squared(cells: list[str], sheet: Sheet, line: int) -> list[str]:
    """Return a line as wide as the headings; one that is not was cut, or bears a stray separator."""
    width = len(sheet.headings)
    extra = [cell for cell in cells[width:] if cell.strip()]
    if extra or len(cells) < width:
        sheet.refused[line, -1] = (
            f"La ligne a {len(cells)} case{'s' if len(cells) > 1 else ''} au lieu de {width} : il manque "
            "un séparateur, ou un texte qui en contient n’est pas entre guillemets."
        )
    return (cells + [""] * width)[:width]


def _said(error: csv.Error, line: int) -> str:
    message = str(error)
    if "field larger" in message:
        return (
            f"Ligne {line} : une case dépasse {MAX_CELL} caractères. Un guillemet ('\"') est sans doute "
            "resté ouvert."
        )
    if "unexpected end of data" in message or "expected after" in message:
        return (
            f"Ligne {line} : un guillemet ('\"') est ouvert et mal refermé. Doublez ceux qui font partie "
            "du texte ('\"\"'), ou enregistrez au format .xlsx."
        )
    return f"Ligne {line} : le fichier est tronqué ou abîmé."
