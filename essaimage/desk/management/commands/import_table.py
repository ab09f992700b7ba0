"""Brings a table of sheets in from the command line: dry by default, with its progress."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError

from essaimage.common.typography import typographie

from ...tables.faults import Fault, TableError
from ...tables.kinds import KINDS
from ...tables.models import ImportRun, unpacked
from ...tables.report import faults_in
from ...tables.running import OverError, confirm, trial, try_table

SHOWN = 50  # lines told at once; --verbosity 2 tells all


class Command(BaseCommand):
    help = (
        "Importe un tableau CSV ou XLSX de fiches. Sans --confirm, dit ce qui serait fait et n’écrit "
        "rien. Tout est écrit, ou rien ne l’est."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=KINDS, help="ce que sont les fiches")
        parser.add_argument("fichier", type=Path, help="le fichier .csv ou .xlsx")
        parser.add_argument("--confirm", action="store_true", help="écrit ce qui est annoncé")
        parser.add_argument(
            "--user",
            help="le compte au nom duquel importer, avec ses droits (sinon, tous les droits)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kind, path = KINDS[options["kind"]], options["fichier"]
        user = self._user(options["user"])
        progress = self._progress if options["verbosity"] else _silent
        try:
            content = path.read_bytes()
            if not options["confirm"]:
                run = trial(kind, content, path.name, user, progress)
            else:
                run = try_table(kind, content, path.name, user, progress)
                if not run.faults and (run.created or run.changed):
                    run = confirm(run, user, progress)
        except OSError as error:
            raise CommandError(f"{path} : {error.strerror}.") from None
        except (OverError, TableError) as error:
            raise CommandError(f"Rien n’a été écrit. {error}") from None
        self._tell(run, everything=options["verbosity"] > 1)
        if run.faults:
            if run.pk:
                run.delete()
            raise CommandError(f"Rien n’a été écrit : {run.faults} à corriger.")
        if not run.is_done and run.pk:
            run.delete()
        self.stdout.write(self._account(run, dry=not options["confirm"]))

    def _user(self, name: str | None) -> AbstractBaseUser | None:
        if name is None:
            return None
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"Aucun compte ne s’appelle « {name} ».")
        return user

    def _progress(self, stage: str, done: int, total: int) -> None:
        self.stdout.write(f"{stage} : {done} sur {total}…" if done else f"{stage}…")
        self.stdout.flush()

    def _tell(self, run: ImportRun, *, everything: bool) -> None:
        report = unpacked(run.report)
        lines = [*report["notes"], *map(_said, faults_in(report)), *_kept(report)]
        shown = lines if everything else lines[:SHOWN]
        for line in shown:
            self.stdout.write(typographie(line))
        if len(lines) > len(shown):
            self.stdout.write(f"… et {len(lines) - len(shown)} autres lignes (--verbosity 2).")

    def _account(self, run: ImportRun, *, dry: bool) -> str:
        counts = {
            "créée": run.created,
            "modifiée": run.changed,
            "inchangée": run.unchanged,
            "gardée": run.kept,
        }
        said = ", ".join(
            f"{total} {word}{'s' if total > 1 else ''}" for word, total in counts.items() if total
        )
        ending = " À blanc : rien n’a été écrit." if dry else ""
        return f"{said or 'Aucune fiche'}.{ending}"


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nothing."""


def _said(fault: Fault) -> str:
    where = f"Ligne {fault.line}" + (f", colonne « {fault.column} »" if fault.column else "")
    cell = f" « {fault.cell} » :" if fault.cell else ""
    expected = f" Attendu : {fault.expected}." if fault.expected else ""
    proposal = f" Vouliez-vous dire « {fault.proposal} » ?" if fault.proposal else ""
    return f"{where} :{cell} {fault.wrong}{expected}{proposal}"


def _kept(report: dict[str, Any]) -> list[str]:
    lines = []
    for entry in report["entries"]:
        if entry["what"] == "supprimee":
            lines.append(f"Ligne {entry['line']}, « {entry['title']} » : supprimée, le reste.")
        for header, current, _, _ in entry["kept"]:
            where = f"Ligne {entry['line']}, « {entry['title']} », {header}"
            lines.append(f"{where} : gardé « {current or 'vide'} ».")
    return lines
