"""From the bytes of a file to the rows of a list; whatever is not whole and clean is refused whole.

Refused, in French: empty, too large, a web page, not UTF-8, letters lost, a line cut, a column missing,
a commune twice. CSV (``,`` ``;`` or tabulation) and .xlsx are read.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from .zonage_lists import CODE_COLUMNS, BadList, Entry, OfficialList, Row, heading

MAX_BYTES = 30_000_000
MAX_UNPACKED = 200_000_000  # of a spreadsheet, which is a compressed folder
MAX_CELL = 20_000  # characters
MAX_ROWS = 200_000  # of a spreadsheet, empty ones included: there are 35 000 communes
_CODE = re.compile(r"\d[0-9AB]\d{3}", re.ASCII)
_WEB_PAGE = re.compile(r"\s*<(!doctype|html|\?xml|head|body)", re.IGNORECASE)
# What « é », « è », « à » become when UTF-8 was read as Windows-1252, then written again.
_BROKEN = re.compile("Ã[©¨ª«§¢®´¹»]|Ã |â€™")


def read_entries(
    content: bytes, official: OfficialList, *, is_whole: bool = False
) -> dict[str, Entry]:
    """Return what the list says of each code it names; raises ``BadList``.

    ``is_whole``: the length of the file is vouched for, so that a last line without its end is none
    the worse.
    """
    rows = list(read_rows(content, is_whole=is_whole))
    if not rows:
        raise BadList("le fichier n’a aucune ligne sous ses titres.")
    code_column = _column(rows[0][1], CODE_COLUMNS)
    others = {names[0]: _column(rows[0][1], names) for names in official.columns}
    entries: dict[str, Entry] = {}
    for number, row in rows:
        code = _code(row[code_column], number)
        if code in entries and not official.several_rows:
            raise BadList(f"la commune {code} s’y trouve deux fois (ligne {number}).")
        named = {**row, **{name: row[column] for name, column in others.items()}}
        try:
            entry = official.read(named)
        except BadList as error:
            raise BadList(f"ligne {number} : {error}") from None
        if entry is not None:
            entries.setdefault(code, entry)
    return entries


def read_rows(content: bytes, *, is_whole: bool = False) -> Iterator[tuple[int, Row]]:
    """Yield the number of each line and its cells under their headings; raises ``BadList``."""
    if not content.strip():
        raise BadList("le fichier est vide.")
    if len(content) > MAX_BYTES:
        raise BadList(f"le fichier dépasse {MAX_BYTES // 1_000_000} Mo.")
    if content.startswith(b"PK\x03\x04"):
        return _spreadsheet_rows(content)
    return _csv_rows(_text(content), is_whole=is_whole)


def _code(written: str, number: int) -> str:
    """Return an INSEE code; a spreadsheet drops the zero that some begin with."""
    code = written.strip().upper().removesuffix(".0")
    code = code.zfill(5) if code.isascii() and code.isdigit() else code
    if not _CODE.fullmatch(code):
        raise BadList(f"« {written[:40]} » (ligne {number}) n’est pas un code de commune.")
    return code


def _column(row: Row, names: tuple[str, ...]) -> str:
    for name in names:
        if name in row:
            return name
    raise BadList(
        f"la colonne « {names[0]} » manque. Colonnes trouvées : {', '.join(list(row)[:12]) or 'aucune'}."
    )


def _once(headings: list[str]) -> list[str]:
    """Return the headings; raises ``BadList`` when two columns have one name."""
    twice = [name for name, count in Counter(headings).items() if name and count > 1]
    if twice:
        raise BadList(f"deux colonnes s’appellent « {twice[0][:40]} ».")
    return headings


# --- CSV ---------------------------------------------------------------------------------------


def _text(content: bytes) -> str:
    if _WEB_PAGE.match(content[:300].decode("latin-1")):
        raise BadList("c’est une page web, pas une liste.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadList(f"le fichier n’est pas écrit en UTF-8 (ligne {line}).") from None
    if "\x00" in text:
        raise BadList("ce n’est pas un fichier de texte.")
    if "\ufffd" in text or _BROKEN.search(text):
        raise BadList("des lettres accentuées y sont abîmées : le fichier a été mal converti.")
    return text


def _csv_rows(text: str, *, is_whole: bool) -> Iterator[tuple[int, Row]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        headings = _once([heading(cell) for cell in next(reader)])
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(headings):
                raise BadList(
                    f"la ligne {reader.line_num} a {len(cells)} colonnes au lieu de {len(headings)} : "
                    "le fichier est tronqué ou abîmé."
                )
            yield reader.line_num, dict(zip(headings, cells, strict=True))
    except (csv.Error, StopIteration) as error:
        raise BadList(f"le fichier est tronqué ou abîmé ({error}).") from None
    if not is_whole and not text.endswith(("\n", "\r")):
        raise BadList(
            "la dernière ligne n’est pas finie : le fichier est sans doute tronqué. "
            "S’il est entier, ajoutez-lui une fin de ligne."
        )


# --- Spreadsheets ------------------------------------------------------------------------------


def _spreadsheet_rows(content: bytes) -> Iterator[tuple[int, Row]]:
    """Read the first sheet that has a column of INSEE codes; titles may stand above its headings."""
    from openpyxl import load_workbook  # half a second: only for who imports a spreadsheet

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            unpacked = sum(entry.file_size for entry in folder.infolist())
        if unpacked > MAX_UNPACKED:
            raise BadList("le classeur est démesuré une fois décompressé.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size is not what it holds
            headings: list[str] = []
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                if number > MAX_ROWS:
                    raise BadList("le classeur a trop de lignes : enregistrez la liste en CSV.")
                if headings and any(cell is not None for cell in cells):
                    yield number, _cells(headings, cells)
                elif not headings and number <= 20:
                    found = [heading(cell) if cell is not None else "" for cell in cells]
                    headings = _once(found) if set(found) & set(CODE_COLUMNS) else []
            if headings:
                return
    except BadList:
        raise
    except Exception as error:  # openpyxl lets out whatever its reading met
        raise BadList(
            f"le classeur ne se lit pas ({type(error).__name__}) : il est tronqué ou abîmé."
        ) from None
    raise BadList(
        "aucune feuille du classeur n’a de colonne de codes de communes : enregistrez la liste en CSV."
    )


def _cells(headings: list[str], cells: tuple) -> Row:
    written = ["" if cell is None else str(cell)[:MAX_CELL] for cell in cells]
    missing = [""] * (len(headings) - len(written))  # a row ends at its last cell that is filled
    return dict(zip(headings, written + missing, strict=False))
