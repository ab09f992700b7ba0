"""Schemes of which one line is known."""

from django.db import models

from essaimage.common.models import Repere, choices_constraint

from ..choices import Echelle, Ruralite, Vie
from .dispositif import Nature


class DispositifRepere(Repere):
    """A scheme in one line: nature, scale, rurality, and what is known of its life."""

    fixture_file = "10_dispositifs.yaml"
    report_kind = "repere-dispositif"

    nature = models.ForeignKey(
        Nature, on_delete=models.PROTECT, related_name="reperes", verbose_name="nature d’appui"
    )
    echelle = models.CharField("échelle", max_length=14, choices=Echelle)
    ruralite = models.CharField(
        "ruralité", max_length=17, choices=Ruralite, default=Ruralite.OUVERT
    )
    vie = models.CharField("vie", max_length=8, choices=Vie, default=Vie.EN_COURS)

    class Meta(Repere.Meta):
        verbose_name = "repère (dispositif)"
        verbose_name_plural = "repères (dispositifs)"
        constraints = [
            *Repere.Meta.constraints,
            choices_constraint("echelle", Echelle, "Cette échelle n’existe pas."),
            choices_constraint("ruralite", Ruralite, "Cette ruralité n’existe pas."),
            choices_constraint("vie", Vie, "Cette vie n’existe pas."),
        ]

    @property
    def kind_said(self) -> str:
        """Its nature, scale and rurality in words, and its end when it has ended."""
        said = f"{self.nature} · {self.get_echelle_display()} · {self.get_ruralite_display()}"
        return said if self.vie == Vie.EN_COURS else f"{said} · {self.get_vie_display()}"
