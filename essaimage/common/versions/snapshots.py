"""Sheets as the database holds them, each as a tree, in as many queries for one as for a hundred."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import ManyToManyField

from ..content.layout import is_link, is_links
from ..content.planning import Values
from ..content.values import plain
from ..models import Keyed
from .trees import Tree, kept_fields, rows_of

AT_ONCE = 500  # sheets asked for in one query: databases bound the parameters of a query


def snapshot(fiche: Keyed) -> Tree:
    """Return ``fiche`` with its rows and links, as they are in the database; empty when it is gone."""
    return snapshots(type(fiche), [fiche.pk]).get(fiche.pk, {})


def snapshots(model: type[Keyed], pks: Iterable[int]) -> dict[int, Tree]:
    """Return the tree of each sheet of ``model``, by primary key; those that are gone are left out."""
    found: dict[int, Tree] = {}
    for some in parts(list(pks)):
        found |= _snapshots(model, some)
    return found


def parts(pks: list[int]) -> Iterator[list[int]]:
    """Yield ``pks`` a few hundred at a time."""
    for start in range(0, len(pks), AT_ONCE):
        yield pks[start : start + AT_ONCE]


def _snapshots(model: type[Keyed], pks: list[int]) -> dict[int, Tree]:
    trees: dict[int, Tree] = {}
    label = model._meta.label_lower
    for pk, _, code, values in _rows(model, "pk", pks):
        trees[pk] = {label: {code: values}}
    for row, name in rows_of(model).items():
        for _, owner, code, values in _rows(row, name, pks):
            if owner in trees:  # else written between two queries
                trees[owner].setdefault(row._meta.label_lower, {})[code] = values
    return trees


def _rows(model: type[Keyed], key: str, pks: list[int]) -> Iterator[tuple[int, int, str, Values]]:
    """Yield the rows of ``model`` whose ``key`` is among ``pks``: own key, that key, code, values."""
    owned = model._base_manager.filter(**{f"{key}__in": pks})
    fields = kept_fields(model)
    asked = {
        f"{name}__code" if is_link(field) else name: field
        for name, field in fields.items()
        if not is_links(field)
    }
    rows = list(owned.order_by("pk").values_list("pk", key, "code", *asked))
    linked = {
        name: _linked(model, field, [row[0] for row in rows])
        for name, field in fields.items()
        if is_links(field)
    }
    for pk, owner, code, *found in rows:
        values: Values = {}
        for field, value in zip(asked.values(), found, strict=True):
            values[field.name] = value if is_link(field) else plain(field, _to_the_second(value))
        for name, codes in linked.items():
            values[name] = sorted(codes.get(pk, []))
        yield pk, owner, code, {name: values[name] for name in fields}


def _to_the_second(value: Any) -> Any:
    """Return a moment without what forms never show: saving a form again changes nothing."""
    return value.replace(microsecond=0) if isinstance(value, datetime) else value


def _linked(model: type[Keyed], field: ManyToManyField, pks: list[int]) -> dict[int, list[str]]:
    """Return the codes that each row is linked to by a many-to-many field."""
    codes: dict[int, list[str]] = {}
    near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
    through = field.remote_field.through._base_manager
    for some in parts(pks):
        kept = through.filter(**{f"{near}__in": some})
        pairs = kept.values_list(f"{near}_id", f"{far}__code")
        for pk, code in pairs:
            codes.setdefault(pk, []).append(code)
    return codes
