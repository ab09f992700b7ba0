"""« Supprimer » for several rows: what goes along with each, what stays and why, before anything goes."""

from collections import Counter
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import models, router

from .base import NOT_DELETED
from .bulk import NOT_ALLOWED, BulkAction, BulkContext, Change, Skip

MOST_NAMED = 3  # kinds of rows, or titles: the page of each row says the rest
LEANT_ON = "D’autres contenus s’appuient dessus\N{NO-BREAK SPACE}: {}."


class DeleteRows(BulkAction):
    """Takes the place of Django's own: what may go goes, what may not says why."""

    name = "delete_selected"
    label = "Supprimer"
    permissions = ("delete",)
    done = ("1 ligne supprimée.", "{} lignes supprimées.")
    explanation = (
        "Ce qui est supprimé disparaît du site à l’instant. Pour retirer une fiche sans la perdre, "
        "archivez-la plutôt."
    )
    asks_note = True
    note_label = "Pourquoi : gardé avec ce qui est supprimé"
    is_dangerous = True
    is_logged = False  # Django’s own words, with the title that was
    refused_by_database = NOT_DELETED
    most_rows = 200

    def prepare(self, rows: list[models.Model], context: BulkContext) -> dict[Any, NestedObjects]:
        """Follow what leans on all the rows at once; row by row only when some may not go."""
        together = collected(rows)
        return {row.pk: collected([row]) if together.protected else together for row in rows}

    def plan(self, row: models.Model, context: BulkContext) -> Change | Skip:
        tree = context.prepared[row.pk]
        if tree.protected:
            titles = sorted(str(each) for each in tree.protected)[:MOST_NAMED]
            return Skip(LEANT_ON.format(", ".join(titles)))
        below = [each for each in descendants(tree, row) if not each._meta.auto_created]
        if not all(may_go(each, context) for each in below):
            return Skip(NOT_ALLOWED)
        return Change(said_now(row), said_along(below))

    def apply_all(self, rows: list[models.Model], context: BulkContext) -> None:
        """Delete them together, as the admin of their kind does."""
        admin, request = context.model_admin, context.request
        chosen = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])
        admin.log_deletions(request, rows)
        admin.delete_queryset(request, chosen)


def collected(rows: list[models.Model]) -> NestedObjects:
    """Return what deleting ``rows`` would take along, and what protects them."""
    tree = NestedObjects(using=router.db_for_write(type(rows[0])) if rows else "default")
    tree.collect(rows)
    return tree


def descendants(tree: NestedObjects, row: models.Model) -> list[models.Model]:
    """Return what goes along with ``row``, whatever the depth."""
    children = tree.edges.get(row, [])
    return [each for child in children for each in (child, *descendants(tree, child))]


def may_go(row: models.Model, context: BulkContext) -> bool:
    """Whether the editor may delete this row too, when it has an admin of its own."""
    admin = context.model_admin.admin_site._registry.get(type(row))
    return admin is None or admin.has_delete_permission(context.request, row)


def said_now(row: models.Model) -> str:
    """What is lost: the status of a sheet, else nothing more than the row."""
    return row.get_status_display() if hasattr(row, "get_status_display") else "gardé"


def said_along(below: list[models.Model]) -> str:
    """« supprimé, avec 3 faits sourcés et 1 guichet »."""
    counts = Counter(type(row)._meta for row in below)
    said = [
        f"{total} {meta.verbose_name if total == 1 else meta.verbose_name_plural}"
        for meta, total in counts.most_common(MOST_NAMED)
    ]
    if not said:
        return "supprimé"
    rest = "…" if len(counts) > MOST_NAMED else ""
    return f"supprimé, avec {', '.join(said)}{rest}"
