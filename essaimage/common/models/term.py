"""The glossary: terms, and the other words people use for them."""

from django.db import models
from django.urls import reverse

from ..fields import FrenchCharField
from .fiche import Fiche
from .keyed import Keyed, choices_constraint
from .source import Citation


class Term(Fiche):
    """A word of the trade: its title is the term, its summary the definition."""

    fixture_file = "11_glossaire.yaml"
    link_prefix = "terme"

    false_friend = FrenchCharField(
        "faux ami",
        max_length=300,
        blank=True,
        help_text="L’autre sens du mot, s’il prête à confusion.",
    )

    class Meta(Fiche.Meta):
        verbose_name = "terme"
        verbose_name_plural = "termes du glossaire"
        ordering = ["title"]

    def get_absolute_url(self) -> str:
        return f"{reverse('pages:glossary')}#{self.slug}"


class TermCitation(Citation):
    """A fact about a term."""

    fiche = models.ForeignKey(
        Term, on_delete=models.CASCADE, related_name="citations", verbose_name="terme"
    )


class Direction(models.TextChoices):
    """Whether a search for one word may answer with the other."""

    BOTH = "deux_sens", "dans les deux sens"
    TO_TERM = "vers_le_terme", "de ce mot vers le terme seulement"


class Synonym(Keyed):
    """Another word for a term, as visitors type it."""

    fixture_owner = "term"

    term = models.ForeignKey(
        Term, on_delete=models.CASCADE, related_name="synonyms", verbose_name="terme"
    )
    word = FrenchCharField("mot", max_length=80)
    direction = models.CharField("sens", max_length=13, choices=Direction, default=Direction.BOTH)

    class Meta(Keyed.Meta):
        verbose_name = "synonyme"
        verbose_name_plural = "synonymes"
        ordering = ["word"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("direction", Direction, "Ce sens n’existe pas."),
            models.UniqueConstraint(
                fields=["term", "word"],
                name="common_synonym_once_per_term",
                violation_error_message="Ce synonyme est déjà donné pour ce terme.",
            ),
        ]

    def __str__(self) -> str:
        return self.word
