"""Keeps what a deletion is about to take away: the sheet, what goes along, who linked to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models.deletion import Collector

from ..content.layout import content_models
from ..models import Fiche, Keyed, Origin, Version
from ..typography import typographie
from .recording import record_many
from .snapshots import snapshots
from .trees import Tree, compact, kept_fields, ties_of

LINKS = "*"  # in the values of a version: who linked to the sheet, by label, code, then fields
Affected = dict[type[Keyed], set[int]]


@contextmanager
def deleting(
    model: type[Keyed], pks: Iterable[int], *, author: AbstractBaseUser | None, reason: str = ""
) -> Iterator[None]:
    """Record the deletion, by the block, of the sheets of ``model`` with these primary keys.

    A deletion the database refuses keeps nothing. What other sheets lose is recorded for each of them.
    """
    with transaction.atomic():
        rows = list(model._base_manager.filter(pk__in=list(pks)).select_for_update(no_key=True))
        origin = Origin.DELETION
        kept = record_many(
            model, [row.pk for row in rows], author=author, reason=reason, origin=origin
        )
        versions = {version.fiche_code: version for version in kept}
        others: Affected = defaultdict(set)
        for row in rows:
            goes = _Going(row)
            _keep_along(versions[row.code], goes)
            for kind, found in goes.affected.items():
                others[kind] |= found
        others[model] -= {row.pk for row in rows}
        before = {kind: snapshots(kind, found) for kind, found in others.items() if found}
        yield
        titles = ", ".join(versions[row.code].title for row in rows)
        said = typographie(f"Suppression de : {titles}")
        for kind, found in before.items():
            record_many(kind, found, author=author, reason=said, found=found)


class _Going:
    """What the deletion of a row takes along: rows, links of others; which sheets it changes."""

    def __init__(self, row: Keyed) -> None:
        self.row = row
        self.along: dict[type[Keyed], set[int]] = defaultdict(set)
        self.links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.affected: Affected = defaultdict(set)
        collector = Collector(using=row._state.db, origin=row)
        collector.collect([row])
        for kind, found in collector.data.items():
            self._goes(kind, kind._base_manager.filter(pk__in=[each.pk for each in found]))
        for queryset in collector.fast_deletes:
            self._goes(queryset.model, queryset)
        for (field, _), found in collector.field_updates.items():
            for part in found:
                pks = [each.pk for each in (part if hasattr(part, "__iter__") else [part])]
                self._is_emptied(field, pks)

    def _goes(self, kind: type[models.Model], rows: models.QuerySet) -> None:
        if kind._meta.auto_created:
            self._is_unlinked(kind, rows)
        elif kind._meta.label_lower in content_models() and kind is not type(self.row):
            self.along[kind] |= set(rows.values_list("pk", flat=True))
            for name in ties_of(kind):
                other = kind._meta.get_field(name).related_model
                if issubclass(other, Fiche):
                    self.affected[other] |= set(rows.values_list(name, flat=True)) - {None}

    def _is_unlinked(self, through: type[models.Model], rows: models.QuerySet) -> None:
        """Note who linked to the row by a many-to-many field of theirs."""
        holder = through._meta.auto_created
        for field in holder._meta.many_to_many:
            if field.remote_field.through is not through or field.related_model is not type(
                self.row
            ):
                continue
            near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
            pairs = rows.filter(**{f"{far}_id": self.row.pk}).values_list(
                f"{near}_id", f"{near}__code"
            )
            self._note(holder, field.name, list(pairs))

    def _is_emptied(self, field: models.Field, pks: list[int]) -> None:
        """Note who named the row by a foreign key that is about to be emptied."""
        pairs = field.model._base_manager.filter(pk__in=pks).values_list("pk", "code")
        if issubclass(field.model, Keyed):
            self._note(field.model, field.name, list(pairs))

    def _note(self, holder: type[Keyed], name: str, pairs: list[tuple[int, str]]) -> None:
        for pk, code in pairs:
            self.links[holder._meta.label_lower][code].append(name)
            if issubclass(holder, Fiche):
                self.affected[holder].add(pk)


def _keep_along(version: Version, goes: _Going) -> None:
    """Add to the version of a deletion the rows that go along, and who linked to the sheet."""
    for kind, pks in goes.along.items():
        label = kind._meta.label_lower
        if label not in version.values:
            for tree in snapshots(kind, pks).values():
                own: Tree = {label: tree[label]}
                version.values.setdefault(label, {}).update(compact(own)[label])
    if goes.links:
        version.values[LINKS] = {label: dict(codes) for label, codes in goes.links.items()}
    version.save(update_fields=["values"])


def link_again(version: Version, fiche: Keyed, author: AbstractBaseUser | None) -> None:
    """Give the sheet restored from ``version`` back to those that linked to it, unless they moved on."""
    reason = typographie(f"Retour de : {version.title}")
    for label, codes in version.values.get(LINKS, {}).items():
        if label not in content_models():
            continue
        kind = content_models()[label]
        rows = kind._base_manager.in_bulk(sorted(codes), field_name="code")
        found = snapshots(kind, [row.pk for row in rows.values()])
        for code, row in rows.items():
            _link(row, set(codes[code]) & kept_fields(kind).keys(), fiche)
        if issubclass(kind, Fiche):
            record_many(kind, found, author=author, reason=reason, found=found)


def _link(row: Keyed, names: set[str], fiche: Keyed) -> None:
    """Link ``row`` to ``fiche`` by each of these fields; one that names another sheet today is left."""
    for name in names:
        if isinstance(row._meta.get_field(name), models.ManyToManyField):
            getattr(row, name).add(fiche)
        elif getattr(row, name) is None:
            setattr(row, name, fiche)
    row.save()
