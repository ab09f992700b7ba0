"""What every row of a scheme bears: its scheme, its source."""

from django.db import models

from essaimage.common.models import Source

from .dispositif import Dispositif


def of_dispositif(related_name: str) -> models.ForeignKey:
    """Return the link of a row to its scheme, under the name pages use for such rows."""
    return models.ForeignKey(
        Dispositif, on_delete=models.CASCADE, related_name=related_name, verbose_name="dispositif"
    )


def from_source(related_name: str) -> models.ForeignKey:
    """Return the link of a row to the source that establishes it."""
    return models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name=related_name, verbose_name="source"
    )
