"""Messages that nobody has answered."""

from django.urls import reverse

from ..models import Message
from .base import SHOWN, Row, Section, Urgency
from .dates import day_said
from .desk import Desk


def unanswered(desk: Desk) -> Section | None:
    """What visitors wrote, the oldest first: they wait."""
    if not desk.may("view", Message):
        return None
    waiting = Message.objects.filter(is_handled=False).order_by("received_at", "pk")
    rows = [
        Row(
            message.get_subject_display(),
            reverse("admin:desk_message_change", args=[message.pk]),
            f"{message.email}, {day_said(message.received_at)}",
        )
        for message in waiting[:SHOWN]
    ]
    return Section(
        slug="messages",
        title="Messages à traiter",
        why="Une personne a pris le temps d’écrire : elle attend une réponse.",
        rows=rows,
        total=waiting.count(),
        elsewhere=f"{reverse('admin:desk_message_changelist')}?is_handled__exact=0",
        urgency=Urgency.NOW,
        empty="Aucun message n’attend de réponse.",
    )
