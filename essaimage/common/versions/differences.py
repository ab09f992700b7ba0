"""What changed between two versions, said so that an editor reads it. Pure: trees and names in."""

from dataclasses import dataclass

from django.utils.text import capfirst

from ..content.layout import content_models, is_links
from ..content.planning import Values
from .saying import Names, is_text, label_of, name_of_row, root_of, said, said_links
from .trees import Tree, kept_fields, rows_of
from .words import ADDED, KEPT, REMOVED, Piece, compare_texts

TEXT, VALUE, LINKS = "text", "value", "links"
ROW_ADDED, ROW_REMOVED, ROW_CHANGED = "row-added", "row-removed", "row-changed"
SILENT = frozenset({"order"})  # told when it changes, not when a row comes or goes


@dataclass(frozen=True)
class Difference:
    """One thing that changed.

    ``text``: ``pieces`` are the passages. ``links``: they are the names. ``value``: ``before`` and
    ``after``, empty for nothing. Rows: ``name`` tells which one, ``inside`` what its fields hold.
    """

    kind: str
    label: str
    before: str = ""
    after: str = ""
    name: str = ""
    pieces: tuple[Piece, ...] = ()
    inside: tuple["Difference", ...] = ()


def differences(before: Tree, after: Tree, names: Names | None = None) -> list[Difference]:
    """Return what tells ``after`` from ``before``, in the order of the form, then row by row.

    ``names`` says what links are called (``saying.names_in``). Either tree may be empty.
    """
    names = names or {}
    root = root_of(after or before)
    model = content_models()[root]
    sheets = _only(before.get(root, {})), _only(after.get(root, {}))
    found = _fields(root, *sheets, names)
    for row in rows_of(model):
        label = row._meta.label_lower
        found += _rows(
            label, rows_of(model)[row], before.get(label, {}), after.get(label, {}), names
        )
    return found


def _only(rows: dict[str, Values]) -> Values:
    return next(iter(rows.values()), {})


def _fields(
    label: str, old: Values, new: Values, names: Names, without=frozenset()
) -> list[Difference]:
    """Return what changed in the fields of one row."""
    found = []
    for name, field in kept_fields(content_models()[label]).items():
        before, after = old.get(name), new.get(name)
        if name in without or before == after:
            continue
        if is_links(field):
            pieces = _links(
                said_links(field, before or [], names), said_links(field, after or [], names)
            )
            found.append(Difference(LINKS, label_of(field), pieces=tuple(pieces)))
            continue
        one, two = said(field, before, names), said(field, after, names)
        if is_text(field) and one and two:
            pieces = tuple(compare_texts(before, after))
            found.append(Difference(TEXT, label_of(field), pieces=pieces))
        elif one != two:
            found.append(Difference(VALUE, label_of(field), one, two))
    return found


def _links(before: list[str], after: list[str]) -> list[Piece]:
    both = sorted({*before, *after})
    kinds = {(True, True): KEPT, (True, False): REMOVED, (False, True): ADDED}
    return [Piece(kinds[name in before, name in after], name) for name in both]


def _rows(
    label: str, owner: str, old: dict[str, Values], new: dict[str, Values], names: Names
) -> list[Difference]:
    """Return the rows of one model that were removed, added or changed."""
    title = capfirst(str(content_models()[label]._meta.verbose_name))
    found = []
    for code in sorted({*old, *new}, key=lambda code: _rank(code, old, new)):
        before, after = old.get(code), new.get(code)
        if before == after:
            continue
        name = name_of_row(label, after or before, names)
        hidden = {owner} if before and after else {owner, *SILENT}
        inside = tuple(_fields(label, before or {}, after or {}, names, hidden))
        kind = ROW_CHANGED if before and after else ROW_ADDED if after else ROW_REMOVED
        if inside or kind != ROW_CHANGED:
            found.append(Difference(kind, title, name=name, inside=inside))
    return found


def _rank(code: str, old: dict[str, Values], new: dict[str, Values]) -> tuple:
    """Rows come in the order of the page; those that went stand where they stood."""
    values = new.get(code) or old[code]
    return (values.get("order") or 0, code not in new, code)
