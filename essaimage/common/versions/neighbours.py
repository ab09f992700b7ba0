"""The sheets that change with another one, since some rows are part of both."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ..content.planning import Values
from ..models import Fiche, Keyed
from .snapshots import snapshots
from .trees import Tree, rows_of, ties_of

Change = tuple[str, str, Values | None, Values | None]  # label and code of a row, before, after


def neighbours(
    model: type[Keyed], before: Mapping[int, Tree], after: Mapping[int, Tree]
) -> Iterator[tuple[type[Keyed], dict[int, Tree], dict[int, Tree]]]:
    """Yield the other sheets that the rows written between ``before`` and ``after`` are part of.

    By model: their trees as they are, then as they were, by primary key. Nobody needs to have read
    them before the write: the rows that changed are known.
    """
    by_model: dict[type[Keyed], dict[str, list[tuple[str, Change]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for pk, then in before.items():
        for other, name, code, change in _shared(model, then, after.get(pk, {})):
            by_model[other][code].append((name, change))
    for other, codes in by_model.items():
        rows = other._base_manager.filter(code__in=codes)
        code_of = dict(rows.values_list("pk", "code"))
        now = snapshots(other, code_of)
        then = {pk: _undone(tree, code_of[pk], codes[code_of[pk]]) for pk, tree in now.items()}
        yield other, now, then


def _shared(
    model: type[Keyed], then: Tree, now: Tree
) -> Iterator[tuple[type[Keyed], str, str, Change]]:
    """Yield the other sheets that a row is or was part of: model, key of the row, code, change."""
    for row, path in rows_of(model).items():
        label = row._meta.label_lower
        old, new = then.get(label, {}), now.get(label, {})
        for name in ties_of(row):
            other = row._meta.get_field(name).related_model
            if name == path or not issubclass(other, Fiche):
                continue
            for code in old.keys() | new.keys():
                one, two = old.get(code), new.get(code)
                ends = {values[name] for values in (one, two) if values} if one != two else ()
                for end in ends:
                    yield other, name, end, (label, code, one, two)


def _undone(tree: Tree, own: str, changes: list[tuple[str, Change]]) -> Tree:
    """Return ``tree`` as it was before ``changes``."""
    before = {label: dict(rows) for label, rows in tree.items()}
    for name, (label, code, one, _) in changes:
        before.setdefault(label, {}).pop(code, None)
        if one and one[name] == own:
            before[label][code] = one
    return {label: rows for label, rows in before.items() if rows}
