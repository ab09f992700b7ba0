"""Invitations: who is asked in, by whom, until when; the link itself is never kept."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone

ONE_WAITING = (
    "Une invitation attend déjà cette personne : faites-en un nouveau lien, ou annulez-la."
)


class InvitationQuerySet(models.QuerySet):
    def open(self) -> "InvitationQuerySet":
        """Those whose link still lets somebody in."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """Somebody asked to write here. ``digest`` is that of the only link that works, ``group`` their rights."""

    first_name = models.CharField("prénom", max_length=150)
    last_name = models.CharField("nom", max_length=150, blank=True)
    email = models.EmailField("adresse électronique", max_length=254)
    group = models.ForeignKey(
        Group,
        models.PROTECT,
        verbose_name="groupe",
        related_name="+",
        help_text="« rédaction » écrit et fait relire ; « publication » fait de même, et publie.",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField("valable jusqu’au", editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name="par",
        related_name="+",
    )
    created_at = models.DateTimeField("invitation du", auto_now_add=True)
    was_mailed = models.BooleanField("envoyée par courriel", default=False, editable=False)
    revoked_at = models.DateTimeField("annulée le", null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name="compte",
        related_name="+",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="desk_invitation_accepted_or_revoked",
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True),
                violation_error_message="Une invitation acceptée ne s’annule plus.",
            ),
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="desk_invitation_one_waiting",
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                violation_error_message=ONE_WAITING,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.email})"

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.accepted_at:
            return "acceptée"
        if self.revoked_at:
            return "annulée"
        return "en attente" if self.expires_at > timezone.now() else "expirée"

    @property
    def is_open(self) -> bool:
        return self.state == "en attente"

    @property
    def is_settled(self) -> bool:
        """Whether no link can be made for it any more."""
        return bool(self.accepted_at or self.revoked_at)
