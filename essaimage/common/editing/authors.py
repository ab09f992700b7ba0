"""Who wrote what on a sheet since a page showed it, as history tells (decision 0019)."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Self

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.formats import date_format

from ..models import Fiche, Origin, Version
from ..versions import name_of
from ..versions.trees import Tree, whole

OUTSIDE = "hors de l’administration"


@dataclass(frozen=True)
class Hand:
    """Somebody, at some time; ``name`` is empty when nobody knows."""

    name: str
    at: datetime | None = None

    def __str__(self) -> str:
        who = f"par {self.name}" if self.name else OUTSIDE
        if self.at is None:
            return who
        return f"{who} le {date_format(timezone.localtime(self.at), 'j F à H:i')}"


@dataclass(frozen=True)
class Authors:
    """The versions kept since, oldest first, each with the hand that wrote it."""

    last: Hand
    steps: list[tuple[Tree, Tree, Hand]] = field(default_factory=list)

    @classmethod
    def since(cls, fiche: Fiche, version: int) -> Self:
        """Read what was kept of ``fiche`` after ``version`` (0: since ever): one query."""
        rows = Version.objects.of(fiche).filter(number__gte=version).order_by("number")
        kept = [(row, whole(row.values)) for row in rows]
        later = [row for row, _ in kept if row.number > version]
        if not later:
            return cls(_logged(fiche))
        steps = [(before, after, _hand(row)) for (_, before), (row, after) in pairwise(kept)]
        named = [row for row in later if row.origin != Origin.FOUND] or later
        return cls(_hand(named[-1]), steps)

    def of(self, label: str, code: str, name: str) -> Hand:
        """Return who last changed a field of a row; ``name`` empty: who made or deleted the row."""
        for before, after, hand in reversed(self.steps):
            was, now = before.get(label, {}).get(code), after.get(label, {}).get(code)
            if (was is None) != (now is None):
                return hand
            if was is not None and name and was.get(name) != now.get(name):
                return hand
        return self.last


def last_version(fiche: Fiche) -> int:
    """Return the number of the last version kept of ``fiche``; 0 when there is none."""
    return Version.objects.of(fiche).values_list("number", flat=True).first() or 0


def _logged(fiche: Fiche) -> Hand:
    """Return who wrote last according to the journal of the admin, when history kept no version."""
    kind = ContentType.objects.get_for_model(fiche)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(fiche.pk))
    if entry := entries.select_related("user").order_by("-action_time").first():
        return Hand(name_of(entry.user), entry.action_time)
    return Hand("", fiche.updated_at)


def _hand(version: Version) -> Hand:
    return Hand(version.author_name, version.recorded_at)
