"""How long a table of thousands of lines takes, on the database of the site; nothing is left behind."""

import resource
from collections.abc import Callable
from time import perf_counter, process_time

from django.db import transaction

from essaimage.common.spreadsheets import csv_of

from .exporting import export_table
from .kinds import CODE, MARK, Kind
from .running import confirm, try_table
from .writing import Progress

Say = Callable[[str], None]


class Undone(Exception):
    """Ends the transaction of the bench, and takes back all it wrote."""


def measure(kind: Kind, lines: int, say: Say, progress: Progress) -> None:
    """Bring ``lines`` new sheets in, change them all, bring them back unchanged; print each time."""
    try:
        with transaction.atomic():
            _measure(kind, lines, say, progress)
            raise Undone
    except Undone:
        say("Tout a été annulé : la base est comme avant.")


def _measure(kind: Kind, lines: int, say: Say, progress: Progress) -> None:
    header = [column.header for column in kind.columns]
    content = csv_of(header, _new_rows(kind, lines))
    say(f"{lines} {kind.title.lower()} nouveaux, {len(content) / 1e6:.1f} Mo de CSV :")
    _bring(kind, content, say, progress)
    started = now()
    added = kind.model._base_manager.filter(title__startswith="Banc d’essai ")
    table = export_table(kind, added, None)
    csv_bytes = table.csv()
    _say(say, "export en CSV", started)
    started = now()
    xlsx_bytes = table.xlsx()
    _say(say, f"export en XLSX ({len(xlsx_bytes) / 1e6:.1f} Mo)", started)
    started = now()
    run = try_table(kind, csv_bytes, "inchange.csv", None, progress)
    _say(say, f"le même CSV, inchangé ({run.unchanged} inchangées)", started)
    started = now()
    run = try_table(kind, xlsx_bytes, "inchange.xlsx", None, progress)
    _say(say, f"le même XLSX, inchangé ({run.unchanged} inchangées)", started)
    at = header.index("Résumé")
    for row in table.rows:
        row[at] = f"{row[at][:200]} Relu."
    say(f"{lines} résumés changés :")
    _bring(kind, table.csv(), say, progress)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"Mémoire au plus haut : {peak:.0f} Mo.")


def _bring(kind: Kind, content: bytes, say: Say, progress: Progress) -> None:
    started = now()
    run = try_table(kind, content, "banc.csv", None, progress)
    _say(say, f"essai à blanc ({run.faults} à corriger)", started)
    started = now()
    run = confirm(run, None, progress)
    _say(say, f"confirmation ({run.created} créées, {run.changed} modifiées)", started)


def _new_rows(kind: Kind, lines: int) -> list[list[str]]:
    """Return as many new lines, written like the sheets that are there."""
    models = export_table(kind, kind.model._base_manager.order_by("pk"), None).rows
    if not models:
        raise LookupError("Aucune fiche à imiter : chargez d’abord le contenu.")
    at = {column.name: index for index, column in enumerate(kind.columns)}
    rows = []
    for number in range(lines):
        row = list(models[number % len(models)])
        row[at["title"]] = f"Banc d’essai {number:05}"
        row[at["status"]] = "Brouillon"
        for name in (CODE, MARK, "slug", "published_at"):
            row[at[name]] = ""
        rows.append(row)
    return rows


def now() -> tuple[float, float]:
    """Return what the clock on the wall says, and how long this process has computed, in seconds."""
    return perf_counter(), process_time()


def _say(say: Say, what: str, started: tuple[float, float]) -> None:
    wall, computed = (end - start for end, start in zip(now(), started, strict=True))
    said = f"{wall:.1f} s, dont {computed:.1f} s de calcul".replace(".", ",")
    say(f"  {what}\N{NO-BREAK SPACE}: {said}")
