"""The content as the database holds it, in plain values, links as codes."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from ..models import Keyed
from .layout import Key, content_fields, content_models, is_link, is_links, target_label
from .official import held_by_fixtures, is_official
from .planning import Values
from .values import plain


class Snapshot:
    """Reads rows once, and remembers which code is which row.

    ``lock=True`` keeps others from changing the rows that were read until the transaction ends
    (PostgreSQL; SQLite's whole transaction already does).
    """

    def __init__(self, *, lock: bool = False) -> None:
        self.lock = lock
        self.instances: dict[Key, Keyed] = {}

    @cached_property
    def keys(self) -> dict[str, dict[str, int]]:
        """The primary key of every row, by label of model, then by code."""
        return {
            label: dict(model._base_manager.values_list("code", "pk"))
            for label, model in content_models().items()
        }

    @cached_property
    def _codes(self) -> dict[str, dict[int, str]]:
        return {label: {pk: code for code, pk in rows.items()} for label, rows in self.keys.items()}

    def read(self, keys: Iterable[Key] | None = None) -> dict[Key, Values]:
        """Return the values of the rows named by ``keys``, those that exist.

        None: of all rows; in official tables, of those that fixtures hold.
        """
        wanted: dict[str, list[str]] = defaultdict(list)
        for label, code in keys or ():
            wanted[label].append(code)
        held = held_by_fixtures() if keys is None else {}
        rows: dict[Key, Values] = {}
        for label, model in content_models().items():
            queryset = model._base_manager.order_by("pk")
            if self.lock:
                queryset = queryset.select_for_update(no_key=True)
            if keys is None:
                if is_official(model):
                    queryset = queryset.filter(pk__in=held[label])
                found = {row.code: row for row in queryset}
            elif label in wanted:
                found = queryset.in_bulk(wanted[label], field_name="code")
            else:
                continue
            linked = self._linked_codes(model) if found else {}
            for code, row in found.items():
                self.instances[label, code] = row
                rows[label, code] = self._values(model, row, linked)
        return rows

    def _values(self, model: type[Keyed], row: Keyed, linked: dict) -> Values:
        values: Values = {}
        for name, field in content_fields(model).items():
            if is_links(field):
                values[name] = sorted(linked[name].get(row.pk, []))
            elif is_link(field):
                values[name] = self._codes[target_label(field)].get(getattr(row, field.attname))
            else:
                values[name] = plain(field, getattr(row, field.attname))
        return values

    def _linked_codes(self, model: type[Keyed]) -> dict[str, dict[int, list[str]]]:
        """Return, for each many-to-many field of ``model``, the codes that each row is linked to."""
        linked: dict[str, dict[int, list[str]]] = {}
        for name, field in content_fields(model).items():
            if not is_links(field):
                continue
            ends = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            codes = self._codes[target_label(field)]
            linked[name] = defaultdict(list)
            for pk, target in field.remote_field.through._base_manager.values_list(*ends):
                if target in codes:  # else written since the codes were read
                    linked[name][pk].append(codes[target])
        return linked
