"""A table brought in: tried first, nothing written; then confirmed, all of it or nothing.

Trying writes everything and takes it back, so that what the database refuses is told too. Confirming
reads the very file that was tried and plans again inside the transaction: when the content moved in
between and the plan is no longer the one that was shown, nothing is written and it is shown again.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from essaimage.common.content.loading import alone
from essaimage.common.content.signals import content_loaded
from essaimage.common.models import Origin
from essaimage.common.versions import Tree, name_of, record_many, snapshots

from .faults import Fault
from .headings import known_headings
from .kinds import KINDS, Kind
from .models import ImportedLine, ImportRun, ImportState, packed
from .moves import keep_moves
from .planning import TablePlan, plan_table
from .reading import Sheet, read_table
from .report import report_of
from .writing import PART, Progress, Writing, silent

COMMAND = "ligne de commande"


@dataclass(frozen=True)
class Tried:
    """What a plan came to."""

    table: TablePlan
    report: dict[str, Any]
    digest: str


class OverError(Exception):
    """The import was confirmed already, or its file is no longer kept; the message is French."""


def try_table(
    kind: Kind,
    content: bytes,
    file_name: str,
    user: AbstractBaseUser | None,
    progress: Progress = silent,
) -> ImportRun:
    """Try a file and keep it with its report until it is confirmed; raises ``TableError``."""
    run = trial(kind, content, file_name, user, progress)
    run.save()
    return run


def trial(
    kind: Kind,
    content: bytes,
    file_name: str,
    user: AbstractBaseUser | None,
    progress: Progress = silent,
) -> ImportRun:
    """Try a file and keep nothing; raises ``TableError``."""
    progress("lecture du fichier", 0, 1)
    sheet = read_table(content, known_headings(kind))
    run = ImportRun(
        kind=kind.slug,
        file_name=file_name[-200:],
        content=content,
        checksum=hashlib.sha256(content).hexdigest(),
        author=user,
        author_name=_name(user),
        created_at=timezone.now(),
    )
    progress("contrôle des lignes", 0, len(sheet.lines))
    # Planned before anything is locked: others go on saving meanwhile.
    table = plan_table(kind, sheet, user, run.created_at)
    with alone():
        tried = _written(table, table.digest, progress)
        transaction.set_rollback(True)
    _tell(run, tried)
    return run


def confirm(
    run: ImportRun, user: AbstractBaseUser | None, progress: Progress = silent
) -> ImportRun:
    """Write what was shown; when the plan has changed since, write nothing and show it again.

    The import is done when ``is_done``. Raises ``OverError``, ``TableError``.
    """
    kind = KINDS[run.kind]
    _refuse_over(run)
    content = bytes(run.content)
    if hashlib.sha256(content).hexdigest() != run.checksum:
        raise OverError("Le fichier n’est plus gardé : envoyez-le à nouveau.")
    progress("lecture du fichier", 0, 1)
    sheet = read_table(content, known_headings(kind))
    with alone():
        run = _locked(run)
        table, tried = _write_if_same(run, kind, sheet, user, progress)
        if table is None:
            transaction.set_rollback(True)
        else:
            _tell(run, tried)
            run.state, run.confirmed_at = ImportState.DONE, timezone.now()
            run.content = None
            run.save()
    if not run.is_done:
        _tell(run, tried)
        run.save(update_fields=[*COUNTED, "report", "plan_digest"])
    else:
        content_loaded.send(sender=ImportRun)
    return run


COUNTED = ("lines", "created", "changed", "unchanged", "kept", "faults")


def _locked(run: ImportRun) -> ImportRun:
    """Return the import as it is now, which nobody else confirms meanwhile."""
    found = ImportRun.objects.select_for_update().filter(pk=run.pk).first()
    _refuse_over(found)
    return found


def _refuse_over(run: ImportRun | None) -> None:
    """Refuse an import that is confirmed, forgotten or too old."""
    if run is not None and run.is_done:
        raise OverError("Cet import a déjà été confirmé.")
    if run is None or not run.is_open:
        raise OverError("Cet essai est trop ancien : envoyez le fichier à nouveau.")


def _write_if_same(
    run: ImportRun, kind: Kind, sheet: Sheet, user: AbstractBaseUser | None, progress: Progress
) -> tuple[TablePlan | None, Tried]:
    """Return the plan once written, and what it came to; no plan when nothing was to be written."""
    table = plan_table(kind, sheet, user, run.created_at, lock=True)
    digest = table.digest
    is_same = digest == run.plan_digest and not run.faults
    pks = _touched(table)
    found = snapshots(kind.model, pks.values()) if is_same else {}
    tried = _written(table, digest, progress)
    if not is_same or table.faults:
        return None, tried
    pks |= _touched(table)
    _record(run, table, pks, found, user, progress)
    return table, tried


def _written(table: TablePlan, digest: str, progress: Progress) -> Tried:
    """Write a plan that has no fault, so that the database says what it thinks of it."""
    report = None
    if not table.faults:
        report = report_of(table)
    writing = Writing(table, progress)
    writing.run()
    if writing.faults or report is None:
        told: list[Fault] = [*table.faults, *writing.faults]
        table.faults = sorted(dict.fromkeys(told), key=lambda fault: fault.line)
        report = report_of(table)
    return Tried(table, report, digest)


def _touched(table: TablePlan) -> dict[str, int]:
    """Return the primary keys of the sheets that the plan writes, those that exist, by code."""
    keys = table.snapshot.keys[table.kind.label] if table.snapshot else {}
    codes = [key[1] for key in [*table.plan.creations, *table.plan.updates]]
    return {code: keys[code] for code in codes if code in keys}


def _record(
    run: ImportRun,
    table: TablePlan,
    pks: dict[str, int],
    found: dict[int, Tree],
    user: AbstractBaseUser | None,
    progress: Progress,
) -> None:
    """Keep what the import wrote: versions, lines brought, the admin's own log."""
    kind, plan = table.kind, table.plan
    ordered = list(pks.values())
    reason = f"Import du fichier « {run.file_name} »"
    for start in range(0, len(ordered), PART):
        progress("historique", start, len(ordered))
        part = ordered[start : start + PART]
        record_many(kind.model, part, author=user, reason=reason, origin=Origin.IMPORT, found=found)
    _keep_lines(run, table)
    keep_moves(table, user, _name(user), f"{reason}.")
    if user is None:
        return
    for changes, flag in ((plan.creations, ADDITION), (plan.updates, CHANGE)):
        wanted = [pks[key[1]] for key in changes if key[1] in pks]
        for start in range(0, len(wanted), PART):
            rows = kind.model._base_manager.filter(pk__in=wanted[start : start + PART])
            LogEntry.objects.log_actions(user.pk, rows, flag, f"{reason}.")


def _keep_lines(run: ImportRun, table: TablePlan) -> None:
    plan = table.plan
    rows = [
        ImportedLine(
            run=run,
            model_label=key[0],
            fiche_code=key[1],
            mark=table.lineage(key[1]),
            is_creation=key in plan.creations,
            values=table.incoming[key].values,
        )
        for key in [*plan.creations, *plan.updates]
    ]
    ImportedLine.objects.bulk_create(rows, batch_size=100)


def _tell(run: ImportRun, tried: Tried) -> None:
    """Note on the import what its plan came to."""
    counts = tried.report["counts"]
    for name in COUNTED:
        setattr(run, name, counts[name])
    run.plan_digest = tried.digest
    run.report = packed(tried.report)


def _name(user: AbstractBaseUser | None) -> str:
    return name_of(user)[:150] or COMMAND
