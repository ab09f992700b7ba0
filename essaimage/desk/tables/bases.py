"""What each line of a file started from: the base of its merge.

A line that bears the mark of an export started from what that export said. When the same file was
already brought in, what it brought then counts as its own, not as an editor's. A line without a mark,
written by hand, starts from nothing: it fills what is empty and replaces nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from essaimage.common.content.planning import Values
from essaimage.common.content.values import Plain, default

from .kinds import Kind
from .models import ImportedLine, TableExport, unpacked

PART = 900  # codes in one query: SQLite takes about a thousand


@dataclass
class Bases:
    """Read once for a file: by mark then code what was exported, by code and mark what was imported."""

    exported: dict[str, dict[str, Values]] = field(default_factory=dict)
    imported: dict[tuple[str, str], Values] = field(default_factory=dict)
    known_codes: set[str] = field(default_factory=set)  # once exported to this file, or imported

    def start(self, mark: str, code: str) -> tuple[Values | None, Values | None]:
        """Return what the line of ``code`` was exported as, and what it last brought in."""
        exported = self.exported.get(mark, {}).get(code) if mark else None
        return exported, self.imported.get((code, mark if mark in self.exported else ""))


def read_bases(kind: Kind, marks: Iterable[str], codes: Iterable[str]) -> Bases:
    """Return the bases of the lines with these marks and codes."""
    bases = Bases()
    wanted = sorted(set(filter(None, marks)))[:PART]
    rows = TableExport.objects.filter(kind=kind.slug, mark__in=wanted)
    for mark, values in rows.values_list("mark", "values"):
        bases.exported[mark] = unpacked(values)
    for part in _parts(sorted(set(codes))):
        lines = ImportedLine.objects.filter(model_label=kind.label, fiche_code__in=part)
        # The oldest first: what was brought last, field by field, is what counts.
        for code, mark, values in lines.order_by("pk").values_list("fiche_code", "mark", "values"):
            bases.imported[code, mark] = bases.imported.get((code, mark), {}) | values
    bases.known_codes = {code for code, _ in bases.imported}
    for exported in bases.exported.values():
        bases.known_codes |= exported.keys()
    return bases


def base_of(
    kind: Kind,
    said: Values,
    current: Mapping[str, Plain],
    exported: Values | None,
    imported: Values | None,
) -> Values:
    """Return the base of each field that a line says.

    A field that the file did not change since its export keeps the exported value as its base, so that
    what anyone changed since stays. One that it changes again after a first import starts from what
    that import brought.
    """
    fields = {column.name: column.field for column in kind.columns if column.field}
    brought = imported or {}
    bases: Values = {}
    for name, value in said.items():
        if exported is not None and name in exported and value == exported[name]:
            bases[name] = exported[name]
        elif name in brought and current.get(name) == brought[name]:
            bases[name] = brought[name]
        elif exported is not None:
            bases[name] = exported.get(name, current.get(name))
        else:
            bases[name] = default(fields[name])
    return bases


def _parts(codes: list[str]) -> Iterable[list[str]]:
    return (codes[start : start + PART] for start in range(0, len(codes), PART))
