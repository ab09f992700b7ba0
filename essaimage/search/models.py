"""The change log: which rows of which tables were written, so that each process reads them again."""

from django.db import models

from .miss_models import Miss
from .synonym_models import SynonymGroup

__all__ = ["Change", "Miss", "SynonymGroup"]


class Change(models.Model):
    """A row written in a table that matters to the index. Only database triggers add any (decision 11).

    Nobody reads it as content: it says what to read again, and is pruned.
    """

    watch = models.CharField("ce qui a été écrit", max_length=140)  # table, or table.column
    value = models.BigIntegerField("valeur de la colonne", null=True)  # None: any row of the table
    mark = models.BigIntegerField("marque")  # drawn at random: a number used again is not this row
    xact = models.BigIntegerField("transaction", null=True, db_index=True)  # PostgreSQL only

    class Meta:
        default_permissions = ()
        verbose_name = "changement"
        verbose_name_plural = "changements"

    def __str__(self) -> str:
        return f"{self.watch} {self.value or ''}".strip()
