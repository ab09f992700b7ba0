"""Say how well « Quel modèle ? » advises: ventures judged beforehand, then random answers."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from essaimage.common.typography import typographie

from ...inquiry import published_inquiry
from ...orientation import Inquiry
from ...orientation.judging import (
    Verdict,
    dead_answers,
    judge,
    read_ventures,
    shares,
    unreachable_models,
)

TABLE = "tests/models_catalog/ventures.yaml"
DRAWS = 5_000


class Command(BaseCommand):
    """Print the table of ventures and the shares; nothing is written."""

    help = typographie(
        "Juge le questionnaire « Quel modèle ? » : ce qu’il conseille à des projets jugés d’avance, "
        "puis ce que donnent des réponses tirées au hasard. N’écrit rien."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--table", help=f"projets jugés d’avance (par défaut {TABLE})")
        parser.add_argument("--draws", type=int, default=DRAWS, help="nombre de tirages")
        parser.add_argument("--seed", type=int, default=1, help="graine des tirages")

    def handle(self, *args: Any, **options: Any) -> None:
        inquiry = published_inquiry()
        if not inquiry.questions or not inquiry.models or options["draws"] < 1:
            raise CommandError(
                "Il faut trois modèles et des questions publiés, avec leurs réponses, et un tirage au moins."
            )
        answers = sum(len(question.options) for question in inquiry.questions)
        self.stdout.write(f"{len(inquiry.questions)} questions, {answers} réponses")
        self._print_possible(inquiry)
        self._print_ventures(self._verdicts(inquiry, options["table"]))
        self._print_shares(inquiry, options["draws"], options["seed"])

    def _verdicts(self, inquiry: Inquiry, name: str | None) -> list[Verdict]:
        path = Path(name) if name else settings.BASE_DIR / TABLE
        try:
            return [judge(inquiry, venture) for venture in read_ventures(path)]
        except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
            raise CommandError(
                f"Cette table ne se lit pas\N{NO-BREAK SPACE}: {path} ({error})"
            ) from error

    def _print_possible(self, inquiry: Inquiry) -> None:
        possible = ", ".join(f"{model} {inquiry.max_possible(model)}" for model in inquiry.models)
        self.stdout.write(f"points possibles\N{NO-BREAK SPACE}: {possible}")
        for question, answer in dead_answers(inquiry):
            self.stdout.write(f"sans effet\N{NO-BREAK SPACE}: {question}, {answer}")
        for model in unreachable_models(inquiry):
            self.stdout.write(f"jamais premier\N{NO-BREAK SPACE}: {model}")

    def _print_ventures(self, verdicts: list[Verdict]) -> None:
        self.stdout.write("")
        for verdict in verdicts:
            mark = "non" if verdict.faults else "oui"
            self.stdout.write(f"{mark}  {verdict.venture.name}")
            self.stdout.write(f"     attendu  {verdict.venture.expected}")
            self.stdout.write(f"     obtenu   {verdict.obtained}")
            if verdict.faults:
                self.stdout.write(f"     écart    {', '.join(verdict.faults)}")
        right = sum(not verdict.faults for verdict in verdicts)
        self.stdout.write(f"{right} projets sur {len(verdicts)} comme les sources le conseillent")

    def _print_shares(self, inquiry: Inquiry, draws: int, seed: int) -> None:
        found = shares(inquiry, draws=draws, seed=seed)
        self.stdout.write(f"\n{draws} tirages, graine {seed}")
        for title, values in (
            ("premier", found.first),
            ("écart", found.certainty),
            ("autre conseil", found.exits),
        ):
            told = ", ".join(f"{name} {share:.0%}" for name, share in values.items())
            self.stdout.write(f"{title:14}{told}")
