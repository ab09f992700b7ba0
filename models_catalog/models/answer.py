"""The answers to key questions, and what each says of each network model (decision 0017)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from essaimage.common.fields import FrenchCharField
from essaimage.common.models import Keyed, Source, new_code

from ..orientation import STRONGEST, UNKNOWN, ExitKind
from .network import ModelKind, NetworkModel
from .question import KeyQuestion

OFFERED_EVERYWHERE = "« Je ne sais pas » est proposé partout : ne l’ajoutez pas."


class AnswerExit(models.TextChoices):
    """Another advice than a model, that an answer may open."""

    NOT_READY = ExitKind.NOT_READY.value, "Pas encore prêt"
    OPEN_SHARING = ExitKind.OPEN_SHARING.value, "Une diffusion ouverte suffit peut-être"


class Answer(Keyed):
    """An answer that a key question offers in the questionnaire; « je ne sais pas » is never stored."""

    fixture_file = "14_orientation.yaml"
    shown_with = ("question",)

    question = models.ForeignKey(
        KeyQuestion, on_delete=models.CASCADE, related_name="answers", verbose_name="question"
    )
    slug = models.SlugField(
        "mot d’adresse",
        max_length=70,
        default=new_code,
        help_text="Il est dans les liens que les visiteurs gardent : le changer les casse.",
    )
    label = FrenchCharField(
        "réponse", max_length=160, help_text="À la première personne : « Nous ouvrons… »."
    )
    help = FrenchCharField(
        "précision", max_length=300, blank=True, help_text="Ce que cette réponse veut dire."
    )
    order = models.PositiveSmallIntegerField("ordre", default=100)
    exit = models.CharField(
        "autre conseil",
        max_length=20,
        choices=AnswerExit,
        blank=True,
        help_text="Vide : la réponse ne fait que donner des points aux modèles.",
    )
    is_hint = models.BooleanField(
        "ne suffit pas seule",
        default=False,
        help_text="Cochée : il faut une seconde réponse pour donner cet autre conseil.",
    )
    todo = FrenchCharField(
        "travail à faire",
        max_length=300,
        blank=True,
        help_text="Ce qu’il reste à faire avant d’ouvrir ailleurs, à l’infinitif.",
    )

    class Meta(Keyed.Meta):
        verbose_name = "réponse du questionnaire"
        verbose_name_plural = "réponses du questionnaire"
        ordering = ["question__order", "order", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(
                fields=["question", "slug"],
                name="models_catalog_answer_once_per_question",
                violation_error_message="Cette question a déjà une réponse de ce nom.",
            ),
            models.CheckConstraint(
                name="models_catalog_answer_name_open",
                condition=~Q(slug__in=["", UNKNOWN]),
                violation_error_message=OFFERED_EVERYWHERE,
            ),
            models.CheckConstraint(
                name="models_catalog_answer_label_filled",
                condition=~Q(label=""),
                violation_error_message="Écrivez la réponse.",
            ),
            models.CheckConstraint(
                name="models_catalog_answer_exit_known",
                condition=Q(exit__in=["", *AnswerExit.values]),
                violation_error_message="Cet autre conseil n’existe pas.",
            ),
            models.CheckConstraint(
                name="models_catalog_answer_not_ready_says_what_to_do",
                condition=~Q(exit=AnswerExit.NOT_READY) | ~Q(todo=""),
                violation_error_message="Qui n’est pas encore prêt doit savoir quoi faire : écrivez-le.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class AffinityWeight(models.IntegerChoices):
    """How far an answer speaks for a model, or against it."""

    VERY_MUCH_FOR = STRONGEST, "Très en faveur (+2)"
    FOR = 1, "En faveur (+1)"
    NEITHER = 0, "Ni pour ni contre (0)"
    AGAINST = -1, "Contre (−1)"
    VERY_MUCH_AGAINST = -STRONGEST, "Très contre (−2)"


class Affinity(Keyed):
    """What an answer says of a model: points, with the reason and the source."""

    fixture_owner = "answer"

    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="affinities", verbose_name="réponse"
    )
    model = models.ForeignKey(
        NetworkModel,
        on_delete=models.CASCADE,
        related_name="affinities",
        limit_choices_to={"kind": ModelKind.MODEL},
        verbose_name="modèle",
    )
    weight = models.SmallIntegerField(
        "poids",
        choices=AffinityWeight,
        validators=[MinValueValidator(-STRONGEST), MaxValueValidator(STRONGEST)],
    )
    reason = FrenchCharField(
        "raison",
        max_length=300,
        blank=True,
        help_text="Une phrase que le visiteur lira à côté des points.",
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="affinities",
        verbose_name="source",
    )

    class Meta(Keyed.Meta):
        verbose_name = "poids pour un modèle"
        verbose_name_plural = "poids pour les modèles (proposition éditoriale)"
        ordering = ["answer__order", "model__order", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(
                fields=["answer", "model"],
                name="models_catalog_affinity_once",
                violation_error_message="Cette réponse a déjà un poids pour ce modèle.",
            ),
            models.CheckConstraint(
                name="models_catalog_affinity_weight_bounded",
                condition=Q(weight__gte=-STRONGEST, weight__lte=STRONGEST),
                violation_error_message="Un poids va de −2 à +2.",
            ),
            models.CheckConstraint(
                name="models_catalog_affinity_explained",
                condition=Q(weight=0) | (~Q(reason="") & Q(source__isnull=False)),
                violation_error_message="Un poids autre que 0 a une raison et une source.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} : {self.get_weight_display()}"
