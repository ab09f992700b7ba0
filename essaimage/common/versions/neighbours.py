"""The sheets that change with another one, since some rows are part of both."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ..content.layout import Key, content_models
from ..content.planning import Values
from ..models import Keyed
from .snapshots import snapshots
from .trees import Tree, flat, rows_of, sheets_of

Rows = dict[Key, Values | None]  # rows that changed, as they were; None: they were not


def neighbours(
    model: type[Keyed], before: Mapping[int, Tree], after: Mapping[int, Tree]
) -> Iterator[tuple[type[Keyed], dict[int, Tree], dict[int, Tree]]]:
    """Yield the other sheets that the rows written between ``before`` and ``after`` are part of.

    By model: their trees as they are, then as they were, by primary key. Nobody needs to have read
    them before the write: the rows that changed are known.
    """
    touched: dict[str, dict[str, Rows]] = defaultdict(lambda: defaultdict(dict))
    for pk, tree in before.items():
        then, now = flat(tree), flat(after.get(pk, {}))
        for key in then.keys() | now.keys():
            if then.get(key) == now.get(key):
                continue
            was, is_now = sheets_of(key, then), sheets_of(key, now)
            for sheet in was | is_now:
                if sheet[0] != model._meta.label_lower or sheet not in then.keys() | now.keys():
                    touched[sheet[0]][sheet[1]][key] = then.get(key) if sheet in was else None
    for label, codes in touched.items():
        other = content_models()[label]
        code_of = dict(other._base_manager.filter(code__in=codes).values_list("pk", "code"))
        now = snapshots(other, code_of)
        rows = {row._meta.label_lower for row in rows_of(other)}
        yield other, now, {pk: _undone(now[pk], codes[code_of[pk]], rows) for pk in now}


def _undone(tree: Tree, changes: Rows, rows: set[str]) -> Tree:
    """Return ``tree`` as it was before ``changes`` to its ``rows``."""
    before = {label: dict(held) for label, held in tree.items()}
    for (label, code), values in changes.items():
        if label in rows:
            before.setdefault(label, {}).pop(code, None)
            if values is not None:
                before[label][code] = values
    return {label: held for label, held in before.items() if held}
