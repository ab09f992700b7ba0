"""How many sheets of each kind there are in each status."""

from django.db.models import CharField, Count, Value

from essaimage.common.models import Fiche


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
