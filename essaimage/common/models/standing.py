"""Where a sheet stands today: what its status says, once the clock has been read."""

from datetime import datetime

from django.db import models


class Status(models.TextChoices):
    """Where a sheet stands on the editors' desk. Only ``publie`` is seen by visitors."""

    DRAFT = "brouillon", "Brouillon"
    TO_REVIEW = "a_relire", "À relire"
    PUBLISHED = "publie", "Publié"
    ARCHIVED = "archive", "Archivé"


# What has, or had, an address that others may hold: only « publication » writes on it.
PUBLIC_STATUSES = (Status.PUBLISHED, Status.ARCHIVED)


class Standing(models.TextChoices):
    """A status and the hour: a published sheet may be still to come, or already withdrawn."""

    DRAFT = "brouillon", "Brouillon"
    TO_REVIEW = "a_relire", "À relire"
    COMING = "a_paraitre", "À paraître"
    PUBLIC = "publie", "Publié"
    ENDED = "retire", "Retiré"
    ARCHIVED = "archive", "Archivé"


# What a page keeps at its address, marked as no longer kept up to date, and no list shows.
PUT_AWAY = frozenset({Standing.ENDED, Standing.ARCHIVED})


def standing_of(
    status: str, published_at: datetime | None, ends_at: datetime | None, now: datetime
) -> Standing:
    """Return where a sheet stands at ``now``: it is public from ``published_at`` on, until ``ends_at``."""
    if status != Status.PUBLISHED:
        return Standing(status)
    if published_at is None or published_at > now:
        return Standing.COMING
    return Standing.ENDED if ends_at is not None and ends_at <= now else Standing.PUBLIC
