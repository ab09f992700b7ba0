"""Drafts: those sent back to the user, those they began or wrote last, then those of others."""

from collections.abc import Iterable

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType

from essaimage.common.models import Move, Status
from essaimage.common.versions import name_of

from . import moves
from .base import Row, Section, Urgency
from .dates import day_said
from .desk import Desk, FicheLine


def my_drafts(desk: Desk) -> Section | None:
    """What the user began and has not sent yet, the last touched first."""
    if not desk.kinds:
        return None
    lines, names = drafts(desk)
    back = moves.sent_back(desk)
    return Section(
        slug="mes-brouillons",
        title="Vos brouillons",
        why="Personne d’autre ne les finira : complétez-les, puis envoyez-les à relire.",
        rows=[
            draft_row(line)
            for line in lines
            if line.key not in back and desk.user.pk in names.get(line.key, {})
        ],
        urgency=Urgency.NOW,
        empty="Vous n’avez aucun brouillon en cours.",
    )


def other_drafts(desk: Desk) -> Section | None:
    """What colleagues began, or what came without an author, the oldest last."""
    if not desk.kinds:
        return None
    lines, names = drafts(desk)
    rows = [
        draft_row(
            line,
            ", ".join(names.get(line.key, {}).values()) or "sans auteur connu",
            moves.sent_back(desk).get(line.key),
        )
        for line in lines
        if desk.user.pk not in names.get(line.key, {})
    ]
    return Section(
        slug="brouillons",
        title="Les autres brouillons",
        why="Un brouillon que tout le monde a oublié est du travail perdu.",
        rows=rows,
        urgency=Urgency.WHEN_POSSIBLE,
        empty="Aucun autre brouillon.",
    )


def sent_back(desk: Desk) -> Section | None:
    """What a reader sent back to the user, with the note, the last first."""
    if not desk.kinds:
        return None
    lines, names = drafts(desk)
    back = moves.sent_back(desk)
    mine = [
        (back[line.key], line)
        for line in lines
        if line.key in back and desk.user.pk in names.get(line.key, {})
    ]
    mine.sort(key=lambda each: each[0].moved_at, reverse=True)
    return Section(
        slug="renvoyees",
        title="Renvoyées avec une note",
        why="Quelqu’un a pris le temps de vous relire : la note dit ce qui manque avant de publier.",
        rows=[
            Row(
                line.title,
                line.form(),
                f"{line.kind_said}, {moves.by_whom(move)}",
                note=move.note,
            )
            for move, line in mine
        ],
        urgency=Urgency.NOW,
        empty="Aucune fiche ne vous a été renvoyée.",
    )


def draft_row(line: FicheLine, author: str = "", back: Move | None = None) -> Row:
    """One draft, its kind, its last change and whose it is."""
    said = f"{line.kind_said}, brouillon modifié {day_said(line.updated_at)}"
    said = f"{said} ({author})" if author else said
    note = f"Renvoyée {moves.by_whom(back)} : {back.note}" if back else ""
    return Row(line.title, line.form(), said, note=note)


def drafts(desk: Desk) -> tuple[list[FicheLine], dict[tuple[str, int], dict[int, str]]]:
    """Return the drafts the user may write, and who wrote each."""
    lines = [line for line in desk.mine_to_write if line.status == Status.DRAFT]
    return lines, desk.once("draft_writers", lambda: writers(lines))


def writers(lines: Iterable[FicheLine]) -> dict[tuple[str, int], dict[int, str]]:
    """Return, for each sheet, {user: name} of who created it and of who saved it last: one query."""
    kinds = {line.kind for line in lines}
    types = {each.pk: kind for kind, each in ContentType.objects.get_for_models(*kinds).items()}
    entries = (
        LogEntry.objects.filter(
            content_type__in=types, object_id__in={str(line.pk) for line in lines}
        )
        .order_by("action_time", "pk")
        .select_related("user")
    )
    first: dict[tuple[str, int], dict[int, str]] = {}
    last: dict[tuple[str, int], dict[int, str]] = {}
    for entry in entries:
        key = types[entry.content_type_id]._meta.label_lower, int(entry.object_id)
        last[key] = {entry.user_id: name_of(entry.user)}
        if entry.action_flag == ADDITION:
            first[key] = last[key]
    return {key: first.get(key, {}) | last[key] for key in last}
