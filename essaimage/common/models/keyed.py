"""Rows known by a code that never changes: the natural key of fixtures, imports and links."""

from django.db import models
from django.utils.crypto import get_random_string

from ..fields import FrenchCharField, FrenchTextField

# Addresses that pages keep for themselves: no sheet may take one of them as its slug.
RESERVED_SLUGS = ("comparer", "facettes", "import")


def new_code() -> str:
    """Return a code for a row created by hand, which nobody has to name: 12 letters and digits."""
    return get_random_string(12, "abcdefghjkmnpqrstuvwxyz23456789")


def choices_constraint(field: str, choices: type[models.Choices], sentence: str):
    """Return the constraint that keeps ``field`` within ``choices``, whatever wrote it."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_known",
        condition=models.Q(**{f"{field}__in": choices.values}),
        violation_error_message=sentence,
    )


class KeyedQuerySet(models.QuerySet):
    """Rows found by their code."""

    def get_by_natural_key(self, code: str) -> "Keyed":
        return self.get(code=code)


class Keyed(models.Model):
    """A row with a code, unique in its table, that fixtures and links rely on.

    Where it stands in the fixtures: ``fixture_file`` names its file, or ``fixture_owner`` the foreign
    key to the row it is written under. ``desk_fields`` belong to editors or to an official source:
    fixtures never hold them. ``shown_with`` names the foreign keys to other sheets whose page of the
    desk writes such rows too: versions count them among the rows of both.

    ``official_seed`` marks a table that an official source rules (decision 0013): fixtures hold the
    rows it selects and those that content cites, and bring them only where they are missing.
    """

    fixture_file = ""
    fixture_owner = ""
    shown_with: tuple[str, ...] = ()
    desk_fields: tuple[str, ...] = ()
    official_seed: models.Q | None = None

    code = models.CharField(
        "code",
        max_length=80,
        unique=True,
        editable=False,
        default=new_code,
        help_text="Donné une fois pour toutes : fixtures, imports et liens s’y rapportent.",
    )

    objects = KeyedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_code_filled",
                condition=~models.Q(code=""),
                violation_error_message="Le code ne peut pas être vide.",
            )
        ]

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class Reference(Keyed):
    """A row of a small reference table: a choice shown to visitors with its definition."""

    label = FrenchCharField("intitulé", max_length=80, unique=True)
    definition = FrenchTextField(
        "définition", help_text="Ce que ce mot veut dire, pour les visiteurs."
    )
    order = models.PositiveSmallIntegerField("ordre", default=100)

    class Meta(Keyed.Meta):
        abstract = True
        ordering = ["order", "label"]

    def __str__(self) -> str:
        return self.label
