"""How many sheets of each kind stand where, at this moment."""

from datetime import datetime

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.utils import timezone

from essaimage.common.models import Fiche, Standing, Status, published


def counts_by_standing(
    kinds: list[type[Fiche]], now: datetime | None = None
) -> dict[str, dict[str, int]]:
    """Return {« dispositifs.dispositif »: {standing: number}}: one query."""
    rows = [
        kind.objects.order_by()
        .annotate(
            kind_label=Value(kind._meta.label_lower, output_field=CharField()),
            place=standing_at(now or timezone.now()),
        )
        .values_list("kind_label", "place")
        .annotate(total=Count("pk"))
        for kind in kinds
    ]
    counts: dict[str, dict[str, int]] = {kind._meta.label_lower: {} for kind in kinds}
    if rows:
        for label, standing, total in rows[0].union(*rows[1:], all=True):
            counts[label][standing] = total
    return counts


def standing_at(now: datetime) -> Case:
    """Return where a sheet stands at ``now``, for the database: it says what ``standing_of`` says."""
    return Case(
        When(published(now=now), then=Value(Standing.PUBLIC)),
        When(Q(status=Status.PUBLISHED, published_at__gt=now), then=Value(Standing.COMING)),
        When(status=Status.PUBLISHED, then=Value(Standing.ENDED)),
        default=F("status"),
        output_field=CharField(),
    )
