"""What waits for an editor: drafts, sheets to review, messages; and how many sheets of each kind."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, Value
from django.urls import reverse

from essaimage.common.models import Fiche, Status

from .models import Message

SHOWN = 8  # rows of each list on the front page


@dataclass(frozen=True)
class WaitingFiche:
    """A sheet that is not public yet."""

    kind: str
    title: str
    url: str
    status: str
    updated_at: datetime


def counts_by_status(kinds: list[type[Fiche]]) -> dict[str, dict[str, int]]:
    """Return {« dispositifs.dispositif »: {status: number}}: one query."""
    rows = [
        kind.objects.order_by()
        .annotate(kind_label=Value(kind._meta.label_lower, output_field=CharField()))
        .values_list("kind_label", "status")
        .annotate(total=Count("pk"))
        for kind in kinds
    ]
    counts: dict[str, dict[str, int]] = {kind._meta.label_lower: {} for kind in kinds}
    if rows:
        for label, status, total in rows[0].union(*rows[1:], all=True):
            counts[label][status] = total
    return counts


def waiting_fiches(kinds: list[type[Fiche]]) -> list[WaitingFiche]:
    """Return the drafts and the sheets to review, the last modified first: one query."""
    by_label = {kind._meta.label_lower: kind for kind in kinds}
    rows = [
        kind.objects.order_by()
        .filter(status__in=[Status.DRAFT, Status.TO_REVIEW])
        .values_list(Value(label, output_field=CharField()), "pk", "title", "status", "updated_at")
        for label, kind in by_label.items()
    ]
    found = rows[0].union(*rows[1:], all=True) if rows else []
    fiches = [
        WaitingFiche(
            kind=str(by_label[label]._meta.verbose_name),
            title=title,
            url=reverse(f"admin:{label.replace('.', '_')}_change", args=[pk]),
            status=status,
            updated_at=updated_at,
        )
        for label, pk, title, status, updated_at in found
    ]
    return sorted(fiches, key=lambda fiche: fiche.updated_at, reverse=True)


def waiting_messages() -> tuple[int, list[Message]]:
    """Return how many messages nobody has handled, and the newest of them: two queries."""
    messages = Message.objects.filter(is_handled=False)
    return messages.count(), list(messages[:SHOWN])
