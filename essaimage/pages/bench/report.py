"""The account of the bench: one line a measure, one column a size, each beside the smallest size."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from essaimage.common.figures import number

from .queries import KINDS

Results = Mapping[
    str, float
]  # key of a measure → its value, in seconds, bytes or requests a second

_SCALES = {"s": (1, 1), "ms": (1_000, 2), "Mo": (1e-6, 0), "req/s": (1, 0), "": (1, 0)}


@dataclass(frozen=True)
class Line:
    """A line of the table: the measure ``key``, in ``unit``."""

    key: str
    label: str
    unit: str

    def cell(self, value: float | None, smallest: float | None) -> str:
        """Return what stands in a column: « 1,25 ms (× 1,3) »."""
        if value is None:
            return "–"
        factor, decimals = _SCALES[self.unit]
        said = f"{number(round(value * factor, decimals))} {self.unit}".rstrip()
        if not smallest or smallest is value:
            return said
        return f"{said} (× {number(round(value / smallest, 2 if value < smallest else 1))})"


def both(key: str, label: str) -> list[Line]:
    """Return the lines of a measure that has a median and a slow end."""
    return [
        Line(f"{key}.median", f"{label}, médiane", "ms"),
        Line(f"{key}.p95", f"{label}, p95", "ms"),
    ]


def sections() -> Iterator[tuple[str, list[Line]]]:
    """Yield the parts of the table with their lines."""
    yield (
        "Index d’un processus",
        [
            Line("partners", "partenaires", ""),
            Line("fill", "écrire le catalogue", "s"),
            Line("index.build", "construire l’index", "s"),
            Line("memory.before", "mémoire avant l’index", "Mo"),
            Line("memory.after", "mémoire après", "Mo"),
            Line("memory.served", "mémoire d’un processus qui sert", "Mo"),
        ],
    )
    yield (
        "Modification d’un autre processus, temps en plus de la réponse suivante",
        [
            Line("edit.index.median", "index, médiane", "ms"),
            Line("edit.index.worst", "index, au pire", "ms"),
            Line("edit.page.median", "page, médiane", "ms"),
            Line("edit.page.worst", "page, au pire", "ms"),
        ],
    )
    yield (
        "Travail de l’index : total, tous les décomptes, première page",
        [line for kind, label in KINDS.items() for line in both(f"index.{kind}", label)],
    )
    yield (
        "Page entière dans le processus, à froid",
        [
            *(line for kind, label in KINDS.items() for line in both(f"page.{kind}", label)),
            *both("page.gzip", "filtres, réponse compressée"),
        ],
    )
    yield (
        "Proposer une commune",
        [*both("commune.nom", "début du nom"), *both("commune.nom_faute", "avec une faute")],
    )
    yield (
        "Par HTTP, gunicorn à deux processus",
        [
            Line("http.1", "une requête à la fois", "req/s"),
            Line("http.1.p95", "une à la fois, p95", "ms"),
            Line("http.8", "huit à la fois", "req/s"),
            Line("http.8.p95", "huit à la fois, p95", "ms"),
            Line("http.8.gzip", "huit à la fois, réponse compressée", "req/s"),
            Line("http.client", "dont processeur pris par le client, par requête", "ms"),
        ],
    )


def table(results: Mapping[int, Results]) -> str:
    """Return the table of every size measured, each value with its ratio to the smallest size."""
    sizes = sorted(results)
    smallest = results[sizes[0]]
    titles = ["", *(f"N = {number(size)}" for size in sizes)]
    rows: list[Sequence[str]] = []
    for title, lines in sections():
        rows.append([title])
        for line in lines:
            cells = [
                line.cell(results[size].get(line.key), smallest.get(line.key) if at else None)
                for at, size in enumerate(sizes)
            ]
            rows.append([f"  {line.label}", *cells])
    return "\n".join(_aligned([titles, *rows]))


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield each row as a line; a row of one cell is a heading."""
    full = [row for row in rows if len(row) > 1]
    widths = [max(len(row[column]) for row in full) for column in range(len(full[0]))]
    for row in rows:
        if len(row) == 1:
            yield f"\n{row[0]}"
            continue
        label = row[0].ljust(widths[0])
        cells = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "   ".join([label, *cells]).rstrip()
