"""Which sheet each line is about, and what its cells say of it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from essaimage.common.content.checking import CODE as CODE_PATTERN
from essaimage.common.content.planning import Values
from essaimage.common.models import RESERVED_SLUGS, SlugRedirect
from essaimage.common.slugs import french_slug

from .bases import Bases, base_of
from .cells import same_cell, told, unharmed, value_of
from .faults import CellError, Fault
from .headings import letters_of
from .kinds import CODE, MARK, Column, Kind
from .names import Names, fold
from .reading import Sheet

CODE_LENGTH = 80


@dataclass
class Line:
    """A line of the file. ``is_new``: no sheet has its code yet."""

    number: int
    cells: dict[str, str]  # by field
    code: str = ""
    mark: str = ""
    is_new: bool = False
    values: Values = field(default_factory=dict)
    base: Values | None = None


class Lines:
    """Reads the lines of a sheet of cells. ``faults`` gathers what is wrong, in their order."""

    def __init__(self, kind: Kind, sheet: Sheet, columns: Mapping[int, Column]) -> None:
        self.kind = kind
        self.sheet = sheet
        self.columns = columns
        self.by_name = kind.by_name
        self.names = Names()
        self.faults: list[Fault] = []
        self._headings = {column.name: sheet.headings[index] for index, column in columns.items()}
        self.bases = Bases()
        self._slugs: set[str] = set()
        self._unreadable: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for (number, index), said in sheet.refused.items():
            self._unreadable[number].append((index, said))
        self._taken: dict[str, int] = {}  # codes met, with their line

    # --- Which sheet ---------------------------------------------------------------------------

    def identified(self) -> list[Line]:
        """Return the lines, each with its code; those of which nobody knows what they are are faults."""
        shelf = self.names.shelf(self.kind.label)
        self._slugs = self._taken_slugs()
        found = []
        for number, cells in self.sheet.lines:
            refused = self._refused(number)
            if any(index < 0 for index, _ in self._unreadable.get(number, ())):
                continue  # its cells may stand under other titles than theirs
            line = Line(number, {column.name: cells[i] for i, column in self.columns.items()})
            line.mark = line.cells.get(MARK, "").strip()[:16]
            try:
                self._identify(line, shelf)
                self._note(line)
            except CellError as error:
                name = CODE if CODE in line.cells and line.cells[CODE].strip() else "title"
                self.fault(line, name, error)
            else:
                if not refused:
                    found.append(line)
        # A new sheet may be named by another line: its programme, what replaces it.
        shelf.add({line.code: line.cells.get("title", "").strip() for line in found if line.is_new})
        return found

    def _refused(self, number: int) -> bool:
        """Tell the cells of a line that could not be read as they are."""
        headings = self.sheet.headings
        for index, said in self._unreadable.get(number, ()):
            known = headings[index] if 0 <= index < len(headings) else ""
            self.faults.append(
                Fault(number, known or (letters_of(index) if index >= 0 else ""), "", said)
            )
        return number in self._unreadable

    def _identify(self, line: Line, shelf) -> None:
        code = unharmed(line.cells.get(CODE, "")).strip()
        title = unharmed(line.cells.get("title", "")).strip()
        namesakes = shelf.by_name.get(fold(title), []) if title else []
        if code in shelf.names:
            line.code = code
        elif code:
            line.code, line.is_new = self._new_code(code, namesakes), True
        elif not title:
            raise CellError("La ligne n’a ni code ni titre.", "au moins un titre")
        elif len(namesakes) > 1:
            raise CellError(
                f"{len(namesakes)} fiches ont ce titre.",
                "le code de la bonne",
                ", ".join(namesakes),
            )
        elif namesakes:
            line.code = namesakes[0]
        else:
            line.code, line.is_new = self._free_code(title), True

    def _new_code(self, code: str, namesakes: list[str]) -> str:
        if not re.fullmatch(CODE_PATTERN, code) or len(code) > CODE_LENGTH:
            expected = (
                f"des lettres sans accent, des chiffres, « - » et « _ » ({CODE_LENGTH} au plus)"
            )
            raise CellError("Ce code ne peut pas en être un.", expected, french_slug(code))
        if namesakes and not self._was_known(code):
            raise CellError(
                "Aucune fiche n’a ce code, mais une autre a ce titre.",
                "le code de cette fiche, ou un autre titre",
                namesakes[0],
            )
        return code

    def _was_known(self, code: str) -> bool:
        return code in self.bases.known_codes

    def _note(self, line: Line) -> None:
        first = self._taken.setdefault(line.code, line.number)
        if first != line.number:
            raise CellError(
                f"La ligne {first} parle déjà de cette fiche.", "une seule ligne par fiche"
            )

    def _free_code(self, title: str) -> str:
        """Return the code of a new sheet; the same each time the same file is read."""
        wanted = (french_slug(title) or "fiche")[: CODE_LENGTH - 6]
        codes = self.names.shelf(self.kind.label).names
        # A second line with the same title is a fault: it must not get a code of its own.
        return next(code for code in _numbered(wanted) if code not in codes)

    # --- What it says --------------------------------------------------------------------------

    def read(self, line: Line, current: Values | None) -> bool:
        """Read the cells of ``line`` into its values and its base; whether all of them could be."""
        exported, imported = self.bases.start(line.mark, line.code)
        said: Values = {}
        is_whole = True
        for name, cell in line.cells.items():
            column = self.by_name[name]
            if column.field is None or (name == "slug" and not cell.strip()):
                continue
            try:
                said[name] = self._value(column, cell, exported, current)
            except CellError as error:
                is_whole = False
                self.fault(line, name, error)
        line.values = said
        if not line.is_new and current is not None:
            line.base = base_of(self.kind, said, current, exported, imported)
        elif line.is_new and line.code in self.bases.known_codes:
            line.base = exported or imported or said  # deleted since: it stays so
            return is_whole
        return is_whole and self._complete(line)

    def _value(self, column: Column, cell: str, exported: Values | None, current: Values | None):
        for known in (exported, current):
            if known is not None and column.name in known:
                value = known[column.name]
                if same_cell(cell, told(column, value, self.names)):
                    return value
        return value_of(column, cell, self.names)

    def _complete(self, line: Line) -> bool:
        """Whether a new sheet has all it cannot do without; gives it its address."""
        if not line.is_new:
            return True
        lacking = [
            column
            for column in self.kind.columns
            if column.is_required and column.name not in line.cells
        ]
        for column in lacking:
            self.faults.append(
                Fault(
                    line.number,
                    column.header,
                    "",
                    "Cette colonne manque, et une nouvelle fiche ne peut pas s’en passer.",
                    f"la colonne « {column.header} », remplie",
                )
            )
        if lacking:
            return False
        if not line.values.get("slug"):
            title = str(line.values.get("title") or line.code)
            slugs = _numbered(french_slug(title) or line.code)
            line.values["slug"] = next(slug for slug in slugs if slug not in self._slugs)
        self._slugs.add(str(line.values["slug"]))
        return True

    def _taken_slugs(self) -> set[str]:
        redirects = SlugRedirect.objects.filter(model_label=self.kind.label)
        return {
            *RESERVED_SLUGS,
            *self.kind.model._base_manager.values_list("slug", flat=True),
            *redirects.values_list("slug", flat=True),
        }

    def fault(self, line: Line, name: str, error: CellError) -> None:
        """Note what is wrong with the cell of a field."""
        heading = self._headings.get(name, self.by_name[name].header)
        self.faults.append(Fault.of(line.number, heading, line.cells.get(name, ""), error))


def _numbered(wanted: str) -> Iterator[str]:
    yield wanted
    for number in count(2):
        yield f"{wanted}-{number}"
