"""What a load is going to do, object by object. Pure: plain values in, a plan out."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from .layout import Key
from .merging import NEVER_LOADED, Base, Outcome, merge
from .problems import Place
from .values import Plain

Values = dict[str, Plain]


@dataclass(frozen=True)
class Incoming:
    """An object of the fixtures: every field it may hold, defaults included."""

    key: Key
    values: Values
    place: Place = field(default_factory=Place)


@dataclass(frozen=True)
class Link:
    """A field that names other objects of the content."""

    target: str
    is_required: bool = False
    is_many: bool = False


@dataclass(frozen=True)
class Desk:
    """What the database holds."""

    rows: Mapping[Key, Values]  # those that the fixtures name, now or at the last load
    codes: Mapping[str, set[str]]  # every code, by label of model
    claimed: set[Key] = frozenset()  # what an editor vouched for (verified on a day): never pruned
    official: Set[str] = frozenset()  # labels of the tables that an official source rules


@dataclass(frozen=True)
class Kept:
    """A value that differs from the fixture's and stays (or, overwritten, is replaced)."""

    key: Key
    field: str
    fixture_changed: bool  # since the last load
    was_loaded: bool


@dataclass
class Plan:
    """What is to be written, and what is to be said."""

    creations: dict[Key, Values] = field(default_factory=dict)
    updates: dict[Key, Values] = field(default_factory=dict)  # the changed fields only
    prunings: list[Key] = field(default_factory=list)
    bases: dict[Key, Values] = field(default_factory=dict)  # to remember as last loaded

    kept: list[Kept] = field(default_factory=list)
    replaced: list[Kept] = field(default_factory=list)
    restored: list[Key] = field(default_factory=list)
    deleted: list[Key] = field(default_factory=list)  # at the desk: stay so
    waiting: dict[Key, Key] = field(
        default_factory=dict
    )  # not created: what they hang on is deleted
    left: list[Key] = field(default_factory=list)  # no longer in the fixtures, kept
    desk_only: dict[str, list[str]] = field(default_factory=dict)
    unchanged: int = 0

    @property
    def replaces(self) -> bool:
        """Whether something that the database holds, or an editor decided, is going to be lost."""
        return bool(self.replaced or self.restored or self.prunings)


def make_plan(
    incoming: Mapping[Key, Incoming],
    desk: Desk,
    bases: Mapping[Key, Values],
    links: Mapping[str, Mapping[str, Link]],
    *,
    overwrite: bool = False,
    prune: bool = False,
) -> Plan:
    """Return the plan that brings ``incoming`` in.

    ``bases`` holds the values last loaded; ``links``, by label of model, the fields that name other
    objects. A fixture that still names an object deleted at the desk is read without that name. Rows
    of official tables are created where they are missing; nothing else ever happens to them here.
    """
    plan = Plan()
    gone = set()
    if not overwrite:
        gone = {
            key
            for key in incoming
            if key in bases and key not in desk.rows and key[0] not in desk.official
        }
        plan.deleted = [key for key in incoming if key in gone]
        plan.waiting = _waiting(incoming, desk, links, gone)
    missing = gone | plan.waiting.keys()
    for key, entry in incoming.items():
        if key in plan.waiting:
            continue
        if bases.get(key) != entry.values:
            plan.bases[key] = entry.values
        if key in gone:
            continue
        of_model = links.get(key[0], {})
        if key not in desk.rows:
            plan.creations[key] = _without(entry.values, of_model, missing)
            if key in bases and key[0] not in desk.official:
                plan.restored.append(key)
        elif key[0] in desk.official:
            plan.unchanged += 1
        else:
            _merge_row(plan, entry, desk.rows[key], bases.get(key), of_model, missing, overwrite)
    _tell_what_left(plan, incoming, desk, bases, links, overwrite=overwrite, prune=prune)
    for label, codes in desk.codes.items():
        if label in desk.official:
            continue
        own = sorted(
            code for code in codes if (label, code) not in incoming and (label, code) not in bases
        )
        if own:
            plan.desk_only[label] = own
    return plan


def _merge_row(
    plan: Plan,
    entry: Incoming,
    row: Values,
    base: Values | None,
    links: Mapping[str, Link],
    missing: set[Key],
    overwrite: bool,
) -> None:
    fixture = _without(entry.values, links, missing)
    loaded = None if base is None else _without(base, links, missing)
    changes: Values = {}
    kept: list[Kept] = []
    for name, value in fixture.items():
        link = links.get(name)
        if link and link.is_required and not link.is_many and value is None:
            value = row[name]  # it hangs on a deleted object: it stays where the desk put it
        # A field that the model did not have at the last load held its default.
        known = NEVER_LOADED if loaded is None else Base(loaded.get(name, row[name]))
        merged = merge(known, value, row[name], overwrite=overwrite)
        if merged.outcome in (Outcome.FOLLOWS, Outcome.REPLACED):
            changes[name] = merged.value
        if merged.outcome in (Outcome.KEPT, Outcome.REPLACED):
            changed = known.is_known and known.value != value
            kept.append(Kept(entry.key, name, changed, known.is_known))
    if changes:
        plan.updates[entry.key] = changes
    if overwrite:
        plan.replaced += kept
    else:
        plan.kept += kept
    if not changes and not kept:
        plan.unchanged += 1


def _waiting(
    incoming: Mapping[Key, Incoming],
    desk: Desk,
    links: Mapping[str, Mapping[str, Link]],
    gone: set[Key],
) -> dict[Key, Key]:
    """Return the new objects that hang on a deleted one, or on one that does, with what they lack."""
    waiting: dict[Key, Key] = {}
    found = True
    while found:
        found = False
        for key, entry in incoming.items():
            if key in gone or key in waiting or key in desk.rows:
                continue
            for name, link in links.get(key[0], {}).items():
                target = (link.target, entry.values[name])
                if link.is_required and not link.is_many and (target in gone or target in waiting):
                    waiting[key] = target
                    found = True
                    break
    return waiting


def _without(values: Values, links: Mapping[str, Link], missing: set[Key]) -> Values:
    """Return ``values`` without the links to objects that are not there and are not to come."""
    if not missing:
        return values
    kept = dict(values)
    for name, link in links.items():
        if link.is_many:
            kept[name] = [
                code for code in values.get(name, []) if (link.target, code) not in missing
            ]
        elif (link.target, values.get(name)) in missing:
            kept[name] = None
    return kept


def _tell_what_left(
    plan: Plan,
    incoming: Mapping[Key, Incoming],
    desk: Desk,
    bases: Mapping[Key, Values],
    links: Mapping[str, Mapping[str, Link]],
    *,
    overwrite: bool,
    prune: bool,
) -> None:
    """Share out what left the fixtures between what stays and what is pruned.

    Pruned: what nobody touched since it was loaded, and that no fixture still names.
    """
    named = {
        (link.target, code)
        for entry in incoming.values()
        for name, link in links.get(entry.key[0], {}).items()
        for code in (entry.values[name] if link.is_many else [entry.values[name]])
    }
    for key, base in bases.items():
        if key in incoming or key not in desk.rows or key[0] in desk.official:
            continue
        row = desk.rows[key]
        untouched = key not in desk.claimed and all(
            base.get(name, value) == value for name, value in row.items()
        )
        if prune and key not in named and (untouched or overwrite):
            plan.prunings.append(key)
        else:
            plan.left.append(key)
