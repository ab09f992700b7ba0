"""Say how well searches by words answer, beside PostgreSQL's own search on the same sheets."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction

from ...judged_engines import OurSearch, PostgreSQLSearch
from ...judging import Engine, Query, Score, Verdict, judge, overall, read_table, totals

TABLE = "tests/search/judged.yaml"


class Command(BaseCommand):
    """Print two tables; nothing is written."""

    help = (
        "Mesure la recherche sur des requêtes jugées d’avance : rappel, précision, première "
        "réponse, par difficulté. Sur PostgreSQL, mesure aussi sa recherche plein texte "
        "(french, unaccent, pg_trgm) sur les mêmes fiches. N’écrit rien."
    ).replace(" :", "\N{NO-BREAK SPACE}:")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--table", help=f"requêtes jugées (par défaut {TABLE})")
        parser.add_argument(
            "--failures", action="store_true", help="montrer les requêtes mal répondues"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        queries = self._table(options["table"])
        ours = self._judged(queries, OurSearch())
        scores = {"Essaimage": totals(ours)}
        failures = {"Essaimage": ours}
        if connection.vendor == "postgresql":
            theirs = self._postgresql(queries)
            if theirs is not None:
                scores["PostgreSQL"], failures["PostgreSQL"] = totals(theirs), theirs
        self._print(scores)
        if connection.vendor != "postgresql":
            self.stdout.write(
                "La base n’est pas PostgreSQL\N{NO-BREAK SPACE}: rien à quoi se comparer."
            )
        if options["failures"]:
            for name, verdicts in failures.items():
                self._print_failures(name, verdicts)

    def _table(self, name: str | None) -> list[Query]:
        path = Path(name) if name else settings.BASE_DIR / TABLE
        try:
            return read_table(path)
        except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
            raise CommandError(
                f"Ce fichier ne se lit pas\N{NO-BREAK SPACE}: {path} ({error})"
            ) from error

    def _judged(self, queries: list[Query], engine: Engine) -> list[Verdict]:
        return [judge(query, engine(query.q)) for query in queries]

    def _postgresql(self, queries: list[Query]) -> list[Verdict] | None:
        """Judge PostgreSQL in a transaction that leaves nothing; None when it may not."""
        try:
            with transaction.atomic():
                verdicts = self._judged(queries, PostgreSQLSearch())
                transaction.set_rollback(True)
        except DatabaseError as error:
            self.stdout.write(
                "PostgreSQL n’est pas mesuré\N{NO-BREAK SPACE}: il faut le droit de créer les "
                f"extensions unaccent et pg_trgm. Sa réponse\N{NO-BREAK SPACE}: {error}".rstrip()
            )
            return None
        return verdicts

    def _print(self, scores: dict[str, dict[str, Score]]) -> None:
        heading = "".join(f"  {name:>11} rappel précis. premier" for name in scores)
        self.stdout.write(f"{'difficulté':16}{'requêtes':>9}{heading}")
        kinds = next(iter(scores.values()))
        for kind, score in kinds.items():
            self._line(kind, score.queries, [by_kind[kind] for by_kind in scores.values()])
        whole = [overall(by_kind) for by_kind in scores.values()]
        self._line("ensemble", whole[0].queries, whole)

    def _line(self, kind: str, queries: int, scores: list[Score]) -> None:
        told = "".join(
            f"  {'':11} {score.recall:6.0%} {score.precision:7.0%}"
            + (f" {score.first:7.0%}" if score.firsts else f" {'–':>7}")
            for score in scores
        )
        self.stdout.write(f"{kind:16}{queries:9}{told}")

    def _print_failures(self, name: str, verdicts: list[Verdict]) -> None:
        for verdict in verdicts:
            if not verdict.is_right:
                said = [f"{name}, «\N{NO-BREAK SPACE}{verdict.query.q}\N{NO-BREAK SPACE}»"]
                said += [f"manque {', '.join(verdict.missing)}"] if verdict.missing else []
                said += [f"de trop {', '.join(verdict.intruders)}"] if verdict.intruders else []
                said += [f"d’abord {verdict.first}"] if verdict.first else []
                self.stdout.write("\N{NO-BREAK SPACE}; ".join(said))
