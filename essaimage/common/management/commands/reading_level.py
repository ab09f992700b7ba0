"""Say how hard the summaries are to read, kind by kind, and which ones to read again."""

from argparse import ArgumentParser
from statistics import median
from typing import Any

from django.core.management.base import BaseCommand

from ...models import Fiche
from ...reading_level import ReadingLevel, reading_level
from ...texts import fiche_models


class Command(BaseCommand):
    """Print a table; it writes nothing."""

    help = (
        "Mesure la difficulté de lecture des résumés publiés (indice de Kandel et Moles : plus il "
        "est haut, plus c’est facile) et montre ceux qu’il vaut mieux relire."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--worst", type=int, default=1, help="résumés à relire, par genre (1 par défaut)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found: list[ReadingLevel] = []
        kinds = 0
        for model in fiche_models():
            rows = measured(model)
            if not rows:
                continue
            if not kinds:
                self.stdout.write(
                    f"{'genre':38} {'résumés':>7} {'indice':>7} {'mots/phrase':>11} {'longs':>6}"
                )
            kinds += 1
            levels = [level for level, _ in rows]
            found += levels
            self.stdout.write(account(str(model._meta.verbose_name_plural), levels))
            for level, title in rows[: max(0, options["worst"])]:
                self.stdout.write(f"  à relire : {title} ({level.index:.0f}, {level.said})")
        if not found:
            self.stdout.write("Aucun résumé publié.")
            return
        middle = median(level.index for level in found)
        self.stdout.write(
            f"{kinds} genres de fiches, {len(found)} résumés, indice médian {middle:.0f}."
        )


def measured(model: type[Fiche]) -> list[tuple[ReadingLevel, str]]:
    """Return the published summaries of ``model`` with their titles, the hardest first."""
    rows = model.objects.published().values_list("summary", "title")
    levels = [(reading_level(summary), title) for summary, title in rows]
    known = [(level, title) for level, title in levels if level is not None]
    return sorted(known, key=lambda row: (row[0].index, row[1]))


def account(kind: str, levels: list[ReadingLevel]) -> str:
    """Return the line of a kind: how many, then three medians."""
    index = median(level.index for level in levels)
    length = median(level.words_per_sentence for level in levels)
    share = median(level.long_share for level in levels)
    return f"{kind[:38]:38} {len(levels):7} {index:7.0f} {length:11.1f} {share:6.0%}"
