"""What the desk keeps of tables: what each export said, each import, and what an import brought."""

import json
import zlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from essaimage.common.models import choices_constraint

DAYS_TO_CONFIRM = 1
EXPORTS_KEPT = timedelta(days=730)


def packed(data: Any) -> bytes:
    """Return plain data as it is kept."""
    return zlib.compress(json.dumps(data, ensure_ascii=False).encode())


def unpacked(kept: bytes | memoryview | None) -> Any:
    """Return what was packed; None for nothing."""
    return json.loads(zlib.decompress(bytes(kept))) if kept else None


class TableExport(models.Model):
    """What a table said when it left: the base of the merge when it comes back. Known by its mark."""

    mark = models.CharField("repère", max_length=16, unique=True)
    kind = models.CharField("fiches", max_length=12)
    author_name = models.CharField("par", max_length=150, blank=True)
    exported_at = models.DateTimeField("exporté le", default=timezone.now)
    lines = models.PositiveIntegerField("lignes")
    values = models.BinaryField("valeurs")

    class Meta:
        verbose_name = "export de tableau"
        verbose_name_plural = "exports de tableaux"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="desk_tableexport_marked",
                condition=~models.Q(mark=""),
                violation_error_message="Un export a un repère.",
            )
        ]

    def __str__(self) -> str:
        return self.mark


class ImportState(models.TextChoices):
    """Where an import stands."""

    TRIED = "a_blanc", "Essai à blanc"
    DONE = "confirme", "Confirmé"


class ImportRun(models.Model):
    """A table that was brought in: tried first, then confirmed. The file itself is kept until then."""

    kind = models.CharField("fiches", max_length=12)
    state = models.CharField("étape", max_length=8, choices=ImportState, default=ImportState.TRIED)
    file_name = models.CharField("fichier", max_length=200)
    content = models.BinaryField("contenu du fichier", null=True, blank=True, editable=False)
    checksum = models.CharField("empreinte du fichier", max_length=64)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compte",
    )
    author_name = models.CharField("par", max_length=150)
    created_at = models.DateTimeField("essayé le", default=timezone.now)
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    plan_digest = models.CharField("empreinte du plan", max_length=64, blank=True)
    report = models.BinaryField("compte rendu", null=True, blank=True, editable=False)
    lines = models.PositiveIntegerField("lignes", default=0)
    created = models.PositiveIntegerField("créées", default=0)
    changed = models.PositiveIntegerField("modifiées", default=0)
    unchanged = models.PositiveIntegerField("inchangées", default=0)
    kept = models.PositiveIntegerField("gardées", default=0)
    faults = models.PositiveIntegerField("à corriger", default=0)

    class Meta:
        verbose_name = "import de tableau"
        verbose_name_plural = "imports de tableaux"
        ordering = ["-created_at"]
        default_permissions = ("view",)
        constraints = [
            choices_constraint("state", ImportState, "Cette étape n’existe pas."),
            models.CheckConstraint(
                name="desk_importrun_done_is_dated",
                condition=models.Q(state=ImportState.TRIED)
                | models.Q(confirmed_at__isnull=False, faults=0),
                violation_error_message="Un import confirmé a une date, et plus rien à corriger.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_done(self) -> bool:
        """Whether it was confirmed."""
        return self.state == ImportState.DONE

    @property
    def is_open(self) -> bool:
        """Whether it may still be confirmed: its file is there, and it is not too old."""
        oldest = timezone.now() - timedelta(days=DAYS_TO_CONFIRM)
        return not self.is_done and self.content is not None and self.created_at > oldest


class ImportedLine(models.Model):
    """What a confirmed import brought to a sheet: the base when the same table comes back."""

    run = models.ForeignKey(
        ImportRun, on_delete=models.CASCADE, related_name="brought", verbose_name="import"
    )
    model_label = models.CharField("modèle", max_length=60)
    fiche_code = models.CharField("code", max_length=80)
    mark = models.CharField("repère", max_length=16, blank=True)
    is_creation = models.BooleanField("création", default=False)
    values = models.JSONField("valeurs")

    class Meta:
        verbose_name = "ligne importée"
        verbose_name_plural = "lignes importées"
        default_permissions = ()
        indexes = [
            models.Index(fields=["model_label", "fiche_code"], name="desk_importedline_fiche")
        ]

    def __str__(self) -> str:
        return f"{self.model_label} {self.fiche_code}"


def forget_old_tables() -> None:
    """Drop the files that were never confirmed, and exports nobody will bring back."""
    now = timezone.now()
    ImportRun.objects.filter(
        state=ImportState.TRIED, created_at__lt=now - timedelta(days=DAYS_TO_CONFIRM)
    ).delete()
    TableExport.objects.filter(exported_at__lt=now - EXPORTS_KEPT).delete()
