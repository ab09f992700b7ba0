"""Writes the plan of a table: by hundreds where rows depend on nothing, one by one where they may clash.

``common.content.applying`` writes a row at a time, each in a savepoint, and explains every refusal. That
is kept for what needs it: rows that name other new rows, addresses that change, and the hundred in which
the database refused something.
"""

from collections.abc import Callable, Iterator

from django.db import DatabaseError, transaction
from django.utils import timezone

from essaimage.common.content.applying import Applying
from essaimage.common.content.layout import Key, content_fields, is_link, is_links, target_label
from essaimage.common.content.planning import Plan, Values
from essaimage.common.content.problems import Problem
from essaimage.common.content.values import python
from essaimage.common.models import Status
from essaimage.common.publication import NO_DATED_CITATION, published_without_evidence

from .faults import Fault
from .planning import TablePlan

PART = 200  # rows written at once
Progress = Callable[[str, int, int], None]  # what is under way, how many are done, of how many


def silent(stage: str, done: int, total: int) -> None:
    """Tell nothing."""


class Writing:
    """A plan being written. ``faults`` tells what the database refused; nothing is raised."""

    def __init__(self, table: TablePlan, progress: Progress = silent) -> None:
        self.table = table
        self.progress = progress
        self.model = table.kind.model
        self.fields = content_fields(self.model)
        self.snapshot = table.snapshot
        self.keys = table.snapshot.keys if table.snapshot else {}
        self.faults: list[Fault] = []

    def run(self) -> None:
        """Write everything; the caller rolls back when ``faults`` is not empty."""
        if not self.table.does_something:
            return
        unsupported = self._unsupported()
        rest = self._in_bulk()
        self._one_by_one(rest)
        if not self.faults:
            for code in self._unsupported() - unsupported:
                self._fault(code, "status", NO_DATED_CITATION)

    # --- By hundreds ---------------------------------------------------------------------------

    def _in_bulk(self) -> list[Key]:
        """Write what depends on nothing; return the keys that are left to write one by one."""
        plan = self.table.plan
        rest: list[Key] = []
        for write, changes in ((self._create, plan.creations), (self._update, plan.updates)):
            simple = [key for key, values in changes.items() if self._is_simple(key, values)]
            known = set(simple)
            rest += [key for key in changes if key not in known]
            for done, part in _parts(simple):
                self.progress("écriture", done, len(simple))
                try:
                    with transaction.atomic():
                        write(part, changes)
                except DatabaseError:
                    rest += part
        return rest

    def _is_simple(self, key: Key, values: Values) -> bool:
        """Whether a row can be written beside others: it moves no address, and names no new row."""
        if "slug" in values and key in self.table.plan.updates:
            return False
        links = {
            (target_label(field), values[name])
            for name, field in self.fields.items()
            if is_link(field) and values.get(name)
        }
        return not links & self.table.plan.creations.keys()

    def _create(self, part: list[Key], changes: dict[Key, Values]) -> None:
        rows = [
            self.model(code=code, **self._columns(changes[label, code])) for label, code in part
        ]
        self.model._base_manager.bulk_create(rows)
        pks = dict(
            self.model._base_manager.filter(code__in=[code for _, code in part]).values_list(
                "code", "pk"
            )
        )
        self._link({pks[code]: changes[label, code] for label, code in part})
        self.keys[self.table.kind.label] |= pks

    def _update(self, part: list[Key], changes: dict[Key, Values]) -> None:
        pks = self.keys[self.table.kind.label]
        now = timezone.now()
        for key in part:
            columns = self._columns(changes[key]) | {"updated_at": now}
            self.model._base_manager.filter(pk=pks[key[1]]).update(**columns)
        self._link({pks[key[1]]: changes[key] for key in part}, is_update=True)

    def _columns(self, values: Values) -> dict:
        """Return what the table of the model itself holds of ``values``, as the ORM takes it."""
        found = {}
        for name, value in values.items():
            field = self.fields[name]
            if is_link(field):
                found[field.attname] = self.keys[target_label(field)].get(value)
            elif not is_links(field):
                found[name] = python(field, value)
        return found

    def _link(self, rows: dict[int, Values], *, is_update: bool = False) -> None:
        """Set the many-to-many fields of rows: two queries for each field, whatever their number."""
        for name, field in self.fields.items():
            touched = {pk: values[name] for pk, values in rows.items() if name in values}
            if not is_links(field) or not touched:
                continue
            through = field.remote_field.through
            here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
            if is_update:
                through._base_manager.filter(**{f"{here}__in": list(touched)}).delete()
            keys = self.keys[target_label(field)]
            through._base_manager.bulk_create(
                through(**{f"{here}_id": pk, f"{there}_id": keys[code]})
                for pk, codes in touched.items()
                for code in codes
            )

    # --- One by one ----------------------------------------------------------------------------

    def _one_by_one(self, keys: list[Key]) -> None:
        plan, table = self.table.plan, self.table
        self.progress("écriture, fiche par fiche", 0, len(keys))
        some = Plan(
            creations={key: plan.creations[key] for key in keys if key in plan.creations},
            updates={key: plan.updates[key] for key in keys if key in plan.updates},
        )
        incoming = {key: table.incoming[key] for key in keys}
        applying = Applying(some, incoming, self.snapshot)
        applying.run()
        for problem in applying.problems:
            self._explain(problem)

    def _explain(self, problem: Problem) -> None:
        names = [name for name in problem.place.fields if name in self.fields]
        self._fault(problem.place.code, names[0] if names else "", problem.sentence)

    def _fault(self, code: str, name: str, sentence: str) -> None:
        columns, line = self.table.kind.by_name, self.table.lines[code]
        said = sentence[:1].upper() + sentence[1:]
        self.faults.append(
            Fault(
                line.number,
                columns[name].header if name in columns else "",
                line.cells.get(name, "")[:80],
                said,
            )
        )

    def _unsupported(self) -> set[str]:
        """Return the sheets of the plan that are published without a dated fact."""
        plan = self.table.plan
        published = {
            key[1]
            for key, values in [*plan.creations.items(), *plan.updates.items()]
            if values.get("status") == Status.PUBLISHED
        }
        found = published_without_evidence(self.model) if published else None
        return published & set(found.values_list("code", flat=True)) if published else set()


def _parts(keys: list[Key]) -> Iterator[tuple[int, list[Key]]]:
    for start in range(0, len(keys), PART):
        yield start, keys[start : start + PART]
