"""The empty table to fill, with a sheet that explains each column."""

from io import BytesIO

from django.db import models

from essaimage.common.content.layout import content_models, is_link, is_links, target_label
from essaimage.common.models import Fiche, Reference
from essaimage.common.spreadsheets import csv_of, harmless
from essaimage.common.typography import typographie

from .kinds import CODE, MARK, Column, Kind
from .names import Names

EXPLANATIONS = "Mode d’emploi"
INTRODUCTION = (
    "Une ligne par fiche. Gardez les titres des colonnes ; leur ordre est libre, et une colonne dont vous "
    "ne vous servez pas peut être retirée : ce qu’elle dirait reste comme il est sur le site.",
    "Une case vide vide le champ, si la ligne vient d’un export. Une ligne sans repère complète ce qui est "
    "vide et ne remplace rien.",
    "Une nouvelle fiche entre en brouillon. Les faits sourcés, les montants, les conditions, les territoires "
    "couverts, les périodes, les partenaires d’un dispositif, le parcours et les chiffres d’un pionnier "
    "s’écrivent ensuite sur la fiche : chacun demande sa source.",
    "Rien n’est écrit à l’envoi du fichier : le site montre d’abord, ligne par ligne, ce qui changera.",
)
FIXED = {
    CODE: (
        "Ne le changez pas : il dit de quelle fiche parle la ligne. Vide pour une nouvelle fiche, qui en "
        "reçoit un tiré de son titre."
    ),
    MARK: (
        "Ne le changez pas : il dit de quel export vient la ligne, donc ce que vous avez changé. Vide pour "
        "une nouvelle fiche."
    ),
}
SEVERAL = "plusieurs valeurs séparées par « ; »"
LISTED = 20  # values that the explanation names


def template_csv(kind: Kind) -> bytes:
    """Return the headings alone."""
    return csv_of(_headings(kind), [])


def template_xlsx(kind: Kind) -> bytes:
    """Return a workbook: the headings to write under, and what each column takes."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = kind.title
    sheet.append(_headings(kind))
    sheet.freeze_panes = "B2"
    for index, cell in enumerate(sheet[1], 1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = max(14, len(cell.value) + 3)
        # As text: codes keep their zeros, nothing becomes a date behind one's back.
        sheet.column_dimensions[get_column_letter(index)].number_format = "@"
    about = book.create_sheet(EXPLANATIONS)
    for sentence in INTRODUCTION:
        about.append([typographie(sentence)])
        about.merge_cells(
            start_row=about.max_row, end_row=about.max_row, start_column=1, end_column=3
        )
        about.row_dimensions[about.max_row].height = 32
    about.append([])
    about.append(["Colonne", "Pour une nouvelle fiche", "Ce qu’on y écrit"])
    for cell in about[about.max_row]:
        cell.font = Font(bold=True)
    for row in explained(kind):
        about.append([harmless(text) for text in row])
    for letter, width in (("A", 34), ("B", 24), ("C", 100)):
        about.column_dimensions[letter].width = width
    for row in about.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def explained(kind: Kind) -> list[list[str]]:
    """Return, for each column, its title, whether a new sheet needs it, and what it takes."""
    names = Names()
    rows = []
    for column in kind.columns:
        need = "obligatoire" if column.is_required else "facultatif"
        said = about(column, names)
        if column.name not in (CODE, MARK, "slug") and column.field and column.field.help_text:
            said = f"{said}. {column.field.help_text}" if said else str(column.field.help_text)
        rows.append([column.header, need, typographie(said)])
    return rows


def about(column: Column, names: Names) -> str:
    """Say what the cells of a column take."""
    field = column.field
    if column.name in FIXED:
        return FIXED[column.name]
    if column.name == "slug":
        return "La fin de l’adresse de la page. Vide : tirée du titre."
    if is_link(field) or is_links(field):
        return _rows(field, names)
    if field.choices:
        return f"L’un de ces choix : {', '.join(str(label) for _, label in field.flatchoices)}"
    if isinstance(field, models.BooleanField):
        return "oui ou non"
    if isinstance(field, models.DateTimeField):
        return "Une date et une heure, comme 31/12/2026 09:30"
    if isinstance(field, models.DateField):
        return "Une date comme 31/12/2026"
    if isinstance(field, models.IntegerField):
        return "Un nombre entier"
    if isinstance(field, models.URLField):
        return "Une adresse entière, qui commence par https://"
    return f"{field.max_length} caractères au plus" if field.max_length else "Du texte"


def _rows(field: models.Field, names: Names) -> str:
    shelf = names.shelf(target_label(field))
    several = f"{SEVERAL[:1].upper()}{SEVERAL[1:]}" if is_links(field) else "Une seule valeur"
    target = content_models()[target_label(field)]
    if issubclass(target, Reference) or (issubclass(target, Fiche) and len(shelf.names) <= LISTED):
        return f"{several}, parmi : {' ; '.join(list(shelf.names.values())[:LISTED])}"
    if issubclass(target, Fiche):
        return f"{several} : le titre ou le code d’une fiche ({shelf.plural})"
    return f"{several} : le nom ou le code officiel ({shelf.plural})"


def _headings(kind: Kind) -> list[str]:
    return [column.header for column in kind.columns]
