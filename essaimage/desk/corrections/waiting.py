"""The reports that wait, those that propose the same thing counted once."""

from django.db.models import Exists, OuterRef, QuerySet

from .models import Correction, Settlement


def waiting() -> QuerySet:
    """Return the reports that nobody settled, without those that an older one says already."""
    return Correction.objects.filter(~has_an_elder(), status=Settlement.WAITING)


def has_an_elder() -> Exists:
    """Whether an older report that waits proposes the same thing."""
    elders = Correction.objects.filter(
        status=Settlement.WAITING, alike_key=OuterRef("alike_key"), pk__lt=OuterRef("pk")
    )
    return Exists(elders)
