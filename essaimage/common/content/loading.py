"""The load as a whole: read, check, plan, write, in one transaction that two loads never share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from ..models import Fiche, LoadedObject
from ..publication import NO_DATED_CITATION, published_without_evidence
from ..versions.loads import LoadVersions
from .applying import Applying
from .checking import all_links, check, unresolved
from .layout import Key, content_models
from .official import official_labels
from .planning import Desk, Incoming, Plan, Values, make_plan
from .problems import ContentError, Place, Problem
from .reading import read_folder
from .snapshot import Snapshot
from .writing import export

LOCK = (
    7_205_118_430  # of this command among PostgreSQL's advisory locks: any number, always the same
)


@dataclass(frozen=True)
class Loaded:
    """What a load did."""

    plan: Plan
    saved_in: Path | None  # where the content was exported before being replaced
    unsupported: list[Key]  # published without a dated citation, at the desk, before this load


def load(
    folder: Path,
    exports: Path,
    *,
    overwrite: bool = False,
    prune: bool = False,
    dry_run: bool = False,
) -> Loaded:
    """Bring the fixtures of ``folder`` into the database.

    ``exports`` is where the whole content is written before anything of the desk's is replaced.
    Raises ``ContentError``, and then nothing has changed.
    """
    written, problems = read_folder(folder)
    incoming = check(written, problems)
    if problems:
        raise ContentError(problems)
    with alone():
        loaded = _load(incoming, exports, overwrite=overwrite, prune=prune, dry_run=dry_run)
        if dry_run:
            transaction.set_rollback(True)
    return loaded


@contextmanager
def alone() -> Iterator[None]:
    """Open a transaction that waits for another load or import to end (SQLite's own already does)."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


def _load(
    incoming: dict[Key, Incoming], exports: Path, *, overwrite: bool, prune: bool, dry_run: bool
) -> Loaded:
    bases = _bases()
    snapshot = Snapshot(lock=True)
    rows = snapshot.read({*incoming, *bases})
    codes = {label: set(found) for label, found in snapshot.keys.items()}
    if problems := unresolved(incoming, codes):
        raise ContentError(problems)
    desk = Desk(rows, codes, _claimed(snapshot), official_labels())
    plan = make_plan(incoming, desk, bases, all_links(), overwrite=overwrite, prune=prune)
    saved_in = None
    if plan.replaces and not dry_run:
        saved_in = export_aside(exports, timezone.localtime())
    before = _unsupported()
    written = {key: entry.values for key, entry in incoming.items()}
    versions = LoadVersions(plan, snapshot.keys, rows, written)
    applying = Applying(plan, incoming, snapshot)
    applying.run()
    if not applying.problems:
        after = _unsupported()
        applying.problems += [
            Problem(_place(key, incoming), NO_DATED_CITATION) for key in after if key not in before
        ]
    if applying.problems:
        raise ContentError(applying.problems)
    versions.record()
    _remember(plan, bases)
    return Loaded(plan, saved_in, [key for key in after if key in before])


def export_aside(exports: Path, now: datetime) -> Path:
    """Write the whole content in a new folder of ``exports`` named for the moment; return it."""
    name = now.strftime("%Y-%m-%d-%Hh%Mm%S")
    folder = exports / name
    count = 1
    while folder.exists():
        count += 1
        folder = exports / f"{name}-{count}"
    try:
        folder.mkdir(parents=True)
        export(folder)
    except OSError as error:
        sentence = f"l’export de sauvegarde n’a pas pu être écrit ({error.strerror})."
        raise ContentError([Problem(Place(str(folder)), sentence)]) from None
    return folder


def _bases() -> dict[Key, Values]:
    return {
        (label, code): fields
        for label, code, fields in LoadedObject.objects.order_by("pk").values_list(
            "model_label", "code", "fields"
        )
        if label in content_models()
    }


def _claimed(snapshot: Snapshot) -> set[Key]:
    """Return the sheets that an editor vouched for."""
    return {key for key, row in snapshot.instances.items() if getattr(row, "verified_on", None)}


def _unsupported() -> list[Key]:
    """Return the published sheets that have no dated citation."""
    return [
        (label, code)
        for label, model in content_models().items()
        if issubclass(model, Fiche)
        for code in published_without_evidence(model)
        .order_by("code")
        .values_list("code", flat=True)
    ]


def _place(key: Key, incoming: dict[Key, Incoming]) -> Place:
    place = incoming[key].place if key in incoming else Place()
    return Place(place.file, place.line, *key, ("status",))


def _remember(plan: Plan, bases: dict[Key, Values]) -> None:
    """Note what was read as the base of the next merge."""
    new = [key for key in plan.bases if key not in bases]
    LoadedObject.objects.bulk_create(
        LoadedObject(model_label=label, code=code, fields=plan.bases[label, code])
        for label, code in new
    )
    changed = {key for key in plan.bases if key in bases}
    if changed:
        rows = [
            row
            for row in LoadedObject.objects.filter(code__in={code for _, code in changed})
            if (row.model_label, row.code) in changed
        ]
        for row in rows:
            row.fields = plan.bases[row.model_label, row.code]
        LoadedObject.objects.bulk_update(rows, ["fields"], batch_size=200)
    for label, code in plan.prunings:
        LoadedObject.objects.filter(model_label=label, code=code).delete()
