"""Groups of words that editors want searches to take for each other."""

from django.core.exceptions import ValidationError
from django.db import models

from essaimage.common.fields import FrenchCharField, FrenchTextField
from essaimage.common.models import Keyed, choices_constraint

LONGEST_WORD = 80  # letters
MOST_WORDS = 40


class Sense(models.TextChoices):
    """Which words of a group find which."""

    BOTH = "deux_sens", "chaque mot trouve tous les autres"
    ONE_WAY = "sens_unique", "les premiers trouvent les seconds, pas l’inverse"


class Basis(models.TextChoices):
    """Whether a source says that the words go together, or we propose it."""

    ATTESTED = "attestee", "attestée par une source"
    EDITORIAL = "editoriale", "proposée par la rédaction"


def lines_of(text: str) -> list[str]:
    """Return the words of a field, one per line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def validate_lines(text: str) -> None:
    """Refuse a line that is no word, or too many of them."""
    lines = lines_of(text)
    if len(lines) > MOST_WORDS:
        raise ValidationError(f"Pas plus de {MOST_WORDS} mots par groupe.")
    for line in lines:
        if len(line) > LONGEST_WORD:
            raise ValidationError(
                f"Un mot ou une expression par ligne, {LONGEST_WORD} caractères au plus."
            )
        if not any(letter.isalnum() for letter in line):
            raise ValidationError("Chaque ligne contient au moins un mot.")


class SynonymGroup(Keyed):
    """Words or phrases that find each other, or that also find others."""

    fixture_file = "13_synonymes.yaml"

    name = FrenchCharField("nom", max_length=80, unique=True)
    words = FrenchTextField(
        "quand on cherche",
        validators=[validate_lines],
        help_text="Un mot ou une expression par ligne. Accents, majuscules et pluriels n’ont pas d’importance.",
    )
    sense = models.CharField("sens", max_length=11, choices=Sense, default=Sense.BOTH)
    others = FrenchTextField(
        "montrer aussi",
        blank=True,
        validators=[validate_lines],
        help_text="Pour un sens unique seulement : les mots que l’on trouve aussi.",
    )
    basis = models.CharField("équivalence", max_length=10, choices=Basis, default=Basis.EDITORIAL)
    note = FrenchTextField(
        "note", blank=True, help_text="La source qui l’atteste, ou la raison de la proposition."
    )

    class Meta(Keyed.Meta):
        verbose_name = "groupe de synonymes"
        verbose_name_plural = "groupes de synonymes"
        ordering = ["name"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("sense", Sense, "Ce sens n’existe pas."),
            choices_constraint("basis", Basis, "Cette sorte d’équivalence n’existe pas."),
            models.CheckConstraint(
                name="search_synonymgroup_named",
                condition=~models.Q(name="") & ~models.Q(words=""),
                violation_error_message="Un groupe a un nom et des mots.",
            ),
            models.CheckConstraint(
                name="search_synonymgroup_says_the_others",
                condition=models.Q(sense=Sense.BOTH, others="")
                | (models.Q(sense=Sense.ONE_WAY) & ~models.Q(others="")),
                violation_error_message="Un sens unique dit ce qu’il faut montrer aussi ; un double sens, non.",
            ),
            models.CheckConstraint(
                name="search_synonymgroup_attested_by",
                condition=models.Q(basis=Basis.EDITORIAL) | ~models.Q(note=""),
                violation_error_message="Dites dans la note quelle source atteste cette équivalence.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a group of one word: it would find nothing more."""
        if self.sense == Sense.BOTH and len(lines_of(self.words)) < 2:
            raise ValidationError({"words": "Un groupe à double sens compte au moins deux mots."})

    @property
    def sought(self) -> list[str]:
        """The words one types."""
        return lines_of(self.words)

    @property
    def shown(self) -> list[str]:
        """The words that are found besides, in one sense."""
        return lines_of(self.others)
