"""When one may apply to a scheme, for how much, and on what conditions."""

from django.db import models
from django.db.models import F, Q

from essaimage.common.dates import DatePrecision
from essaimage.common.fields import FrenchCharField
from essaimage.common.models import Keyed, choices_constraint

from ..choices import (
    NUMERIC_KINDS,
    NUMERIC_OPERATORS,
    TOTALS,
    ConditionKind,
    MontantNature,
    MontantUnit,
    Operator,
)
from ..said import amount_said
from .links import from_source, of_dispositif


class Window(Keyed):
    """A time during which one may apply."""

    fixture_owner = "dispositif"

    dispositif = of_dispositif("windows")
    label = FrenchCharField("intitulé", max_length=120)
    opens = models.DateField("ouvre le", null=True, blank=True)
    opens_precision = models.CharField(
        "précision", max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    closes = models.DateField("ferme le", null=True, blank=True)
    closes_precision = models.CharField(
        "précision", max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    source = from_source("windows")

    class Meta(Keyed.Meta):
        verbose_name = "période de candidature"
        verbose_name_plural = "périodes de candidature"
        ordering = ["opens", "closes", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("opens_precision", DatePrecision, "Cette précision n’existe pas."),
            choices_constraint("closes_precision", DatePrecision, "Cette précision n’existe pas."),
            models.CheckConstraint(
                name="dispositifs_window_has_a_date",
                condition=Q(opens__isnull=False) | Q(closes__isnull=False),
                violation_error_message="Donnez au moins une date : ouverture ou fermeture.",
            ),
            models.CheckConstraint(
                name="dispositifs_window_in_order",
                condition=Q(opens__isnull=True)
                | Q(closes__isnull=True)
                | Q(opens__lte=F("closes")),
                violation_error_message="La fermeture ne peut pas précéder l’ouverture.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Montant(Keyed):
    """An amount in euros, or a rate in percent of a base, with what it is counted by."""

    fixture_owner = "dispositif"

    dispositif = of_dispositif("montants")
    nature = models.CharField("nature", max_length=13, choices=MontantNature)
    minimum = models.DecimalField(
        "au moins (€)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    maximum = models.DecimalField(
        "au plus (€)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    rate = models.DecimalField("taux (%)", max_digits=5, decimal_places=2, null=True, blank=True)
    base = FrenchCharField(
        "base du taux", max_length=120, blank=True, help_text="Ce dont le taux est une part."
    )
    unit = models.CharField(
        "compté", max_length=13, choices=MontantUnit, default=MontantUnit.PAR_PROJET
    )
    label = FrenchCharField("précision", max_length=200, blank=True)
    source = from_source("montants")

    class Meta(Keyed.Meta):
        verbose_name = "montant"
        verbose_name_plural = "montants"
        ordering = ["nature", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("nature", MontantNature, "Cette nature de montant n’existe pas."),
            choices_constraint("unit", MontantUnit, "Cette unité n’existe pas."),
            models.CheckConstraint(
                name="dispositifs_montant_says_something",
                condition=Q(minimum__isnull=False)
                | Q(maximum__isnull=False)
                | Q(rate__isnull=False),
                violation_error_message="Donnez un montant ou un taux.",
            ),
            models.CheckConstraint(
                name="dispositifs_montant_in_order",
                condition=Q(minimum__isnull=True)
                | Q(maximum__isnull=True)
                | Q(minimum__lte=F("maximum")),
                violation_error_message="Le minimum ne peut pas dépasser le maximum.",
            ),
            models.CheckConstraint(
                name="dispositifs_montant_not_negative",
                condition=(Q(minimum__isnull=True) | Q(minimum__gte=0))
                & (Q(maximum__isnull=True) | Q(maximum__gt=0)),
                violation_error_message="Un montant ne peut pas être négatif.",
            ),
            models.CheckConstraint(
                name="dispositifs_montant_rate_is_a_share",
                condition=Q(rate__isnull=True) | (Q(rate__gt=0, rate__lte=100) & ~Q(base="")),
                violation_error_message="Un taux va de 0 à 100 %% et dit de quoi il est une part.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_nature_display()} : {self.said} {self.get_unit_display()}"

    @property
    def said(self) -> str:
        """The amount in words: « de 5 000 à 20 000 € », « jusqu’à 50 % des dépenses, au plus 6 000 € »."""
        is_total = self.nature in TOTALS and self.unit == MontantUnit.TOTAL
        return amount_said(self.minimum, self.maximum, self.rate, self.base, is_total=is_total)


class Condition(Keyed):
    """One condition of eligibility: AND across groups, OR inside a group.

    ``value`` is a number for numeric kinds (inhabitants, level 1 to 7 of INSEE’s density grid, months,
    people, euros), else one or several codes separated by commas.
    """

    fixture_owner = "dispositif"

    dispositif = of_dispositif("conditions")
    group = models.PositiveSmallIntegerField(
        "groupe",
        default=1,
        help_text="Une condition par groupe doit être remplie ; il faut tous les groupes.",
    )
    kind = models.CharField("porte sur", max_length=15, choices=ConditionKind)
    operator = models.CharField(
        "comparaison", max_length=9, choices=Operator, default=Operator.TOLD
    )
    value = models.CharField("valeur", max_length=120, blank=True)
    sentence = FrenchCharField("en une phrase", max_length=300)
    is_blocking = models.BooleanField(
        "bloquante", default=True, help_text="Décochée : la remplir aide, sans être obligatoire."
    )
    source = from_source("conditions")

    class Meta(Keyed.Meta):
        verbose_name = "condition"
        verbose_name_plural = "conditions"
        ordering = ["group", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("kind", ConditionKind, "Cette sorte de condition n’existe pas."),
            choices_constraint("operator", Operator, "Cette comparaison n’existe pas."),
            models.CheckConstraint(
                name="dispositifs_condition_is_told",
                condition=~Q(sentence=""),
                violation_error_message="Dites la condition en une phrase.",
            ),
            models.CheckConstraint(
                name="dispositifs_condition_compares_numbers",
                condition=Q(operator=Operator.TOLD, value="")
                | (Q(operator__in=NUMERIC_OPERATORS, kind__in=NUMERIC_KINDS) & ~Q(value=""))
                | (Q(operator__in=[Operator.AMONG, Operator.NOT_AMONG]) & ~Q(value="")),
                violation_error_message=(
                    "Un seuil se compare à un nombre, une liste à des codes ; "
                    "sinon, laissez la valeur vide et la phrase parler."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.sentence
