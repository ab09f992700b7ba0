"""Which column of a file is which field: by its title, whatever its accents and capitals, or by its name."""

from .faults import Fault
from .kinds import CODE, Column, Kind
from .names import fold, nearest
from .reading import Sheet

TO_CORRECT = "À corriger"  # the column that a report adds; read as if it were not there


def known_headings(kind: Kind) -> set[str]:
    """Return the folded titles by which a table of ``kind`` is recognised."""
    return {fold(column.header) for column in kind.columns}


def columns_of(kind: Kind, sheet: Sheet) -> tuple[dict[int, Column], list[Fault]]:
    """Return the column at each index of the file, and what is wrong with its headings."""
    by_name = {fold(column.header): column for column in kind.columns}
    by_name |= {fold(column.name): column for column in kind.columns if column.field}
    found: dict[int, Column] = {}
    faults: list[Fault] = []
    for index, heading in enumerate(sheet.headings):
        column = by_name.get(fold(heading))
        fault = _wrong(kind, sheet, index, heading, column, found)
        if fault:
            faults.append(fault)
        elif column:
            found[index] = column
    if not found:
        return {}, [_nothing_known(kind, sheet)]
    if not {"title", CODE} & {column.name for column in found.values()}:
        faults.append(
            Fault(
                sheet.heading_line,
                "Titre",
                "",
                "Ni la colonne « Code » ni la colonne « Titre » ne s’y trouvent : rien ne dit de quelle "
                "fiche parle chaque ligne.",
                "l’une des deux au moins",
            )
        )
    return found, faults


def _wrong(
    kind: Kind,
    sheet: Sheet,
    index: int,
    heading: str,
    column: Column | None,
    found: dict[int, Column],
) -> Fault | None:
    """Return what is wrong with one heading."""
    line = sheet.heading_line
    if not heading:
        filled = next((number for number, cells in sheet.lines if cells[index].strip()), 0)
        if not filled:
            return None
        wrong = (
            f"La colonne {letters_of(index)} n’a pas de titre, et la ligne {filled} y est remplie."
        )
        return Fault(line, letters_of(index), "", wrong, "le titre de cette colonne")
    if column is None and fold(heading) != fold(TO_CORRECT):
        missing = [each.header for each in kind.columns if each not in found.values()]
        return Fault(
            line,
            heading[:80],
            heading[:80],
            "Cette colonne n’est pas connue.",
            "un titre du modèle ; retirez la colonne si elle ne sert qu’à vous",
            nearest(heading, missing),
        )
    if column in found.values():
        wrong = "Deux colonnes ont ce titre : on ne sait pas laquelle lire."
        return Fault(line, heading[:80], heading[:80], wrong, "une seule colonne de ce nom")
    return None


def _nothing_known(kind: Kind, sheet: Sheet) -> Fault:
    first = (
        "Aucun titre de colonne n’est connu." if sheet.headings else "Le fichier n’a aucune ligne."
    )
    expected = f"sur la première ligne : {', '.join(column.header for column in kind.columns[:6])}…"
    return Fault(sheet.heading_line, "", ", ".join(sheet.headings)[:80], first, expected)


def letters_of(index: int) -> str:
    """Return the letters that a spreadsheet shows above a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
