"""Partners: who runs, funds, decides on or animates schemes."""

from django.db import models
from django.urls import reverse

from essaimage.common.fields import FrenchCharField
from essaimage.common.models import Citation, Fiche, choices_constraint
from essaimage.territoires.models import Departement, Region

from ..choices import PartenaireKind


class Partenaire(Fiche):
    """A public or private partner of schemes; its ``slug`` is the value of ``partenaire``."""

    fixture_file = "09_partenaires.yaml"
    link_prefix = "partenaire"

    kind = models.CharField("nature", max_length=18, choices=PartenaireKind)
    website = models.URLField(
        "site", max_length=300, null=True, blank=True, help_text="Vide si elle n’est pas sûre."
    )
    scope = FrenchCharField("où il agit", max_length=160, blank=True)
    is_founding = models.BooleanField(
        "partenaire du webinaire",
        default=False,
        help_text="Est intervenu lors du webinaire d’origine.",
    )
    regions = models.ManyToManyField(
        Region, blank=True, related_name="partenaires", verbose_name="régions"
    )
    departements = models.ManyToManyField(
        Departement, blank=True, related_name="partenaires", verbose_name="départements"
    )

    class Meta(Fiche.Meta):
        verbose_name = "partenaire"
        verbose_name_plural = "partenaires"
        ordering = ["title"]
        constraints = [
            *Fiche.Meta.constraints,
            choices_constraint("kind", PartenaireKind, "Cette nature de partenaire n’existe pas."),
        ]

    def get_absolute_url(self) -> str:
        return reverse("dispositifs:partenaire-detail", args=[self.slug])


class PartenaireCitation(Citation):
    """A fact about a partner."""

    fiche = models.ForeignKey(
        Partenaire, on_delete=models.CASCADE, related_name="citations", verbose_name="partenaire"
    )
