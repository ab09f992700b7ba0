"""Frequent questions: what project holders ask first, and the sheet that answers."""

import re

from django.core.exceptions import ValidationError
from django.db import models

from ..fields import FrenchCharField, FrenchTextField
from .keyed import Keyed

_TARGET = re.compile(r"[a-z]+:[a-z0-9_-]+")


def validate_target(value: str) -> None:
    """Refuse what is not « dispositif:insite »: the kind of a sheet, then its code."""
    if not _TARGET.fullmatch(value):
        raise ValidationError("Écrivez le type et le code de la fiche : « dispositif:insite ».")


class FrequentQuestion(Keyed):
    """A question in the words of those who ask it, a short answer, and where the rest is read."""

    fixture_file = "12_questions_frequentes.yaml"

    question = FrenchCharField("question", max_length=200, unique=True)
    answer = FrenchTextField(
        "réponse courte", help_text="Deux ou trois phrases. Le reste est sur la fiche."
    )
    target = models.CharField(
        "fiche qui répond",
        max_length=120,
        validators=[validate_target],
        help_text="Son type et son code : « dispositif:insite », « modele:federation », « question:marque ».",
    )
    order = models.PositiveSmallIntegerField("ordre", default=100)

    class Meta(Keyed.Meta):
        verbose_name = "question fréquente"
        verbose_name_plural = "questions fréquentes"
        ordering = ["order", "question"]
        constraints = [
            *Keyed.Meta.constraints,
            models.CheckConstraint(
                name="common_frequentquestion_is_answered",
                condition=~models.Q(question="") & ~models.Q(answer="") & ~models.Q(target=""),
                violation_error_message="Une question fréquente a une réponse et mène à une fiche.",
            ),
        ]

    def __str__(self) -> str:
        return self.question
