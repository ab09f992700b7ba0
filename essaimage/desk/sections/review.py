"""Sheets to review: the oldest first, for who may publish them; the others see what they sent."""

from essaimage.common.models import Status

from .base import Row, Section, Urgency
from .dates import day_said
from .desk import Desk, FicheLine


def to_review(desk: Desk) -> Section | None:
    """What waits for a reader, the one that has waited longest first."""
    if not desk.kinds:
        return None
    waiting = [line for line in reversed(desk.fiches) if line.status == Status.TO_REVIEW]
    theirs = [line for line in waiting if desk.may("publish", line.kind)]
    if not any(desk.may("publish", kind) for kind in desk.kinds):
        return Section(
            slug="a-relire",
            title="Envoyées à relire",
            why="Rien à faire de votre côté : une personne du groupe « publication » les relit.",
            rows=[review_row(line) for line in waiting],
            urgency=Urgency.WHEN_POSSIBLE,
            empty="Aucune fiche n’attend de relecture.",
        )
    return Section(
        slug="a-relire",
        title="À relire et à publier",
        why="Quelqu’un attend votre lecture, et les visiteurs la fiche.",
        rows=[review_row(line) for line in theirs],
        urgency=Urgency.NOW,
        empty="Aucune fiche n’attend votre relecture.",
    )


def review_row(line: FicheLine) -> Row:
    """One sheet, and since when it waits."""
    return Row(line.title, line.form(), f"{line.kind_said}, envoyée {since(line)}")


def since(line: FicheLine) -> str:
    """« aujourd’hui », « hier », « le 3 novembre »."""
    return day_said(line.updated_at)
