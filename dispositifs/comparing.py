"""Two to four schemes side by side: what is the same, what is not, what is not known. Pure: no request, no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from essaimage.common.typography import sort_key, typographie
from essaimage.search.presentation import lowered

FEWEST, MOST = 2, 4  # schemes that one compares


class Likeness(StrEnum):
    """How the cells of a criterion stand to one another."""

    SAME = "identique"
    PARTLY = "en-partie"
    DIFFERENT = "different"
    KNOWN_FOR_SOME = "connu-pour-certains"
    UNKNOWN = "inconnu"


@dataclass(frozen=True)
class Told:
    """One thing said of a scheme; ``source`` is whatever the caller cites it by. Compared by its words."""

    text: str
    source: object = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """What makes it the same as another: its words, without case, accents or punctuation."""
        return sort_key(self.text)[0]


Cell = Sequence[Told]


@dataclass(frozen=True)
class Criterion:
    """One criterion, with a cell for each of the schemes ``names``, in order."""

    label: str
    names: Sequence[str]
    cells: Sequence[Cell]

    @property
    def likeness(self) -> Likeness:
        known = [keys for cell in self.cells if (keys := _keys(cell))]
        if not known:
            return Likeness.UNKNOWN
        if all(keys == known[0] for keys in known):
            is_everywhere = len(known) == len(self.cells)
            return Likeness.SAME if is_everywhere else Likeness.KNOWN_FOR_SOME
        if len(known) == len(self.cells) and frozenset.intersection(*known):
            return Likeness.PARTLY
        return Likeness.DIFFERENT

    @property
    def common(self) -> list[str]:
        """What every scheme says, in the words of the first."""
        shared = frozenset.intersection(*map(_keys, self.cells))
        return [told.text for told in self.cells[0] if told.key in shared]

    @property
    def said(self) -> str:
        """How the cells stand to one another, in words: « En commun : prêt »."""
        match self.likeness:
            case Likeness.SAME:
                return "Identique" if len(self.cells) == FEWEST else "Identique pour tous"
            case Likeness.PARTLY:
                return typographie(f"En commun : {', '.join(map(lowered, self.common))}")
            case Likeness.KNOWN_FOR_SOME:
                known = sum(map(bool, self.cells))
                return f"Connu pour {known} sur {len(self.cells)}"
            case Likeness.DIFFERENT:
                return "Différent"
        return "Inconnu"

    @property
    def columns(self) -> list[tuple[str, list[tuple[Told, bool]]]]:
        """The name of each scheme and its cell: each thing, and whether it is not shared where some things are."""
        shared = frozenset.intersection(*map(_keys, self.cells))
        is_partly = self.likeness == Likeness.PARTLY
        cells = [
            [(told, is_partly and told.key not in shared) for told in cell] for cell in self.cells
        ]
        return list(zip(self.names, cells, strict=True))


@dataclass(frozen=True)
class Comparison:
    """Schemes side by side: the criteria of which something is known, and the names of the others."""

    criteria: Sequence[Criterion]
    silent: Sequence[str]

    @property
    def sentence(self) -> str:
        """How many criteria differ, in one sentence."""
        same = sum(each.likeness == Likeness.SAME for each in self.criteria)
        different = len(self.criteria) - same
        if not different:
            return "Aucune différence dans ce que disent les sources lues"
        said = f"{different}\u00a0{'différences' if different > 1 else 'différence'}"
        return f"{said}, {same}\u00a0{'points identiques' if same > 1 else 'point identique'}"


def compare(schemes: Iterable[tuple[str, Mapping[str, Cell]]]) -> Comparison:
    """Return the comparison of ``schemes``: for each its name, and what it says of each criterion, the same for all."""
    names, told = zip(*schemes, strict=True)
    criteria = [Criterion(label, names, [each[label] for each in told]) for label in told[0]]
    known = [each for each in criteria if each.likeness != Likeness.UNKNOWN]
    return Comparison(known, [each.label for each in criteria if each not in known])


def _keys(cell: Cell) -> frozenset[str]:
    return frozenset(told.key for told in cell)
