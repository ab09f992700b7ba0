"""Pioneers (case studies): who deployed, how, where, with what figures, and what failed."""

from functools import cached_property
from urllib.parse import urlsplit

from django.db import models
from django.urls import reverse

from essaimage.common.dates import Dated, DatePrecision, french_date
from essaimage.common.fields import FrenchCharField, FrenchTextField
from essaimage.common.models import Citation, Fiche, Keyed, Reference, Source, choices_constraint
from essaimage.common.typography import sort_key
from essaimage.territoires.models import Commune, Departement, Region

from .network import NetworkModel
from .question import KeyQuestion


class Sector(Reference):
    """A field of activity; its ``code`` is the value of the parameter ``secteur``."""

    fixture_file = "01_references.yaml"

    class Meta(Reference.Meta):
        verbose_name = "secteur"
        verbose_name_plural = "secteurs"


class Terrain(models.TextChoices):
    """Where a pioneer works, as sources tell it."""

    RURAL = "rural", "Rural"
    MIXED = "mixte", "Mixte"
    URBAN = "urbain", "Urbain"
    UNTOLD = "non_precise", "Non précisé par les sources"


class Outcome(models.TextChoices):
    """What became of the venture, as far as sources tell."""

    ACTIVE = "actif", "En activité"
    STOPPED = "arrete", "Activité arrêtée"
    TAKEN_OVER = "repris", "Activité reprise"


