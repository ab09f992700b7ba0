"""The network models and neighbouring strategies, and the criteria that compare them."""

from django.db import models
from django.urls import reverse

from essaimage.common.fields import FrenchCharField, FrenchTextField
from essaimage.common.models import (
    Citation,
    Fiche,
    FicheQuerySet,
    Keyed,
    Source,
    choices_constraint,
)

from ..drawings import DRAWINGS, Drawing


class ModelKind(models.TextChoices):
    """A network model is one of the three; a strategy stands beside them or comes before them."""

    MODEL = "modele", "Modèle de réseau"
    STRATEGY = "strategie", "Stratégie voisine"


class NetworkModelQuerySet(FicheQuerySet):
    """Network models, in the words of pages."""

    def main(self) -> "NetworkModelQuerySet":
        """Keep the three models of the founding webinar, in their order."""
        return self.filter(kind=ModelKind.MODEL).order_by("order")


class NetworkModel(Fiche):
    """A way to organise a network: intégré, fédération, franchise sociale, or a strategy nearby."""

    fixture_file = "04_modeles.yaml"
    link_prefix = "modele"

    kind = models.CharField("nature", max_length=9, choices=ModelKind, default=ModelKind.MODEL)
    order = models.PositiveSmallIntegerField("ordre", default=100)
    who_owns = FrenchCharField("qui possède", max_length=300, blank=True)
    who_decides = FrenchCharField("qui décide", max_length=300, blank=True)
    who_pays = FrenchCharField("qui paie", max_length=300, blank=True)
    has_autonomous_sites = models.BooleanField(
        "implantations juridiquement autonomes",
        default=True,
        help_text="Coché : une implantation est une personne morale, elle peut demander une aide en son nom.",
    )

    objects = NetworkModelQuerySet.as_manager()

    class Meta(Fiche.Meta):
        verbose_name = "modèle de réseau"
        verbose_name_plural = "modèles de réseau"
        ordering = ["kind", "order", "title"]
        constraints = [
            *Fiche.Meta.constraints,
            choices_constraint("kind", ModelKind, "Cette nature de modèle n’existe pas."),
        ]

    def get_absolute_url(self) -> str:
        return reverse("models_catalog:model-detail", args=[self.slug])

    @property
    def is_main(self) -> bool:
        """Whether it is one of the three models."""
        return self.kind == ModelKind.MODEL

    @property
    def reasons_for(self) -> list["Fit"]:
        """« Convient si… »"""
        return [fit for fit in self.fits.all() if fit.kind == FitKind.SUITS]

    @property
    def reasons_against(self) -> list["Fit"]:
        """« Ne convient pas si… »"""
        return [fit for fit in self.fits.all() if fit.kind == FitKind.DOES_NOT]

    @property
    def drawing(self) -> Drawing | None:
        """What draws it; None for a model that nobody has drawn."""
        return DRAWINGS.get(self.code)


class NetworkModelCitation(Citation):
    """A fact about a model."""

    fiche = models.ForeignKey(
        NetworkModel, on_delete=models.CASCADE, related_name="citations", verbose_name="modèle"
    )


class FitKind(models.TextChoices):
    """Whether a sentence speaks for the model or against it."""

    SUITS = "convient", "Convient si"
    DOES_NOT = "ne_convient_pas", "Ne convient pas si"


class Fit(Keyed):
    """One reason to choose a model, or not to: « convient si… », « ne convient pas si… »."""

    fixture_owner = "model"

    model = models.ForeignKey(
        NetworkModel, on_delete=models.CASCADE, related_name="fits", verbose_name="modèle"
    )
    kind = models.CharField("sens", max_length=15, choices=FitKind)
    text = FrenchCharField(
        "raison", max_length=300, help_text="La suite de « si » : « … votre savoir-faire… »."
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fits",
        verbose_name="source",
        help_text="Vide : la page dit que c’est une proposition éditoriale.",
    )
    order = models.PositiveSmallIntegerField("ordre", default=100)

    class Meta(Keyed.Meta):
        verbose_name = "raison de choisir"
        verbose_name_plural = "raisons de choisir"
        ordering = ["kind", "order", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint(
                "kind", FitKind, "Dites si la raison plaide pour ou contre le modèle."
            ),
            models.CheckConstraint(
                name="models_catalog_fit_text_filled",
                condition=~models.Q(text=""),
                violation_error_message="Écrivez la raison.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.text}"


class Criterion(Keyed):
    """A row of the comparison table: autonomy, brand, governance, law, money, speed…"""

    fixture_file = "04_modeles.yaml"

    title = FrenchCharField("critère", max_length=80, unique=True)
    question = FrenchCharField(
        "question", max_length=200, help_text="Ce que le critère fait comparer."
    )
    order = models.PositiveSmallIntegerField("ordre", default=100)

    class Meta(Keyed.Meta):
        verbose_name = "critère de comparaison"
        verbose_name_plural = "critères de comparaison"
        ordering = ["order", "title"]

    def __str__(self) -> str:
        return self.title


class Trait(Keyed):
    """What a model is by a criterion: one cell of the comparison table, with its explanation."""

    fixture_owner = "criterion"
    shown_with = ("model",)

    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="traits", verbose_name="critère"
    )
    model = models.ForeignKey(
        NetworkModel, on_delete=models.CASCADE, related_name="traits", verbose_name="modèle"
    )
    value = FrenchCharField(
        "en bref", max_length=160, help_text="Ce que montre la case du tableau."
    )
    explanation = FrenchTextField("explication", blank=True)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="traits",
        verbose_name="source",
        help_text="Vide : la page dit que c’est une proposition éditoriale.",
    )

    class Meta(Keyed.Meta):
        verbose_name = "trait"
        verbose_name_plural = "traits"
        ordering = ["criterion__order", "model__order"]
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(
                fields=["criterion", "model"],
                name="models_catalog_trait_one_per_cell",
                violation_error_message="Ce modèle a déjà une réponse pour ce critère.",
            ),
            models.CheckConstraint(
                name="models_catalog_trait_value_filled",
                condition=~models.Q(value=""),
                violation_error_message="La case du tableau ne peut pas être vide.",
            ),
        ]

    def __str__(self) -> str:
        return self.value
