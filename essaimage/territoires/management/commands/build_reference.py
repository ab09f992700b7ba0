"""``manage.py build_reference FOLDER``: makes the committed reference from the npm package."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from essaimage.common.figures import number

from ...reference_building import build
from ...reference_files import FOLDER, PACKAGE, BadReference, write


class Command(BaseCommand):
    help = f"Refait la référence des territoires à partir du paquet npm {PACKAGE}, décompressé."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "dossier", type=Path, help="le dossier du paquet (celui de package.json)"
        )
        parser.add_argument(
            "--vers", type=Path, default=FOLDER, help="où écrire (la référence du site par défaut)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reference = build(options["dossier"])
            sums = write(reference, options["vers"])
        except BadReference as error:
            raise CommandError(str(error)) from None
        except (KeyError, TypeError) as error:
            raise CommandError(f"Le paquet n’a pas la forme attendue ({error}).") from None
        size = sum((options["vers"] / file).stat().st_size for file in sums)
        self.stdout.write(
            f"{number(len(reference.communes))} communes, {number(len(reference.aliases))} anciens "
            f"codes et arrondissements, {number(len(reference.epcis))} intercommunalités, "
            f"{len(reference.departements)} départements, {len(reference.regions)} régions : "
            f"{number(size // 1000)} ko."
        )
