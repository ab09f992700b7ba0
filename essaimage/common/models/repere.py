"""The mark (repère): what is known of something in one line, too little for a sheet of its own."""

from typing import Self

from django.db import models

from ..fields import FrenchCharField
from .keyed import Keyed, KeyedQuerySet
from .source import Source


class RepereQuerySet(KeyedQuerySet):
    """Marks, in the words of pages."""

    def shown(self) -> Self:
        """Keep what visitors may read, with what a line draws."""
        return self.filter(is_shown=True).select_related("source")


class Repere(Keyed):
    """One line in a list: a name, a territory, one sourced fact. It has no page and is counted apart."""

    report_kind = ""  # the word that names it where visitors report an error

    name = FrenchCharField("nom", max_length=120)
    territory = FrenchCharField("territoire", max_length=120, blank=True)
    fact = FrenchCharField(
        "ce que l’on sait", max_length=300, help_text="En une phrase, avec nos mots."
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="%(class)s_set", verbose_name="source"
    )
    is_shown = models.BooleanField(
        "montré aux visiteurs",
        default=True,
        help_text="Décoché : gardé pour la rédaction seulement.",
    )

    objects = RepereQuerySet.as_manager()

    class Meta(Keyed.Meta):
        abstract = True
        ordering = ["name"]
        constraints = [
            *Keyed.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_says_something",
                condition=~models.Q(name="") & ~models.Q(fact=""),
                violation_error_message="Un repère a un nom et dit un fait.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
