"""Measures the import of a table of thousands of lines on the database of the site, and undoes it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...tables.bench import measure
from ...tables.kinds import KINDS
from ...tables.writing import silent


class Command(BaseCommand):
    help = (
        "Importe des milliers de lignes inventées, dit le temps de chaque étape et la mémoire, puis "
        "annule tout."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", nargs="?", choices=KINDS, default="dispositifs")
        parser.add_argument("--lines", type=int, default=5_000, help="lignes (5 000 par défaut)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            measure(KINDS[options["kind"]], options["lines"], self.stdout.write, silent)
        except LookupError as error:
            raise CommandError(str(error)) from None
