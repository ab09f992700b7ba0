"""Key questions, success factors and phases: what to think about before deploying."""

from typing import Self

from django.db import models
from django.db.models import Count
from django.urls import reverse

from essaimage.common.fields import FrenchTextField, MarkdownField
from essaimage.common.models import (
    Citation,
    Fiche,
    FicheQuerySet,
    Keyed,
    Source,
    choices_constraint,
    published,
)

from .network import NetworkModel


class Theme(models.TextChoices):
    """What a key question is about."""

    READINESS = "maturite", "Sommes-nous prêts ?"
    PROJECT = "projet", "Que voulons-nous diffuser ?"
    NETWORK = "reseau", "Quel réseau voulons-nous ?"
    MONEY = "economie", "Qui paie ?"
    PLACE = "territoire", "Où allons-nous ?"


class KeyQuestion(Fiche):
    """A question to ask before deploying; its title is the question."""

    fixture_file = "05_questions.yaml"
    link_prefix = "question"

    theme = models.CharField("thème", max_length=10, choices=Theme)
    order = models.PositiveSmallIntegerField("ordre", default=100)
    is_founding = models.BooleanField(
        "question fondatrice", default=False, help_text="Posée lors du webinaire d’origine."
    )
    why = MarkdownField("pourquoi elle compte", blank=True)
    how = MarkdownField("comment la travailler", blank=True)

    class Meta(Fiche.Meta):
        verbose_name = "question clé"
        verbose_name_plural = "questions clés"
        ordering = ["order", "title"]
        constraints = [
            *Fiche.Meta.constraints,
            choices_constraint("theme", Theme, "Ce thème n’existe pas."),
        ]

    def get_absolute_url(self) -> str:
        return reverse("models_catalog:question-detail", args=[self.slug])


class KeyQuestionCitation(Citation):
    """A fact about a question."""

    fiche = models.ForeignKey(
        KeyQuestion, on_delete=models.CASCADE, related_name="citations", verbose_name="question"
    )


class Implication(Keyed):
    """What a model implies for a question: « en franchise, la marque… »."""

    fixture_owner = "question"

    question = models.ForeignKey(
        KeyQuestion, on_delete=models.CASCADE, related_name="implications", verbose_name="question"
    )
    model = models.ForeignKey(
        NetworkModel, on_delete=models.CASCADE, related_name="implications", verbose_name="modèle"
    )
    text = FrenchTextField("ce que le modèle implique")
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="implications",
        verbose_name="source",
        help_text="Vide : la page dit que c’est une proposition éditoriale.",
    )

    class Meta(Keyed.Meta):
        verbose_name = "implication"
        verbose_name_plural = "implications"
        ordering = ["question__order", "model__order"]
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(
                fields=["question", "model"],
                name="models_catalog_implication_once",
                violation_error_message="Ce modèle a déjà une réponse pour cette question.",
            ),
            models.CheckConstraint(
                name="models_catalog_implication_text_filled",
                condition=~models.Q(text=""),
                violation_error_message="Écrivez ce que le modèle implique.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class FactorKind(models.TextChoices):
    """A factor makes success likelier; a principle is a rule to hold; a trap is what to avoid."""

    FACTOR = "facteur", "Facteur de succès"
    PRINCIPLE = "principe", "Principe"
    TRAP = "piege", "Piège à éviter"


class SuccessFactor(Fiche):
    """A success factor, a principle or a trap of territorial deployment."""

    fixture_file = "06_principes.yaml"
    link_prefix = "principe"

    kind = models.CharField("nature", max_length=8, choices=FactorKind, default=FactorKind.FACTOR)
    order = models.PositiveSmallIntegerField("ordre", default=100)
    questions = models.ManyToManyField(
        KeyQuestion, blank=True, related_name="factors", verbose_name="questions liées"
    )

    class Meta(Fiche.Meta):
        verbose_name = "facteur de succès"
        verbose_name_plural = "facteurs de succès et principes"
        ordering = ["order", "title"]
        constraints = [
            *Fiche.Meta.constraints,
            choices_constraint("kind", FactorKind, "Cette nature n’existe pas."),
        ]

    def get_absolute_url(self) -> str:
        return f"{reverse('models_catalog:factor-list')}#{self.slug}"

    @property
    def sources(self) -> list[Source]:
        """The sources that establish it, each once."""
        return list(dict.fromkeys(citation.source for citation in self.citations.all()))


class SuccessFactorCitation(Citation):
    """A fact about a success factor."""

    fiche = models.ForeignKey(
        SuccessFactor, on_delete=models.CASCADE, related_name="citations", verbose_name="facteur"
    )


class PhaseQuerySet(FicheQuerySet):
    """Phases, in the words of pages."""

    def with_scheme_count(self) -> Self:
        """Annotate ``scheme_count``: how many published schemes help at each phase."""
        counted = Count("dispositifs", filter=published("dispositifs"), distinct=True)
        return self.annotate(scheme_count=counted).order_by("order")  # a count drops Meta.ordering


class Phase(Fiche):
    """A phase of scaling, from idea to consolidation; its summary is its definition.

    Its ``code`` is the value of the parameter ``phase``.
    """

    fixture_file = "07_etapes.yaml"
    link_prefix = "etape"

    order = models.PositiveSmallIntegerField("ordre", default=100)
    to_prove = FrenchTextField("ce qu’il faut prouver", blank=True)
    documents = FrenchTextField("documents à produire", blank=True, help_text="Un par ligne.")
    traps = FrenchTextField("pièges", blank=True, help_text="Un par ligne.")
    questions = models.ManyToManyField(
        KeyQuestion, blank=True, related_name="phases", verbose_name="questions à se poser"
    )

    objects = PhaseQuerySet.as_manager()

    class Meta(Fiche.Meta):
        verbose_name = "étape"
        verbose_name_plural = "étapes"
        ordering = ["order"]

    def get_absolute_url(self) -> str:
        return reverse("models_catalog:phase-detail", args=[self.slug])


class PhaseCitation(Citation):
    """A fact about a phase."""

    fiche = models.ForeignKey(
        Phase, on_delete=models.CASCADE, related_name="citations", verbose_name="étape"
    )
