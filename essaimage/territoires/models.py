"""Régions, départements, EPCI and communes, as the official geographic code (COG) names them."""

from django.db import models
from django.utils.text import slugify

from essaimage.common.models import Keyed, choices_constraint


class Zone(models.TextChoices):
    """Where a région or a département stands."""

    METRO = "metro", "Hexagone et Corse"
    DROM = "drom", "Outre-mer"


class Territory(Keyed):
    """An official territory; ``code`` is its INSEE code (SIREN number for an EPCI)."""

    fixture_file = "02_territoires.yaml"
    address_prefix = ""  # what stands before the code in addresses and in ``territoire=``

    name = models.CharField("nom", max_length=120)

    class Meta(Keyed.Meta):
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def parameter(self) -> str:
        """Its value in the parameter ``territoire``: « dep-23 », « reg-75 », « epci-200034825 »."""
        return f"{self.address_prefix}{self.code.lower()}"

    @property
    def slug(self) -> str:
        """The end of its address: « dep-23-creuse »."""
        return f"{self.parameter}-{slugify(self.name)}"


class Region(Territory):
    """One of the 18 régions."""

    address_prefix = "reg-"

    zone = models.CharField("zone", max_length=5, choices=Zone)

    class Meta(Territory.Meta):
        verbose_name = "région"
        verbose_name_plural = "régions"
        constraints = [
            *Territory.Meta.constraints,
            choices_constraint("zone", Zone, "Une région est dans l’Hexagone ou outre-mer."),
        ]


class Departement(Territory):
    """One of the 101 départements."""

    address_prefix = "dep-"

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="departements", verbose_name="région"
    )

    class Meta(Territory.Meta):
        verbose_name = "département"
        verbose_name_plural = "départements"


class Epci(Territory):
    """An intercommunality with its own taxes: métropole, communauté urbaine, d’agglomération, de communes."""

    address_prefix = "epci-"

    class Meta(Territory.Meta):
        verbose_name = "intercommunalité"
        verbose_name_plural = "intercommunalités"


class Commune(Territory):
    """A commune. Its population is the legal one of the year the reference gives, in inhabitants."""

    departement = models.ForeignKey(
        Departement, on_delete=models.PROTECT, related_name="communes", verbose_name="département"
    )
    epci = models.ForeignKey(
        Epci,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="communes",
        verbose_name="intercommunalité",
    )
    population = models.PositiveIntegerField(
        "population", null=True, blank=True, help_text="En habitants."
    )

    class Meta(Territory.Meta):
        verbose_name = "commune"
        verbose_name_plural = "communes"
