"""Errors that visitors report, and that nobody has settled."""

from django.urls import reverse

from ..corrections.models import Correction, Settlement
from ..corrections.waiting import waiting
from .base import SHOWN, Row, Section, Urgency
from .dates import day_said
from .desk import Desk


def reported(desk: Desk) -> Section | None:
    """What visitors say is wrong, the oldest first; the same thing said twice is there once."""
    if not desk.may("view", Correction):
        return None
    rows = waiting().order_by("received_at", "pk")
    return Section(
        slug="erreurs-signalees",
        title="Erreurs signalées",
        why="La page dit peut-être faux, et des personnes s’y fient.",
        rows=[
            Row(
                f"{row.fiche_title} : {row.point_said}",
                reverse("admin:desk_correction_change", args=[row.pk]),
                day_said(row.received_at),
                note=row.proposed,
            )
            for row in rows[:SHOWN]
        ],
        total=rows.count(),
        elsewhere=f"{reverse('admin:desk_correction_changelist')}?status__exact={Settlement.WAITING}",
        urgency=Urgency.NOW,
        empty="Aucune erreur signalée n’attend de réponse.",
    )
