"""Which code a name stands for, and the reverse: references by label, sheets by title, places by name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

from essaimage.common.content.layout import content_models
from essaimage.common.typography import without_accents

from .faults import CellError

NAMED_BY = ("title", "label", "name")  # what says a row, by model
LISTED = 12  # choices that a fault names; beyond, it says where they are
PROPOSED = 200  # faults that get a proposal: comparing with 35 000 communes takes its time
_WITH_CODE = re.compile(r"(?:.*\()?\s*([A-Za-z0-9_-]+)\s*\)?")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return ``text`` as two people write it alike: no accent, no case, no punctuation."""
    return re.sub(r"[^0-9a-z]+", " ", without_accents(text).lower()).strip()


def nearest(written: str, candidates: Iterable[str]) -> str:
    """Return what was perhaps meant; empty when nothing is near."""
    names = list(candidates)
    found = process.extractOne(
        fold(written), [fold(name) for name in names], scorer=fuzz.WRatio, score_cutoff=72
    )
    return names[found[2]] if found else ""


class Shelf:
    """The rows of one model: what each is called, and who is meant by a name."""

    def __init__(self, label: str) -> None:
        model = content_models()[label]
        fields = {field.name for field in model._meta.concrete_fields}
        field = next(name for name in NAMED_BY if name in fields)
        self.name = str(model._meta.verbose_name)
        self.plural = str(model._meta.verbose_name_plural)
        self.label = label
        self.names: dict[str, str] = dict(model._base_manager.values_list("code", field))

    def add(self, rows: dict[str, str]) -> None:
        """Add rows that are about to be created."""
        self.names |= {code: name for code, name in rows.items() if name}
        self.__dict__.pop("by_name", None)
        self.__dict__.pop("folded", None)

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """The codes of the rows of each name."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, name in self.names.items():
            found[fold(name)].append(code)
        return found

    @cached_property
    def folded(self) -> list[str]:
        return [fold(name) for name in self.names.values()]

    def said(self, code: str) -> str:
        """Return the name of a row; with its code when others have that name, so that it is read back."""
        name = self.names.get(code, code)
        if self.label == "territoires.commune" or len(self.by_name.get(fold(name), ())) > 1:
            return f"{name} ({code})" if ";" not in name else code
        return name if ";" not in name else code

    def code(self, written: str) -> str | None:
        """Return the code that is meant; None when nothing has that name or that code."""
        alike = self.by_name.get(fold(written), [])
        if len(alike) == 1:
            return alike[0]
        if written in self.names:
            return written
        inside = _WITH_CODE.fullmatch(written)
        if inside and inside[1] in self.names and "(" in written:
            return inside[1]
        return self._with_zeros(written)

    def _with_zeros(self, written: str) -> str | None:
        """Return the official code that a spreadsheet took for a number: « 1004 » is 01004."""
        if not (self.label.startswith("territoires.") and re.fullmatch(r"\d{1,4}", written)):
            return None
        full = written.zfill(5 if self.label == "territoires.commune" else 2)
        return full if full in self.names else None


class Names:
    """The shelves that a table needs, each read once."""

    def __init__(self) -> None:
        self._shelves: dict[str, Shelf] = {}
        self._proposed = 0

    def shelf(self, label: str) -> Shelf:
        """Return the rows of a model."""
        if label not in self._shelves:
            self._shelves[label] = Shelf(label)
        return self._shelves[label]

    def said(self, label: str, code: str) -> str:
        """Return what a cell says of a row."""
        return self.shelf(label).said(code)

    def find(self, label: str, written: str) -> str:
        """Return the code of what a cell names; raises ``CellError``."""
        shelf = self.shelf(label)
        code = shelf.code(written)
        if code is not None:
            return code
        alike = shelf.by_name.get(fold(written), [])
        if alike:
            choices = SHOWN_SEPARATOR.join(shelf.said(each) for each in alike[:LISTED])
            wrong = f"Plusieurs {shelf.plural} s’appellent « {written[:60]} »."
            raise CellError(wrong, "le nom suivi du code entre parenthèses", choices)
        raise CellError(
            f"« {written[:60]} » n’est pas dans la liste : {shelf.plural}.",
            self._expected(shelf),
            self._proposal(shelf, written),
        )

    def _expected(self, shelf: Shelf) -> str:
        if len(shelf.names) <= LISTED:
            return f"un nom de cette liste ({SHOWN_SEPARATOR.join(shelf.names.values())})"
        return "un nom ou un code de cette liste ; plusieurs valeurs se séparent par « ; »"

    def _proposal(self, shelf: Shelf, written: str) -> str:
        if self._proposed >= PROPOSED:
            return ""
        self._proposed += 1
        found = process.extractOne(fold(written), shelf.folded, scorer=fuzz.WRatio, score_cutoff=72)
        return shelf.said(list(shelf.names)[found[2]]) if found else ""


SHOWN_SEPARATOR = ", "
