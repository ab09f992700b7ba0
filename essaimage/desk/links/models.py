"""What is known of each outgoing address of the content, and who is checking it now."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from essaimage.common.fields import FrenchCharField
from essaimage.common.models import choices_constraint

from .addresses import LONGEST
from .verdicts import History, Result, Verdict


class LinkResult(models.TextChoices):
    """What a visit told; empty until the first one."""

    UNKNOWN = "", "pas encore vérifié"  # nobody went there yet
    ALIVE = Result.ALIVE.value, "vivant"  # the page answers
    DEAD = Result.DEAD.value, "mort"  # sure: the page or the site is gone
    UNSURE = Result.UNSURE.value, "incertain"  # it failed, and that may be the hour or the robot


class LinkCheckQuerySet(models.QuerySet):
    """Links, in the words of editors."""

    def dead(self) -> Self:
        """Keep those that lead nowhere, the oldest failure first."""
        return self.filter(result=LinkResult.DEAD).order_by("first_failed_at", "address")

    def moved(self) -> Self:
        """Keep those whose site gives another address for good."""
        return self.filter(result=LinkResult.ALIVE).exclude(moved_to="")

    def failing_since(self, moment: datetime) -> Self:
        """Keep those that nobody could read since ``moment``, though nothing says they are dead."""
        return self.filter(
            result=LinkResult.UNSURE, failures__gte=3, first_failed_at__lte=moment
        ).order_by("first_failed_at", "address")

    def claimed(self, now: datetime) -> Self:
        """Keep those that a check is visiting now."""
        return self.filter(claimed_until__gt=now)


class LinkCheck(models.Model):
    """An outgoing address of the content, as it is visited, and what came of the last visit."""

    address = models.CharField("adresse", max_length=LONGEST, unique=True)
    site = models.CharField("site", max_length=270, db_index=True)
    result = models.CharField(
        "résultat",
        max_length=9,
        choices=LinkResult,
        default=LinkResult.UNKNOWN,
        blank=True,
        db_index=True,
    )
    detail = FrenchCharField("en clair", max_length=300, blank=True)
    status_code = models.PositiveSmallIntegerField("code de la réponse", null=True, blank=True)
    moved_to = models.CharField("nouvelle adresse", max_length=LONGEST, blank=True)
    checked_at = models.DateTimeField("vérifié le", null=True, blank=True)
    failures = models.PositiveIntegerField("échecs de suite", default=0)
    first_failed_at = models.DateTimeField("en échec depuis", null=True, blank=True)
    missing_since = models.DateTimeField("introuvable depuis", null=True, blank=True)
    asked_at = models.DateTimeField("vérification demandée le", null=True, blank=True)
    not_before = models.DateTimeField("pas avant", null=True, blank=True)
    claimed_by = models.CharField(max_length=32, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "lien sortant"
        verbose_name_plural = "liens sortants"
        ordering = ["address"]
        default_permissions = ("change", "view")
        constraints = [
            choices_constraint("result", LinkResult, "Un lien est vivant, mort ou incertain."),
            models.CheckConstraint(
                name="desk_linkcheck_address_filled",
                condition=~Q(address=""),
                violation_error_message="Un lien a une adresse.",
            ),
            models.CheckConstraint(
                name="desk_linkcheck_told_when_visited",
                condition=Q(result=LinkResult.UNKNOWN, checked_at__isnull=True)
                | (~Q(result=LinkResult.UNKNOWN) & Q(checked_at__isnull=False)),
                violation_error_message="Un résultat a la date de sa vérification, et l’inverse.",
            ),
            models.CheckConstraint(
                name="desk_linkcheck_failures_dated",
                condition=Q(failures=0, first_failed_at__isnull=True)
                | Q(failures__gte=1, first_failed_at__isnull=False),
                violation_error_message="Des échecs ont une date de début, et l’inverse.",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def history(self) -> History:
        """What the rules need to know of its past."""
        result = Result(self.result) if self.result else None
        return History(result, self.failures, self.first_failed_at, self.missing_since)

    def follow(self, verdict: Verdict, now: datetime | None = None) -> dict:
        """Return the values that ``verdict`` gives to the row."""
        return {
            "result": verdict.result.value,
            "detail": verdict.detail,
            "status_code": verdict.status,
            "moved_to": verdict.moved_to,
            "checked_at": now or timezone.now(),
            "failures": verdict.history.failures,
            "first_failed_at": verdict.history.first_failed_at,
            "missing_since": verdict.history.missing_since,
            "asked_at": None,
        }
