"""« Marquer comme traité » : what was dealt with leaves the desk's front page."""

from django.db import models

from .bulk import BulkAction, BulkContext, Change, Skip


class MarkAsHandled(BulkAction):
    """For any model with ``is_handled``. ``done`` is what is said afterwards, for one and for many."""

    name = "mark_as_handled"
    label = "Marquer comme traité"

    def __init__(self, done: tuple[str, str]) -> None:
        self.done = done

    def plan(self, row: models.Model, context: BulkContext) -> Change | Skip:
        return Skip("Déjà traité.") if row.is_handled else Change("à traiter", "traité")

    def apply(self, row: models.Model, context: BulkContext) -> None:
        row.is_handled = True
        row.save(update_fields=["is_handled"])