class CaseStudy(Fiche):
    """A pioneer: a social venture that went from one place to many."""

    fixture_file = "08_pionniers.yaml"
    link_prefix = "pionnier"

    legal_form = FrenchCharField("forme juridique", max_length=120, blank=True)
    website = models.URLField(
        "site", max_length=300, null=True, blank=True, help_text="Vide si elle n’est pas sûre."
    )
    sectors = models.ManyToManyField(Sector, related_name="cases", verbose_name="secteurs")
    head_commune = models.ForeignKey(
        Commune,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name="commune du siège",
    )
    regions = models.ManyToManyField(
        Region, blank=True, related_name="cases", verbose_name="régions"
    )
    departements = models.ManyToManyField(
        Departement, blank=True, related_name="cases", verbose_name="départements"
    )
    terrain = models.CharField("terrain", max_length=11, choices=Terrain, default=Terrain.UNTOLD)
    founded_on = models.DateField("fondée le", null=True, blank=True)
    founded_precision = models.CharField(
        "précision", max_length=5, choices=DatePrecision, default=DatePrecision.YEAR
    )
    outcome = models.CharField("devenir", max_length=6, choices=Outcome, default=Outcome.ACTIVE)
    outcome_on = models.DateField("date du devenir", null=True, blank=True)
    failure = FrenchTextField(
        "ce qui a coincé", blank=True, help_text="Ce qui n’a pas marché, et pourquoi."
    )
    lesson = FrenchTextField("ce qu’on en retient", blank=True)
    is_founding = models.BooleanField(
        "pionnier du webinaire", default=False, help_text="A témoigné lors du webinaire d’origine."
    )

    class Meta(Fiche.Meta):
        verbose_name = "pionnier"
        verbose_name_plural = "pionniers"
        ordering = ["title"]
        constraints = [
            *Fiche.Meta.constraints,
            choices_constraint("terrain", Terrain, "Ce terrain n’existe pas."),
            choices_constraint("outcome", Outcome, "Ce devenir n’existe pas."),
            choices_constraint("founded_precision", DatePrecision, "Cette précision n’existe pas."),
            models.CheckConstraint(
                name="models_catalog_casestudy_end_is_told",
                condition=models.Q(outcome=Outcome.ACTIVE)
                | (models.Q(outcome_on__isnull=False) & ~models.Q(failure="")),
                violation_error_message="Une structure arrêtée ou reprise a une date, et l’on dit ce qui a coincé.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("models_catalog:case-detail", args=[self.slug])

    @property
    def founded_said(self) -> str:
        """When it was founded, in French, as precisely as known."""
        return french_date(self.founded_on, self.founded_precision)

    @property
    def is_over(self) -> bool:
        """Whether the venture stopped, or was taken over by another."""
        return self.outcome != Outcome.ACTIVE

    @property
    def outcome_said(self) -> str:
        """What became of it, with the year: « Activité arrêtée en 2016 »."""
        year = f" en {self.outcome_on.year}" if self.is_over and self.outcome_on else ""
        return f"{self.get_outcome_display()}{year}"

    @property
    def website_name(self) -> str:
        """The name of its site, as one reads it: « phenix.fr »."""
        return urlsplit(self.website or "").netloc.removeprefix("www.")

    @cached_property
    def grounds(self) -> list[tuple[str, str, str]]:
        """Where it works as far as sources tell, from the widest: « reg » or « dep », code, name. One query."""
        wide, near = (
            places.order_by()
            .annotate(kind=models.Value(kind, output_field=models.CharField()))
            .values_list("kind", "code", "name")
            for kind, places in (("reg", self.regions.all()), ("dep", self.departements.all()))
        )
        rows = wide.union(near, all=True)
        return sorted(rows, key=lambda row: (row[0] != "reg", sort_key(row[2])))

    @property
    def places(self) -> list[str]:
        """The names of its grounds."""
        return [name for _, _, name in self.grounds]


class CaseStudyCitation(Citation):
    """A fact about a pioneer."""

    fiche = models.ForeignKey(
        CaseStudy, on_delete=models.CASCADE, related_name="citations", verbose_name="pionnier"
    )


class Basis(models.TextChoices):
    """Whether a source names the model, or we deduce it."""

    NAMED = "nomme", "nommé par une source"
    DEDUCED = "deduit", "déduit de la forme juridique"


class Adoption(Keyed):
    """A model that a pioneer adopted, over time: hybrids and changes of model have several."""

    fixture_owner = "case"

    case = models.ForeignKey(
        CaseStudy, on_delete=models.CASCADE, related_name="adoptions", verbose_name="pionnier"
    )
    model = models.ForeignKey(
        NetworkModel, on_delete=models.PROTECT, related_name="adoptions", verbose_name="modèle"
    )
    started = models.DateField("depuis", null=True, blank=True)
    ended = models.DateField("jusqu’à", null=True, blank=True)
    basis = models.CharField("établi comment", max_length=6, choices=Basis)
    text = FrenchTextField(
        "comment", blank=True, help_text="Ce que ce modèle a voulu dire chez ce pionnier."
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="adoptions", verbose_name="source"
    )
    order = models.PositiveSmallIntegerField("ordre", default=100)

    class Meta(Keyed.Meta):
        verbose_name = "modèle adopté"
        verbose_name_plural = "modèles adoptés"
        ordering = ["order", "started", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint(
                "basis", Basis, "Dites si une source nomme le modèle ou s’il est déduit."
            ),
            models.CheckConstraint(
                name="models_catalog_adoption_in_order",
                condition=models.Q(started__isnull=True)
                | models.Q(ended__isnull=True)
                | models.Q(started__lte=models.F("ended")),
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} ({self.get_basis_display()})"


class Figure(Keyed, Dated):
    """A dated figure about a pioneer: never without its date and its source."""

    fixture_owner = "case"

    case = models.ForeignKey(
        CaseStudy, on_delete=models.CASCADE, related_name="figures", verbose_name="pionnier"
    )
    metric = FrenchCharField(
        "ce qui est compté", max_length=80, help_text="« maisons partagées », « salariés »…"
    )
    value = models.DecimalField("valeur", max_digits=14, decimal_places=2)
    unit = FrenchCharField(
        "unité", max_length=30, blank=True, help_text="Vide si ce qui est compté la dit."
    )
    is_approximate = models.BooleanField("environ", default=False)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="figures", verbose_name="source"
    )

    class Meta(Keyed.Meta):
        verbose_name = "chiffre daté"
        verbose_name_plural = "chiffres datés"
        ordering = ["metric", "date", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("date_precision", DatePrecision, "Cette précision n’existe pas."),
            models.CheckConstraint(
                name="models_catalog_figure_not_negative",
                condition=models.Q(value__gte=0),
                violation_error_message="Un chiffre ne peut pas être négatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} : {self.value} ({self.date_said})"


class Step(Keyed, Dated):
    """A step of a pioneer's path."""

    fixture_owner = "case"

    case = models.ForeignKey(
        CaseStudy, on_delete=models.CASCADE, related_name="steps", verbose_name="pionnier"
    )
    text = FrenchCharField("ce qui s’est passé", max_length=300)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="steps", verbose_name="source"
    )

    class Meta(Keyed.Meta):
        verbose_name = "étape du parcours"
        verbose_name_plural = "étapes du parcours"
        ordering = ["date", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("date_precision", DatePrecision, "Cette précision n’existe pas."),
        ]

    def __str__(self) -> str:
        return f"{self.date_said} : {self.text}"


class Illustration(Keyed):
    """What a pioneer shows about a key question."""

    fixture_owner = "case"
    shown_with = ("question",)

    question = models.ForeignKey(
        KeyQuestion, on_delete=models.CASCADE, related_name="illustrations", verbose_name="question"
    )
    case = models.ForeignKey(
        CaseStudy, on_delete=models.CASCADE, related_name="illustrations", verbose_name="pionnier"
    )
    text = FrenchTextField("ce que le pionnier montre")
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="illustrations", verbose_name="source"
    )

    class Meta(Keyed.Meta):
        verbose_name = "exemple"
        verbose_name_plural = "exemples"
        ordering = ["question__order", "case__title"]
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(
                fields=["question", "case"],
                name="models_catalog_illustration_once",
                violation_error_message="Ce pionnier illustre déjà cette question.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} : {self.question}"
