"""Régions, départements, EPCI and communes, as the official geographic code (COG) names them.

``load_reference`` rules these tables (decision 0013): fixtures bring only the rows that content
cites, where they are missing, and never change one that is there.
"""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from essaimage.common.models import Keyed, KeyedQuerySet, choices_constraint

NOWHERE_ELSE = models.Q(pk__in=())  # fixtures hold what content cites, and nothing else


class Zone(models.TextChoices):
    """Where a région or a département stands."""

    METRO = "metro", "Hexagone et Corse"
    DROM = "drom", "Outre-mer"
    COM = "com", "Collectivités d’outre-mer"


class EpciKind(models.TextChoices):
    """The four kinds of intercommunality with its own taxes; the métropole de Lyon counts as one."""

    CC = "CC", "Communauté de communes"
    CA = "CA", "Communauté d’agglomération"
    CU = "CU", "Communauté urbaine"
    ME = "ME", "Métropole"


class AliasKind(models.TextChoices):
    """What a name or a code that leads to a commune is."""

    OLD_CODE = "ancien", "Ancien code"
    DELEGATED = "deleguee", "Commune déléguée"
    ASSOCIATED = "associee", "Commune associée"
    ARRONDISSEMENT = "arrondissement", "Arrondissement municipal"


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

    def get_absolute_url(self) -> str:
        return reverse("pages:territory", args=[self.slug])

    @property
    def parameter(self) -> str:
        """Its value in the parameter ``territoire``: « dep-23 », « reg-75 », « epci-200034825 »."""
        return f"{self.address_prefix}{self.code.lower()}"

    @property
    def slug(self) -> str:
        """The end of its address: « dep-23-creuse »."""
        return f"{self.parameter}-{slugify(self.name.replace('’', '-'))}"


class Region(Territory):
    """One of the 18 régions, or an overseas collectivity, which the official code treats alike."""

    address_prefix = "reg-"
    official_seed = ~models.Q(zone="com")

    zone = models.CharField("zone", max_length=5, choices=Zone)

    class Meta(Territory.Meta):
        verbose_name = "région"
        verbose_name_plural = "régions"
        constraints = [
            *Territory.Meta.constraints,
            choices_constraint("zone", Zone, "Une région est dans l’Hexagone ou outre-mer."),
        ]


class DepartementQuerySet(KeyedQuerySet):
    """Départements, in the words of pages."""

    def mapped(self) -> Self:
        """Keep the 101 départements, which the map draws, without the overseas collectivities."""
        return self.exclude(region__zone=Zone.COM)


class Departement(Territory):
    """One of the 101 départements, or an overseas collectivity."""

    address_prefix = "dep-"
    official_seed = ~models.Q(region__zone="com")

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="departements", verbose_name="région"
    )

    objects = DepartementQuerySet.as_manager()

    class Meta(Territory.Meta):
        verbose_name = "département"
        verbose_name_plural = "départements"

    @property
    def kind_said(self) -> str:
        """What it is: New Caledonia and its like are no départements."""
        return "Collectivité" if self.region.zone == Zone.COM else "Département"


class Epci(Territory):
    """An intercommunality with its own taxes: métropole, communauté urbaine, d’agglomération, de communes."""

    address_prefix = "epci-"
    official_seed = NOWHERE_ELSE
    desk_fields = ("kind",)

    kind = models.CharField("genre", max_length=2, choices=EpciKind, blank=True)

    class Meta(Territory.Meta):
        verbose_name = "intercommunalité"
        verbose_name_plural = "intercommunalités"
        constraints = [
            *Territory.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_kind_known",
                condition=models.Q(kind__in=["", *EpciKind.values]),
                violation_error_message="Ce genre d’intercommunalité n’existe pas.",
            ),
        ]


class CommuneQuerySet(KeyedQuerySet):
    """Communes, in the words of pages."""

    def current(self) -> Self:
        """Keep those that still exist."""
        return self.filter(is_current=True)

    def with_places(self) -> Self:
        """Bring the département, the région and the EPCI along."""
        return self.select_related("departement__region", "epci")


class Commune(Territory):
    """A commune. Its population is the legal one (« municipale ») of ``population_year``, in inhabitants."""

    official_seed = NOWHERE_ELSE
    desk_fields = ("epci", "postcodes", "is_current")

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
    population_year = models.PositiveSmallIntegerField("année", null=True, blank=True)
    postcodes = models.CharField(
        "codes postaux", max_length=160, blank=True, help_text="Séparés par une espace."
    )
    is_current = models.BooleanField(
        "existe encore",
        default=True,
        help_text="Une commune disparue que le contenu cite est gardée.",
    )

    objects = CommuneQuerySet.as_manager()

    class Meta(Territory.Meta):
        verbose_name = "commune"
        verbose_name_plural = "communes"

    @property
    def parameter(self) -> str:
        """Its value in the parameter ``commune``: its code, « 2A004 » in capitals."""
        return self.code

    @property
    def slug(self) -> str:
        """The end of its address: « 23096-gueret »."""
        return super().slug.lower()


class CommuneAlias(models.Model):
    """A code or a name that leads to a commune: merged communes, déléguées, arrondissements.

    ``name`` is empty when the source gives the code alone. A commune déléguée may bear the code of
    the commune it became: only its name is then something else.
    """

    code = models.CharField("code", max_length=5, unique=True)
    name = models.CharField("nom", max_length=120, blank=True)
    kind = models.CharField("genre", max_length=14, choices=AliasKind)
    postcodes = models.CharField("codes postaux", max_length=160, blank=True)
    commune = models.ForeignKey(
        Commune, on_delete=models.CASCADE, related_name="aliases", verbose_name="commune actuelle"
    )

    class Meta:
        verbose_name = "ancienne commune ou arrondissement"
        verbose_name_plural = "anciennes communes et arrondissements"
        ordering = ["code"]
        constraints = [
            choices_constraint("kind", AliasKind, "Ce genre d’ancien nom n’existe pas."),
        ]

    def __str__(self) -> str:
        return self.name or self.code
