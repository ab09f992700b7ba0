"""What is wrong in a table, said so that whoever filled it finds the cell and knows what to write."""

from dataclasses import dataclass

SHOWN_CELL = 80  # letters of a cell that a fault quotes


class TableError(Exception):
    """The file as a whole cannot be read; the message is a French sentence that says what to do."""


class CellError(Exception):
    """A cell that its column does not take: what is wrong, what is expected, what was perhaps meant."""

    def __init__(self, wrong: str, expected: str = "", proposal: str = "") -> None:
        super().__init__(wrong)
        self.wrong, self.expected, self.proposal = wrong, expected, proposal


@dataclass(frozen=True)
class Fault:
    """One thing to correct. ``line`` is the number the spreadsheet shows; 1 is that of the headings."""

    line: int
    column: str
    cell: str
    wrong: str
    expected: str = ""
    proposal: str = ""

    @classmethod
    def of(cls, line: int, column: str, cell: str, error: CellError) -> "Fault":
        """Return the fault of a cell."""
        shown = cell if len(cell) <= SHOWN_CELL else f"{cell[:SHOWN_CELL]}…"
        return cls(line, column, shown, error.wrong, error.expected, error.proposal)
