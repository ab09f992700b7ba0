"""Who stands with a scheme: partners, models it suits, pioneers who used it."""

from django.db import models
from django.db.models import Q

from essaimage.common.dates import DatePrecision, french_date
from essaimage.common.fields import FrenchCharField
from essaimage.common.models import Keyed, choices_constraint
from models_catalog.models import CaseStudy, KeyQuestion, NetworkModel

from ..choices import RoleKind
from .links import from_source, of_dispositif
from .partenaire import Partenaire


class Role(Keyed):
    """What a partner does in a scheme."""

    fixture_owner = "dispositif"

    dispositif = of_dispositif("roles")
    partenaire = models.ForeignKey(
        Partenaire, on_delete=models.PROTECT, related_name="roles", verbose_name="partenaire"
    )
    kind = models.CharField("rôle", max_length=8, choices=RoleKind)
    source = from_source("roles")

    class Meta(Keyed.Meta):
        verbose_name = "rôle d’un partenaire"
        verbose_name_plural = "rôles des partenaires"
        ordering = ["kind", "partenaire__title"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("kind", RoleKind, "Ce rôle n’existe pas."),
            models.UniqueConstraint(
                fields=["dispositif", "partenaire", "kind"],
                name="dispositifs_role_once",
                violation_error_message="Ce partenaire a déjà ce rôle dans ce dispositif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partenaire} : {self.get_kind_display()}"


class Suitability(Keyed):
    """An explicit link between a scheme and a model: an editorial proposal, always with its reason."""

    fixture_owner = "dispositif"

    dispositif = of_dispositif("suitabilities")
    model = models.ForeignKey(
        NetworkModel, on_delete=models.CASCADE, related_name="suitabilities", verbose_name="modèle"
    )
    reason = FrenchCharField("raison", max_length=300)

    class Meta(Keyed.Meta):
        verbose_name = "modèle conseillé"
        verbose_name_plural = "modèles conseillés (proposition éditoriale)"
        ordering = ["model__order"]
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(
                fields=["dispositif", "model"],
                name="dispositifs_suitability_once",
                violation_error_message="Ce modèle est déjà conseillé pour ce dispositif.",
            ),
            models.CheckConstraint(
                name="dispositifs_suitability_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Un modèle conseillé l’est pour une raison : écrivez-la.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} : {self.reason}"


class QuestionHelp(Keyed):
    """What a scheme brings to a key question: an editorial proposal, always with its reason."""

    fixture_owner = "dispositif"

    dispositif = of_dispositif("question_helps")
    question = models.ForeignKey(
        KeyQuestion, on_delete=models.CASCADE, related_name="helps", verbose_name="question clé"
    )
    reason = FrenchCharField("en quoi il aide", max_length=300)

    class Meta(Keyed.Meta):
        verbose_name = "question qu’il aide à travailler"
        verbose_name_plural = "questions qu’il aide à travailler (proposition éditoriale)"
        ordering = ["question__order"]
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(
                fields=["dispositif", "question"],
                name="dispositifs_questionhelp_once",
                violation_error_message="Ce dispositif est déjà proposé pour cette question.",
            ),
            models.CheckConstraint(
                name="dispositifs_questionhelp_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Un dispositif est proposé pour une raison : écrivez-la.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} : {self.reason}"


class SchemeUse(Keyed):
    """A scheme that a pioneer used, where a source says so."""

    fixture_owner = "dispositif"
    shown_with = ("case",)

    case = models.ForeignKey(
        CaseStudy, on_delete=models.CASCADE, related_name="scheme_uses", verbose_name="pionnier"
    )
    dispositif = of_dispositif("uses")
    text = FrenchCharField("pour quoi faire", max_length=300)
    used_on = models.DateField("date", null=True, blank=True)
    used_precision = models.CharField(
        "précision", max_length=5, choices=DatePrecision, default=DatePrecision.YEAR
    )
    source = from_source("scheme_uses")

    class Meta(Keyed.Meta):
        verbose_name = "dispositif utilisé"
        verbose_name_plural = "dispositifs utilisés"
        ordering = ["used_on", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("used_precision", DatePrecision, "Cette précision n’existe pas."),
            models.UniqueConstraint(
                fields=["case", "dispositif"],
                name="dispositifs_schemeuse_once",
                violation_error_message="Ce dispositif est déjà noté pour ce pionnier.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} : {self.dispositif}"

    @property
    def used_said(self) -> str:
        return french_date(self.used_on, self.used_precision)
