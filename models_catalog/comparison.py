"""The comparison of models, criterion by criterion. Pure: rows in, table out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .models import Criterion, NetworkModel, Trait


@dataclass(frozen=True)
class Cell:
    """What a model is by a criterion; ``same_as`` is the model before it that is just the same."""

    model: NetworkModel
    trait: Trait | None
    same_as: NetworkModel | None = None


@dataclass(frozen=True)
class ComparisonRow:
    """A criterion and one cell per model, in the order of the columns."""

    criterion: Criterion
    cells: Sequence[Cell]

    @property
    def is_same(self) -> bool:
        """Whether every model gives the same answer."""
        return len(self.cells) > 1 and all(cell.same_as for cell in self.cells[1:])


@dataclass(frozen=True)
class Comparison:
    """The rows that say something of the models, and those that are shown."""

    rows: Sequence[ComparisonRow]
    only_differences: bool = False

    @property
    def shown(self) -> list[ComparisonRow]:
        """The rows, without those where every model is the same when so asked."""
        return [row for row in self.rows if not (self.only_differences and row.is_same)]

    @property
    def hidden(self) -> int:
        """How many rows are not shown."""
        return len(self.rows) - len(self.shown)

    @property
    def has_equals(self) -> bool:
        """Whether two cells of a row shown are the same: the page then says how it marks them."""
        return any(cell.same_as for row in self.shown for cell in row.cells)


def compare(
    criteria: Iterable[Criterion], models: Sequence[NetworkModel], traits: Iterable[Trait]
) -> list[ComparisonRow]:
    """Return the table; a criterion that says nothing of these models is left out."""
    by_cell = {(trait.criterion_id, trait.model_id): trait for trait in traits}
    rows = [_row(criterion, models, by_cell) for criterion in criteria]
    return [row for row in rows if any(cell.trait for cell in row.cells)]


def _row(
    criterion: Criterion,
    models: Sequence[NetworkModel],
    by_cell: dict[tuple[int, int], Trait],
) -> ComparisonRow:
    first_to_say: dict[str, NetworkModel] = {}
    cells = []
    for model in models:
        trait = by_cell.get((criterion.pk, model.pk))
        same_as = first_to_say.get(_said(trait)) if trait else None
        if trait and same_as is None:
            first_to_say[_said(trait)] = model
        cells.append(Cell(model, trait, same_as))
    return ComparisonRow(criterion, cells)


def _said(trait: Trait) -> str:
    """The answer without what does not change its meaning: spaces, case and final stop."""
    return " ".join(trait.value.split()).rstrip(" .").casefold()
