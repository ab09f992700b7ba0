"""Brings the fixtures into the database without losing anything an editor wrote."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from ...content import report
from ...content.layout import content_models
from ...content.loading import load
from ...content.problems import ContentError
from ...content.signals import content_loaded


class Command(BaseCommand):
    help = (
        "Charge les fixtures. Ce qui a été changé ou supprimé dans l’administration le reste, "
        "et le compte rendu le dit."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "dossier",
            nargs="?",
            type=Path,
            default=Path(settings.FIXTURES_DIR),
            help="le dossier des fichiers .yaml (fixtures/ par défaut)",
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="les fixtures l’emportent ; ce qu’elles remplacent est d’abord exporté",
        )
        parser.add_argument(
            "--prune",
            action="store_true",
            help="supprime ce qui n’est plus dans les fixtures et que personne n’a touché",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="dit ce qui serait fait, sans rien écrire"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load(
                options["dossier"],
                settings.VAR_DIR / "exports",
                overwrite=options["overwrite"],
                prune=options["prune"],
                dry_run=options["dry_run"],
            )
        except ContentError as error:
            raise CommandError(f"Rien n’a été changé.\n{error}") from None
        except OperationalError as error:
            raise CommandError(f"Rien n’a été changé : la base ne répond pas ({error}).") from None
        content_loaded.send(sender=type(self))
        plan = loaded.plan
        names = {
            label: str(model._meta.verbose_name_plural) for label, model in content_models().items()
        }
        in_detail = options["verbosity"] > 1
        if not options["verbosity"]:
            return
        if loaded.saved_in:
            self.stdout.write(f"Le contenu d’avant est dans {loaded.saved_in}.")
        for line in report.lines(plan, loaded.unsupported, names, in_detail=in_detail):
            self.stdout.write(line)
        if report.is_quiet(plan):
            self.stdout.write("Rien n’a changé.")
        elif options["dry_run"]:
            self.stdout.write("À blanc : rien n’a été écrit.")
        self.stdout.write(report.account(plan))
