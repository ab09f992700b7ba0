"""Words searched in vain, as editors read them."""

from django.db import models
from django.db.models import Q

LONGEST_MISS = 60  # letters


class Miss(models.Model):
    """Words that found nothing, in the one form they are counted under; ``misses.py`` writes them."""

    word = models.CharField("mots cherchés", max_length=LONGEST_MISS, unique=True)
    times = models.PositiveIntegerField("fois")
    last_seen = models.DateField("cherchés en dernier le")
    is_handled = models.BooleanField("traité", default=False)

    class Meta:
        verbose_name = "recherche sans résultat"
        verbose_name_plural = "recherches sans résultat"
        ordering = ["is_handled", "-times", "-last_seen", "word"]
        constraints = [
            models.CheckConstraint(
                name="search_miss_word_filled",
                condition=~Q(word=""),
                violation_error_message="Une recherche sans résultat a des mots.",
            ),
            models.CheckConstraint(
                name="search_miss_was_seen",
                condition=Q(times__gte=1),
                violation_error_message="Une recherche sans résultat a été faite au moins une fois.",
            ),
        ]

    def __str__(self) -> str:
        return self.word
