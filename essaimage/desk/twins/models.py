"""Pairs that look like twins, and that an editor has said to be two things."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q


class TwinsApartQuerySet(models.QuerySet):
    """Pairs set apart."""

    def set_apart(self, key: str, others: Iterable[str]) -> None:
        """Remember that ``key`` is none of ``others``; once said, saying it again changes nothing."""
        pairs = {tuple(sorted((key, other))) for other in others if other != key}
        self.bulk_create(
            [self.model(first=first, second=second) for first, second in sorted(pairs)],
            ignore_conflicts=True,
        )

    def keys(self) -> set[tuple[str, str]]:
        """Return every pair."""
        return set(self.values_list("first", "second"))


class TwinsApart(models.Model):
    """Two rows (« dispositifs.dispositif:insite ») that are not the same thing, in the order of letters."""

    first = models.CharField("l’une", max_length=150)
    second = models.CharField("l’autre", max_length=150)
    decided_at = models.DateTimeField("dit le", auto_now_add=True)

    objects = TwinsApartQuerySet.as_manager()

    class Meta:
        verbose_name = "faux doublon"
        verbose_name_plural = "faux doublons"
        ordering = ["-decided_at", "first"]
        default_permissions = ("add", "delete", "view")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="desk_twinsapart_once",
                violation_error_message="C’est déjà dit de ces deux fiches.",
            ),
            models.CheckConstraint(
                name="desk_twinsapart_in_order",
                condition=Q(first__lt=F("second")) & ~Q(first=""),
                violation_error_message="Il faut deux fiches, dans l’ordre des lettres.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
