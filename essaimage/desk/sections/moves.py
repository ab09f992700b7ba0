"""The last step that each draft, or each sheet to review, took: one query for all."""

from essaimage.common.models import Move, Status, Step

from .dates import day_said
from .desk import Desk

Key = tuple[str, int]


def last_moves(desk: Desk) -> dict[Key, Move]:
    """Return the last step of each sheet that is not public, by sheet."""
    return desk.once("moves", lambda: read(desk))


def read(desk: Desk) -> dict[Key, Move]:
    """Read the steps of what is being written: one query."""
    written = {
        (line.kind._meta.label_lower, line.code): line.key
        for line in desk.fiches
        if line.status in (Status.DRAFT, Status.TO_REVIEW)
    }
    labels, codes = ({key[part] for key in written} for part in (0, 1))
    rows = Move.objects.filter(model_label__in=labels, fiche_code__in=codes)
    found: dict[Key, Move] = {}
    for move in rows.order_by("moved_at", "pk"):
        if key := written.get((move.model_label, move.fiche_code)):
            found[key] = move
    return found


def sent_back(desk: Desk) -> dict[Key, Move]:
    """Return the steps that sent a sheet back, for those that wait since."""
    moves = last_moves(desk)
    return {key: move for key, move in moves.items() if move.step == Step.SEND_BACK}


def by_whom(move: Move) -> str:
    """« par Camille, hier »."""
    day = day_said(move.moved_at)
    return f"par {move.author_name}, {day}" if move.author_name else day
