"""Writes a plan to the database, each object in a savepoint, so that every refusal is told at once."""

from collections import defaultdict
from collections.abc import Mapping, Set

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from ..fields import UpdatedField
from ..models import Keyed, SlugRedirect
from .explaining import explain
from .layout import Key, content_fields, content_models, is_link, is_links, target_label
from .planning import Incoming, Plan, Values
from .problems import Place, Problem
from .snapshot import Snapshot
from .values import python


class Applying:
    """One plan being written. ``problems`` tells what the database refused; nothing is raised.

    ``fields_of`` gives the fields that a plan may write, by name: those that fixtures hold.
    """

    fields_of = staticmethod(content_fields)

    def __init__(self, plan: Plan, incoming: Mapping[Key, Incoming], snapshot: Snapshot) -> None:
        self.plan = plan
        self.incoming = incoming
        self.snapshot = snapshot
        self.problems: list[Problem] = []
        self.writes: dict[Key, Values] = {
            key: plan.updates.get(key) or plan.creations[key]
            for key in incoming
            if key in plan.updates or key in plan.creations
        }
        self._later: list[tuple[Key, str]] = []  # links of a cycle, set once both ends exist
        self._begun: set[Key] = set()
        self._refused: set[Key] = set()

    def run(self) -> None:
        """Write everything; the caller rolls back when ``problems`` is not empty."""
        self._prune()
        self._park_addresses()
        for key in self.writes:
            self._write(key)
        self._close_cycles()
        for key in self.writes:
            self._link(key)
        self._drop_taken_redirects()

    # --- Rows, each after those it names ------------------------------------------------------

    def _write(self, key: Key) -> None:
        if key in self._begun:
            return
        self._begun.add(key)
        model = content_models()[key[0]]
        fields = self.fields_of(model)
        row = self.snapshot.instances.get(key) or model(code=key[1])
        changed = []
        for name, value in self.writes[key].items():
            field = fields[name]
            if is_links(field):
                continue
            if is_link(field):
                value = self._key_of(key, field, value)
                if (key, name) in self._later:
                    continue
                setattr(row, field.attname, value)
            else:
                setattr(row, field.attname, python(field, value))
            changed.append(name)
        if key in self._refused:
            return
        if not row.pk:
            self._save(key, row)
        elif changed:
            self._save(key, row, changed)
        self.snapshot.instances[key] = row
        self.snapshot.keys[key[0]][key[1]] = row.pk

    def _key_of(self, key: Key, field: models.Field, code: str | None) -> int | None:
        """Return the primary key of the row that ``field`` of ``key`` names, writing that row first."""
        if code is None:
            return None
        target = (target_label(field), code)
        if target in self.plan.creations:
            if target in self._begun and code not in self.snapshot.keys[target[0]]:
                if target in self._refused:
                    self._refused.add(key)  # told once, for the row that was refused
                elif field.null:
                    self._later.append((key, field.name))
                else:
                    sentence = f"cet objet et « {code} » ne peuvent pas dépendre l’un de l’autre."
                    self._refuse(key, sentence, (field.name,))
                return None
            self._write(target)
            if target in self._refused:
                self._refused.add(key)
        return self.snapshot.keys[target[0]].get(code)

    def _save(self, key: Key, row: Keyed, changed: list[str] | None = None) -> None:
        try:
            with transaction.atomic():
                row.clean()
                row.save(update_fields=changed and [*changed, *_moments(row)])
        except ValidationError as error:
            self._refuse(key, " ".join(error.messages))
        except DatabaseError as error:
            refusal = explain(error, row, self._origin)
            self._refuse(key, refusal.sentence, refusal.fields)

    def _origin(self, key: Key) -> str:
        """Say where a row that is in the way of another comes from."""
        if key in self.incoming:
            return "des fixtures"
        if key in self.plan.left:
            return "n’est plus dans les fixtures : --prune le supprime"
        return "écrit dans l’administration"

    def _close_cycles(self) -> None:
        for key, name in self._later:
            field = self.fields_of(content_models()[key[0]])[name]
            row = self.snapshot.instances.get(key)
            target = self.snapshot.keys[target_label(field)].get(self.writes[key][name])
            if row and row.pk and target:
                setattr(row, field.attname, target)
                self._save(key, row, [name])

    def _link(self, key: Key) -> None:
        """Set the many-to-many fields of a row; the date of its last change follows."""
        model = content_models()[key[0]]
        row = self.snapshot.instances.get(key)
        if key in self._refused or row is None:
            return
        changed = False
        for name, field in self.fields_of(model).items():
            if not is_links(field) or name not in self.writes[key]:
                continue
            keys = self.snapshot.keys[target_label(field)]
            codes = self.writes[key][name]
            if codes or key in self.plan.updates:
                getattr(row, name).set([keys[code] for code in codes if code in keys])
                changed = True
        if changed and key in self.plan.updates and _moments(row):
            row.save(update_fields=_moments(row))

    def _refuse(self, key: Key, sentence: str, fields: tuple[str, ...] = ()) -> None:
        self._refused.add(key)
        place = self.incoming[key].place
        self.problems.append(Problem(Place(place.file, place.line, *key, fields), sentence))

    # --- Addresses that pass from one sheet to another ----------------------------------------

    def _park_addresses(self) -> None:
        """Free each unique text that a row leaves and another takes: two sheets may swap theirs."""
        for key, changes in self.plan.updates.items():
            model = content_models()[key[0]]
            row = self.snapshot.instances[key]
            for name in changes:
                field = self.fields_of(model)[name]
                if not field.unique or not isinstance(field, models.CharField):
                    continue
                left = getattr(row, name)
                taken = any(
                    other != key and other[0] == key[0] and values.get(name) == left
                    for other, values in self.writes.items()
                )
                if taken:
                    parked = f"en-attente-{row.pk}"[: field.max_length]
                    model._base_manager.filter(pk=row.pk).update(**{name: parked})

    def _drop_taken_redirects(self) -> None:
        """Drop the redirects of addresses that a sheet has just taken: its page comes first."""
        taken: dict[str, list[str]] = defaultdict(list)
        for (label, _), values in self.writes.items():
            if values.get("slug"):
                taken[label].append(values["slug"])
        for label, slugs in taken.items():
            SlugRedirect.objects.filter(model_label=label, slug__in=slugs).delete()

    # --- What left the fixtures ---------------------------------------------------------------

    def _prune(self) -> None:
        """Delete what the plan prunes; keep what something written at the desk still hangs on."""
        doomed = {self.snapshot.instances[key]: key for key in self.plan.prunings}
        kept: list[Key] = []
        # Rows before the sheets and sources they name: models stand in the order of the floors.
        order = {label: rank for rank, label in enumerate(content_models())}
        for row, key in sorted(doomed.items(), key=lambda pair: -order[pair[1][0]]):
            if _is_needed(row, doomed.keys()):
                kept.append(key)
                continue
            content_models()[key[0]]._base_manager.filter(pk=row.pk).delete()
            self.snapshot.keys[key[0]].pop(key[1], None)
        self.plan.prunings = [key for key in self.plan.prunings if key not in kept]
        self.plan.left += kept


def _moments(row: Keyed) -> list[str]:
    """Return the names of the fields that date the last change of ``row``."""
    return [field.name for field in row._meta.concrete_fields if isinstance(field, UpdatedField)]


def _is_needed(row: Keyed, doomed: Set[Keyed]) -> bool:
    """Whether deleting ``row`` would delete, empty or be refused by a row that is not ``doomed``."""
    collector = Collector(using=row._state.db, origin=row)
    try:
        collector.collect([row])
    except (ProtectedError, RestrictedError):
        return True
    dragged = [*collector.data.values(), *collector.fast_deletes]
    dragged += [rows for touched in collector.field_updates.values() for rows in touched]
    return any(
        isinstance(other, Keyed) and other not in doomed for rows in dragged for other in rows
    )
