"""The way of a sheet through the desk: each step it took, by whom, when, and the note that went with it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..fields import FrenchTextField
from .keyed import Keyed, choices_constraint
from .standing import Status

NOTE_LENGTH = 1000  # characters: as much as an action on several sheets takes


class Step(models.TextChoices):
    """What an editor does to a sheet, in the words of the buttons (decision 0020)."""

    SUBMIT = "envoyer", "Envoyer à relire"
    SEND_BACK = "renvoyer", "Renvoyer avec une note"
    PUBLISH = "publier", "Publier"
    PUBLISH_AT = "publier_le", "Publier à une date"
    END_AT = "retirer_le", "Retirer à une date"
    GO_ON = "maintenir", "Annuler le retrait prévu"
    UNPUBLISH = "depublier", "Dépublier"
    ARCHIVE = "archiver", "Archiver"


class MoveQuerySet(models.QuerySet):
    """Steps, in the words of pages."""

    def of(self, fiche: Keyed) -> Self:
        """Keep those of ``fiche``, the last first."""
        return self.filter(model_label=fiche._meta.label_lower, fiche_code=fiche.code)


class Move(models.Model):
    """A step that a sheet took. Written once: the admin shows it and never changes it.

    ``moment`` is the hour that the step set: of a publication, or of a withdrawal.
    """

    model_label = models.CharField("type de fiche", max_length=60)
    fiche_code = models.CharField("code de la fiche", max_length=80)
    step = models.CharField("étape", max_length=10, choices=Step)
    from_status = models.CharField("de", max_length=9, choices=Status)
    to_status = models.CharField("à", max_length=9, choices=Status)
    moment = models.DateTimeField("pour le", null=True, blank=True)
    note = FrenchTextField("note", blank=True, max_length=NOTE_LENGTH)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compte",
    )
    author_name = models.CharField("par", max_length=200, blank=True)
    moved_at = models.DateTimeField("le", default=timezone.now)

    objects = MoveQuerySet.as_manager()

    class Meta:
        verbose_name = "étape d’une fiche"
        verbose_name_plural = "étapes des fiches"
        default_permissions = ()  # who may see a sheet sees its way; nobody rewrites it
        ordering = ["-moved_at", "-pk"]
        indexes = [
            models.Index(fields=["model_label", "fiche_code", "-moved_at"], name="common_move_path")
        ]
        constraints = [
            choices_constraint("step", Step, "Cette étape n’existe pas."),
            choices_constraint("from_status", Status, "Le statut de départ n’existe pas."),
            choices_constraint("to_status", Status, "Le statut d’arrivée n’existe pas."),
            models.CheckConstraint(
                name="common_move_sent_back_with_a_note",
                condition=~Q(step=Step.SEND_BACK) | ~Q(note=""),
                violation_error_message="Une fiche renvoyée l’est avec une note : dites ce qui manque.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}\N{NO-BREAK SPACE}: {self.fiche_code}"
