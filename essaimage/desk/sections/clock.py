"""What the clock alone will do: publications at a date, automatic ends."""

from datetime import datetime

from essaimage.common.dates import day_and_hour
from essaimage.common.models import Status

from .base import Row, Section, Urgency
from .desk import Desk, FicheLine


def scheduled(desk: Desk) -> Section | None:
    """Sheets that will appear or be withdrawn at their hour, the next first."""
    if not desk.kinds:
        return None
    coming = []
    for line in desk.fiches:
        if line.status != Status.PUBLISHED:
            continue
        if line.published_at and line.published_at > desk.now:
            coming.append((line.published_at, "paraîtra", line))
        if line.ends_at and line.ends_at > desk.now:
            coming.append((line.ends_at, "sera retirée", line))
    coming.sort(key=lambda each: (each[0], each[2].title))
    return Section(
        slug="programmees",
        title="Prévu à une date",
        why="Cela se fera sans vous, à l’heure dite : vérifiez que c’est toujours voulu.",
        rows=[clock_row(line, does, moment) for moment, does, line in coming],
        urgency=Urgency.SOON,
        empty="Aucune publication ni aucun retrait n’est prévu.",
    )


def clock_row(line: FicheLine, does: str, moment: datetime) -> Row:
    """One sheet, what will happen to it and when, in Paris."""
    return Row(line.title, line.form(), f"{line.kind_said}, {does} {day_and_hour(moment)}")
