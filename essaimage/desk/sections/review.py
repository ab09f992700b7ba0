"""Sheets to review: the oldest first, for who may publish them; the others see what they sent."""

from datetime import datetime

from essaimage.common.models import Move, Status

from .base import Row, Section, Urgency, guide
from .dates import day_said
from .desk import Desk, FicheLine
from .moves import last_moves


def to_review(desk: Desk) -> Section | None:
    """What waits for a reader, the one that has waited longest first."""
    if not desk.kinds:
        return None
    moves = last_moves(desk)
    waiting = [line for line in desk.fiches if line.status == Status.TO_REVIEW]
    waiting.sort(key=lambda line: since(line, moves.get(line.key)))
    theirs = [line for line in waiting if desk.may("publish", line.kind)]
    if not any(desk.may("publish", kind) for kind in desk.kinds):
        return Section(
            slug="a-relire",
            title="Envoyées à relire",
            why="Rien à faire de votre côté : une personne du groupe « publication » les relit.",
            rows=[review_row(line, moves.get(line.key)) for line in waiting],
            urgency=Urgency.WHEN_POSSIBLE,
            empty="Aucune fiche n’attend de relecture.",
        )
    return Section(
        slug="a-relire",
        title="À relire et à publier",
        why="Quelqu’un attend votre lecture, et les visiteurs la fiche.",
        rows=[review_row(line, moves.get(line.key)) for line in theirs],
        urgency=Urgency.NOW,
        empty="Aucune fiche n’attend votre relecture.",
        guide=guide("Comment relire", "relire"),
    )


def review_row(line: FicheLine, move: Move | None) -> Row:
    """One sheet, who sent it, since when it waits, and what they wrote about it."""
    who = f" par {move.author_name}" if move and move.author_name else ""
    said = f"{line.kind_said}, envoyée{who} {day_said(since(line, move))}"
    return Row(line.title, line.form(), said, note=move.note if move else "")


def since(line: FicheLine, move: Move | None) -> datetime:
    """Since when it waits: its last step, else its last change."""
    return move.moved_at if move and move.to_status == Status.TO_REVIEW else line.updated_at
