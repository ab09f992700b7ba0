"""Writes sheets as a table, which ``import_table`` brings back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...tables.exporting import export_table
from ...tables.kinds import KINDS


class Command(BaseCommand):
    help = "Écrit les fiches dans un tableau CSV ou XLSX, selon la fin du nom du fichier."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=KINDS, help="ce que sont les fiches")
        parser.add_argument("fichier", type=Path, help="le fichier .csv ou .xlsx à écrire")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, path = KINDS[options["kind"]], options["fichier"]
        ending = path.suffix.lower().lstrip(".")
        if ending not in ("csv", "xlsx"):
            raise CommandError("Le nom du fichier finit par .csv ou .xlsx.")
        table = export_table(kind, kind.model.objects.order_by("title", "pk"), None)
        try:
            path.write_bytes(getattr(table, ending)())
        except OSError as error:
            raise CommandError(f"{path} : {error.strerror}.") from None
        total = len(table.rows)
        self.stdout.write(f"{total} fiche{'s' if total > 1 else ''} dans {path}.")
