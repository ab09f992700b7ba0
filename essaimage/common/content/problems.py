"""What is wrong with a fixture, said so that its author finds the place."""

from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 20  # problems told at once: more would hide the first ones


@dataclass(frozen=True)
class Place:
    """Where an object or a value is written; what is not known is left empty."""

    file: str = ""
    line: int = 0
    model: str = ""
    code: str = ""
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [
            self.file,
            f"ligne {self.line}" if self.line else "",
            f"{self.model} « {self.code} »" if self.code else self.model,
        ]
        if self.fields:
            names = ", ".join(f"« {name} »" for name in self.fields)
            parts.append(f"{'champ' if len(self.fields) == 1 else 'champs'} {names}")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Problem:
    """One thing to correct, in a French sentence."""

    place: Place
    sentence: str

    def __str__(self) -> str:
        place = str(self.place)
        return f"{place} : {self.sentence}" if place else self.sentence


class ContentError(Exception):
    """The content cannot be taken as it is; nothing was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        left = len(self.problems) - SHOWN
        if left > 0:
            lines.append(f"… et {left} autre{'s' if left > 1 else ''}.")
        return "\n".join(lines)
