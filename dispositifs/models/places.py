"""Where a scheme applies, and whom to call there."""

from django.db import models
from django.db.models import Q

from essaimage.common.fields import FrenchCharField
from essaimage.common.models import Keyed, choices_constraint
from essaimage.territoires.models import Commune, Departement, Epci, Region

from ..choices import CoverageKind, CoverageMode
from .links import from_source, of_dispositif

_NAMED_PLACES = {
    CoverageKind.REGION: "region",
    CoverageKind.DEPARTEMENT: "departement",
    CoverageKind.EPCI: "epci",
    CoverageKind.COMMUNE: "commune",
}


def _coverage_names_its_place() -> Q:
    """Return the condition: the place of the kind is filled, the others are empty, a free one is told."""
    condition = Q()
    for kind in CoverageKind:
        row = Q(kind=kind)
        for place_kind, field in _NAMED_PLACES.items():
            row &= Q(**{f"{field}__isnull": place_kind != kind})
        if kind == CoverageKind.LIBRE:
            row &= ~Q(text="")
        condition |= row
    return condition


class Coverage(Keyed):
    """A territory that a scheme covers, or leaves out."""

    fixture_owner = "dispositif"

    dispositif = of_dispositif("coverages")
    mode = models.CharField(
        "sens", max_length=6, choices=CoverageMode, default=CoverageMode.INCLUDE
    )
    kind = models.CharField("territoire", max_length=11, choices=CoverageKind)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, verbose_name="région"
    )
    departement = models.ForeignKey(
        Departement, on_delete=models.PROTECT, null=True, blank=True, verbose_name="département"
    )
    epci = models.ForeignKey(
        Epci, on_delete=models.PROTECT, null=True, blank=True, verbose_name="intercommunalité"
    )
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, verbose_name="commune"
    )
    text = FrenchCharField(
        "en clair", max_length=200, blank=True, help_text="Pour un GAL, un massif, un bassin…"
    )
    source = from_source("coverages")

    class Meta(Keyed.Meta):
        verbose_name = "territoire couvert"
        verbose_name_plural = "territoires couverts"
        ordering = ["mode", "kind", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("mode", CoverageMode, "Un territoire est inclus ou exclu."),
            models.CheckConstraint(
                name="dispositifs_coverage_names_its_place",
                condition=_coverage_names_its_place(),
                violation_error_message="Indiquez le territoire qui correspond à ce choix, et lui seul.",
            ),
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def place(self) -> Region | Departement | Epci | Commune | None:
        """The territory that has a page; None for the whole country or a perimeter told in words."""
        return self.region or self.departement or self.epci or self.commune

    @property
    def said(self) -> str:
        """The territory in words."""
        return str(self.place) if self.place else (self.text or self.get_kind_display())


class Guichet(Keyed):
    """Whom to call, somewhere: a role or a service, never a person's name."""

    fixture_owner = "dispositif"

    dispositif = of_dispositif("guichets")
    role = FrenchCharField("service ou rôle", max_length=160)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, verbose_name="région"
    )
    departement = models.ForeignKey(
        Departement, on_delete=models.PROTECT, null=True, blank=True, verbose_name="département"
    )
    territory = FrenchCharField("territoire (en clair)", max_length=160, blank=True)
    url = models.URLField("adresse", max_length=500, null=True, blank=True)
    source = from_source("guichets")

    class Meta(Keyed.Meta):
        verbose_name = "guichet"
        verbose_name_plural = "guichets (qui appeler)"
        ordering = ["region__code", "departement__code", "role"]
        constraints = [
            *Keyed.Meta.constraints,
            models.CheckConstraint(
                name="dispositifs_guichet_says_whom",
                condition=~Q(role=""),
                violation_error_message="Dites quel service appeler.",
            ),
        ]

    def __str__(self) -> str:
        return self.role

    @property
    def place_said(self) -> str:
        """Where it answers, in words; empty when the sources do not say."""
        return self.territory or str(self.departement or self.region or "")
