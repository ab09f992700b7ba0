"""Official lists that class communes: the zonage, its dated versions, what each says of a commune.

Absent from an exhaustive list means « non »; absent from another, or list not loaded, means that
nobody knows: « non renseigné » (design §6).
"""

from django.db import models

from essaimage.common.fields import FrenchCharField, FrenchTextField
from essaimage.common.models import Keyed, Source, choices_constraint

from .territory import Commune


class Status(models.TextChoices):
    """Whether a commune is in a zonage. Never two answers for one word: see the verdicts of schemes."""

    YES = "oui", "Oui"
    NO = "non", "Non"
    PARTIAL = "partiel", "En partie"
    UNKNOWN = "inconnu", "Non renseigné"


class Zonage(Keyed):
    """A way the State classes communes: density, FRR, Petites villes de demain…"""

    fixture_file = "zonages_temoins.yaml"

    label = FrenchCharField("intitulé", max_length=80, unique=True)
    sigle = FrenchCharField("sigle", max_length=20, blank=True)
    definition = FrenchTextField("définition", help_text="Ce que c’est, pour les visiteurs.")
    opens = FrenchTextField("ce qu’il ouvre", blank=True, help_text="Ce que la commune y gagne.")
    is_exhaustive = models.BooleanField(
        "liste complète",
        default=True,
        help_text="Coché : une commune absente de la liste n’y est pas. Décoché : on n’en sait rien.",
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="zonages", verbose_name="source"
    )
    order = models.PositiveSmallIntegerField("ordre", default=100)

    class Meta(Keyed.Meta):
        verbose_name = "zonage"
        verbose_name_plural = "zonages"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.label


class ZonageVersion(models.Model):
    """A list as it was imported on a day. Old versions are kept; one at most is the current one."""

    zonage = models.ForeignKey(
        Zonage, on_delete=models.CASCADE, related_name="versions", verbose_name="zonage"
    )
    date = models.DateField("date de la liste")
    source_title = models.CharField("source", max_length=240)
    source_url = models.URLField("adresse", max_length=500, blank=True)
    licence = models.CharField("licence", max_length=120)
    checksum = models.CharField("empreinte (SHA-256)", max_length=64)
    is_exhaustive = models.BooleanField("liste complète", default=True)
    is_current = models.BooleanField("en vigueur", default=False)
    row_count = models.PositiveIntegerField("lignes lues")
    imported_at = models.DateTimeField("importée le", auto_now_add=True)

    class Meta:
        verbose_name = "version d’un zonage"
        verbose_name_plural = "versions des zonages"
        ordering = ["zonage", "-date", "-imported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["zonage"],
                condition=models.Q(is_current=True),
                name="territoires_zonageversion_one_current",
                violation_error_message="Une autre version de ce zonage est déjà en vigueur.",
            ),
            models.CheckConstraint(
                name="territoires_zonageversion_has_rows",
                condition=models.Q(row_count__gt=0),
                violation_error_message="Une version sans aucune ligne ne dit rien.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zonage}, {self.date:%d/%m/%Y}"


class Classement(models.Model):
    """What a version says of a commune. A commune it does not name has no row."""

    version = models.ForeignKey(
        ZonageVersion, on_delete=models.CASCADE, related_name="classements", verbose_name="version"
    )
    commune = models.ForeignKey(
        Commune, on_delete=models.CASCADE, related_name="classements", verbose_name="commune"
    )
    status = models.CharField("classée", max_length=7, choices=Status, default=Status.YES)
    value = models.CharField("valeur", max_length=40, blank=True)
    detail = models.CharField("précision", max_length=120, blank=True)

    class Meta:
        verbose_name = "classement"
        verbose_name_plural = "classements"
        ordering = ["version", "commune"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "commune"],
                name="territoires_classement_once",
                violation_error_message="Cette version classe déjà cette commune.",
            ),
            choices_constraint("status", Status, "Ce classement n’existe pas."),
        ]

    def __str__(self) -> str:
        return f"{self.commune} : {self.get_status_display()}"


class Temoin(Keyed):
    """What a zonage says of one commune, written as content: shown until the whole list is imported."""

    fixture_file = "zonages_temoins.yaml"

    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="temoins", verbose_name="commune"
    )
    zonage = models.ForeignKey(
        Zonage, on_delete=models.CASCADE, related_name="temoins", verbose_name="zonage"
    )
    status = models.CharField("classée", max_length=7, choices=Status, default=Status.YES)
    value = models.CharField("valeur", max_length=40, blank=True)
    detail = FrenchCharField("précision", max_length=120, blank=True)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="temoins",
        verbose_name="source",
        help_text="Datée : sa date est celle de la valeur.",
    )

    class Meta(Keyed.Meta):
        verbose_name = "commune témoin"
        verbose_name_plural = "communes témoins"
        ordering = ["code"]
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(
                fields=["commune", "zonage"],
                name="territoires_temoin_once",
                violation_error_message="Ce zonage est déjà noté pour cette commune.",
            ),
            choices_constraint("status", Status, "Ce classement n’existe pas."),
        ]

    def __str__(self) -> str:
        return f"{self.commune}, {self.zonage} : {self.get_status_display()}"
