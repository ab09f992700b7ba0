"""What a sheet was, each time it was written: nothing an editor wrote is ever lost (decision 0019)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..fields import FrenchCharField
from .fiche import Status
from .keyed import Keyed, choices_constraint

LONGEST_REASON = 300  # letters


class Origin(models.TextChoices):
    """What wrote a version."""

    DESK = "bureau", "écrit dans l’administration"
    LOAD = "chargement", "chargé depuis les fichiers de contenu"
    IMPORT = "import", "importé d’un tableau"
    CORRECTION = "correction", "correction d’une visite, acceptée"
    RESTORATION = "restauration", "version rétablie"
    FOUND = "reprise", "état trouvé, écrit hors de l’administration"
    DELETION = "suppression", "fiche supprimée"


class VersionQuerySet(models.QuerySet):
    """Versions, in the words of pages."""

    def of(self, fiche: Keyed) -> Self:
        """Keep those of ``fiche``, the newest first."""
        kept = self.filter(model_label=fiche._meta.label_lower, fiche_code=fiche.code)
        return kept.order_by("-number")

    def newest(self) -> Self:
        """Keep the newest of each sheet."""
        newer = Version.objects.filter(
            model_label=OuterRef("model_label"),
            fiche_code=OuterRef("fiche_code"),
            number__gt=OuterRef("number"),
        )
        return self.filter(~Exists(newer))


class Version(models.Model):
    """A sheet with its rows and its links, as it stood. Written once, never changed nor dropped.

    ``values`` holds plain values by label of model, then by code (``common.versions.trees``), without
    those that are the default of their field.
    """

    model_label = models.CharField("type de fiche", max_length=60)
    fiche_code = models.CharField("code de la fiche", max_length=80)
    number = models.PositiveIntegerField("version")
    title = models.CharField("titre", max_length=240, blank=True)
    status = models.CharField("statut", max_length=9, blank=True)
    values = models.JSONField("valeurs")
    digest = models.CharField("empreinte", max_length=64)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compte",
    )
    author_name = models.CharField("par", max_length=200, blank=True)
    recorded_at = models.DateTimeField("le", default=timezone.now)
    reason = FrenchCharField("raison de la modification", max_length=LONGEST_REASON, blank=True)
    origin = models.CharField("origine", max_length=12, choices=Origin, default=Origin.DESK)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version"
        verbose_name_plural = "versions"
        default_permissions = ()  # seen by whoever may see the sheet, written by whoever writes it
        ordering = ["model_label", "fiche_code", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["model_label", "fiche_code", "number"],
                name="common_version_once",
                violation_error_message="Cette version de la fiche est déjà gardée.",
            ),
            choices_constraint("origin", Origin, "Cette origine n’existe pas."),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.fiche_code}, version {self.number}"

    @property
    def said_status(self) -> str:
        """The status the sheet had, said in French."""
        return dict(Status.choices).get(self.status, self.status)
