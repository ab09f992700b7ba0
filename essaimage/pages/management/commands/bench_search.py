"""``manage.py bench_search``: what finding costs with 70 schemes, and with 300 000."""

import json
import signal
import sys
import tempfile
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from essaimage.common.figures import number

from ...bench.conditions import conditions
from ...bench.databases import RefusedDatabase, database_for
from ...bench.load import BadAnswerError
from ...bench.processes import FailedStep, told
from ...bench.report import table
from ...bench.schemes import partner_count
from ...bench.serving import http_results

SIZES = "70,5000,50000,300000"


def sizes(text: str) -> list[int]:
    """Read « 70,5000 »; raise ``ArgumentTypeError`` for anything else."""
    try:
        found = [int(size) for size in text.split(",")]
    except ValueError:
        found = []
    if not found or min(found) < 1:
        raise ArgumentTypeError("des nombres séparés par des virgules sont attendus : 70,5000")
    return sorted(set(found))


class Command(BaseCommand):
    """Fill, measure, drop, one size after the other; the database of the site is never opened."""

    help = (
        "Mesure ce que coûte la recherche, sur un catalogue tiré au hasard dans une base à part : "
        "construction et mémoire de l’index, temps de réponse, requêtes par seconde."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sizes", type=sizes, default=SIZES, help=f"{SIZES} par défaut")
        parser.add_argument("--seed", type=int, default=1, help="graine du tirage (1 par défaut)")
        parser.add_argument("--quick", action="store_true", help="vingt fois moins de questions")
        parser.add_argument("--database", default="", help="une base PostgreSQL qui n’existe pas")
        parser.add_argument("--json", type=Path, help="un fichier où écrire aussi les résultats")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table; raise ``CommandError`` when a step fails, everything cleaned up."""
        former = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            self.bench(options)
        except (RefusedDatabase, FailedStep, BadAnswerError) as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            raise CommandError("Arrêté : rien n’est resté.", returncode=130) from None
        finally:
            signal.signal(signal.SIGTERM, former)

    def bench(self, options: dict[str, Any]) -> None:
        """Measure each size in turn, then account for those that were."""
        machine = conditions(options)
        results: dict[int, dict[str, float]] = {}
        with tempfile.TemporaryDirectory(prefix="essaimage-banc-") as folder:
            try:
                for size in options["sizes"]:
                    results[size] = {"partners": partner_count(size)}
                    self.measure(size, options, Path(folder), results[size])
            finally:
                if results:
                    self.account(machine, results, options)

    def account(
        self, machine: list[str], results: dict[int, dict[str, float]], options: dict[str, Any]
    ) -> None:
        """Print the table; write it where asked."""
        self.stdout.write("\n".join(machine) + "\n\n" + table(results))
        if options["json"]:
            account = {"conditions": machine, "results": results}
            options["json"].write_text(json.dumps(account, ensure_ascii=False, indent=2) + "\n")
        many = "s" if len(results) > 1 else ""
        self.stdout.write(f"\n{len(results)} taille{many} mesurée{many}, graine {options['seed']}.")

    def measure(
        self, size: int, options: dict[str, Any], folder: Path, results: dict[str, float]
    ) -> None:
        """Add every measure of a catalogue of ``size`` schemes to ``results``, as it is made.

        What was measured in half an hour is still told when the last step fails.
        """
        today = timezone.localdate().isoformat()
        step = {"seed": options["seed"], "size": size, "today": today}
        step |= {"repeat": 10 if options["quick"] else 200, "edits": 4 if options["quick"] else 20}
        step["addresses"] = 120 if options["quick"] else 6_000
        log = folder / f"{size}.log"
        with database_for(size, options["database"], folder) as url:
            with closing(told("fill", step, url, log)) as lines:
                for line in lines:
                    results["fill"] = line["seconds"]
                    self.progress(size, f"{number(line['written'])} fiches écrites")
            paths: list[str] = []
            with closing(told("measure", step, url, log)) as lines:
                for line in lines:
                    paths = line.pop("addresses", paths)
                    results.update(line)
                    self.progress(size, ", ".join(line) or "adresses tirées")
            self.progress(size, "par HTTP")
            results.update(http_results(url, paths, 2 if options["quick"] else 15, log))

    def progress(self, size: int, said: str) -> None:
        """Say on the error output what is under way."""
        self.stderr.write(f"N = {number(size)} : {said}")
