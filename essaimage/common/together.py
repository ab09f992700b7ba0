"""Several kinds of rows, of one sheet or of a few, read in one query: a page of ten kinds stays under its bound."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, Field, Model, QuerySet, Value, Window
from django.db.models.functions import JSONObject, RowNumber
from django.utils import timezone


def read_together(owner: Model, querysets: dict[str, QuerySet]) -> None:
    """Fill the reverse relations of ``owner`` named in ``querysets``: see ``read_all_together``."""
    read_all_together([owner], querysets)


def read_all_together(owners: Sequence[Model], querysets: dict[str, QuerySet]) -> None:
    """Fill the reverse relations of ``owners`` named in ``querysets``, as ``prefetch_related`` would: one query.

    Owners are of one model; no owner, no query. Each queryset says its order, and by
    ``select_related`` the rows that it brings along (one step away). Rows travel as JSON, which both
    databases make; fields read them back into Python.
    """
    if not owners:
        return
    links = {name: owners[0]._meta.get_field(name).field for name in querysets}
    first, *others = [
        _arm(name, rows.filter(**{f"{links[name].name}__in": owners}))
        for name, rows in querysets.items()
    ]
    found: dict[tuple[str, int], list[Model]] = defaultdict(list)
    for name, _, values in sorted(first.union(*others, all=True), key=lambda row: row[:2]):
        found[name, values[links[name].attname]].append(_row(querysets[name], values))
    for owner in owners:
        cache = owner.__dict__.setdefault("_prefetched_objects_cache", {})
        for name in querysets:
            kept = getattr(owner, name).get_queryset()
            kept._result_cache = found[name, owner.pk]
            kept._prefetch_done = True
            cache[name] = kept


def _arm(name: str, rows: QuerySet) -> QuerySet:
    ordering = rows.query.order_by or rows.model._meta.ordering
    along = {
        f"{field}__{each.attname}": f"{field}__{each.attname}"
        for field, model in _brought(rows).items()
        for each in model._meta.concrete_fields
    }
    own = {each.attname: each.attname for each in rows.model._meta.concrete_fields}
    rank = Window(RowNumber(), order_by=[F(column) for column in ordering])
    return rows.order_by().values_list(Value(name), rank, JSONObject(**own, **along))


def _brought(rows: QuerySet) -> dict[str, type[Model]]:
    """Return the links that ``select_related`` follows, with the models at their ends."""
    links = rows.query.select_related or {}
    return {name: rows.model._meta.get_field(name).related_model for name in links}


def _row(rows: QuerySet, values: dict[str, Any]) -> Model:
    row = _instance(rows.model, values, "")
    for name, model in _brought(rows).items():
        if getattr(row, rows.model._meta.get_field(name).attname) is not None:
            setattr(row, name, _instance(model, values, f"{name}__"))
    return row


def _instance(model: type[Model], values: dict[str, Any], prefix: str) -> Model:
    fields = model._meta.concrete_fields
    read = [_read(field, values[prefix + field.attname]) for field in fields]
    return model.from_db(None, [field.attname for field in fields], read)


def _read(field: Field, value: Any) -> Any:
    """Read a value that came as JSON; SQLite keeps hours in UTC without saying so."""
    read = field.to_python(value)
    if isinstance(read, datetime) and timezone.is_naive(read):
        return timezone.make_aware(read, UTC)
    return read
