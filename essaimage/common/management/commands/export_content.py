"""Writes the content back to the fixtures, as canonical YAML."""

from argparse import ArgumentParser
from difflib import unified_diff
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...content.writing import HEADER, export, rendered_files


class Command(BaseCommand):
    help = "Écrit le contenu de la base dans les fixtures, mis en forme pour être lu et comparé."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "dossier",
            nargs="?",
            type=Path,
            default=Path(settings.FIXTURES_DIR),
            help="le dossier des fichiers .yaml (fixtures/ par défaut)",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="n’écrit rien ; montre les différences, et échoue s’il y en a",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["dossier"]
        try:
            if options["check"]:
                self._check(folder)
                return
            folder.mkdir(parents=True, exist_ok=True)
            exported = export(folder)
        except OSError as error:
            raise CommandError(f"{folder} : {error.strerror}.") from None
        for name in exported.written:
            self.stdout.write(f"Écrit : {name}")
        for name in exported.foreign:
            self.stdout.write(
                f"Laissé : {name}. Ses objets sont dans les fichiers ci-dessus : "
                "supprimez-le pour ne pas les charger deux fois."
            )
        self.stdout.write(_account(len(exported.written), "écrit", len(exported.same)))

    def _check(self, folder: Path) -> None:
        different = 0
        texts = rendered_files()
        for name, text in texts.items():
            path = folder / name
            committed = path.read_text() if path.exists() else ""
            expected = text or (HEADER if committed else "")
            diff = unified_diff(
                committed.splitlines(),
                expected.splitlines(),
                f"fixtures/{name}",
                "base",
                "",
                "",
                2,
                "",
            )
            found = list(diff)
            different += bool(found) or committed != expected
            for line in found:
                self.stdout.write(line)
        extra = [path.name for path in sorted(folder.glob("*.yaml")) if path.name not in texts]
        for name in extra:
            self.stdout.write(f"En trop : {name}")
        account = _account(different, "différent", len(texts) - different)
        if different or extra:
            raise CommandError(account)
        self.stdout.write(account)


def _account(number: int, word: str, same: int) -> str:
    return f"{number} {word}{'s' if number > 1 else ''}, {same} identique{'s' if same > 1 else ''}."
