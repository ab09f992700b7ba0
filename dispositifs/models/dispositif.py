"""Support schemes (dispositifs d'appui)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone

from essaimage.common.dates import DatePrecision, french_date, months_before
from essaimage.common.fields import FrenchCharField, FrenchTextField, MarkdownField
from essaimage.common.models import (
    Citation,
    Establishes,
    Fiche,
    FicheQuerySet,
    Reference,
    choices_constraint,
)
from essaimage.common.typography import typographie
from models_catalog.models import NetworkModel, Phase

from ..choices import Acces, Echelle, Etat, PorteurAttendu, Recurrence, Ruralite, Vie
from ..said import etat_sentence, row_facts
from .partenaire import Partenaire

EVIDENCE_MONTHS = 30  # older proof of existence makes a scheme « à vérifier »


class Nature(Reference):
    """What a scheme gives; its ``code`` is the value of the parameter ``nature``."""

    fixture_file = "01_references.yaml"

    class Meta(Reference.Meta):
        verbose_name = "nature d’appui"
        verbose_name_plural = "natures d’appui"


class Beneficiaire(Reference):
    """Who may apply directly; its ``code`` is the value of the parameter ``beneficiaire``."""

    fixture_file = "01_references.yaml"

    class Meta(Reference.Meta):
        verbose_name = "bénéficiaire"
        verbose_name_plural = "bénéficiaires"


class Public(Reference):
    """The people whom a supported project accompanies."""

    fixture_file = "01_references.yaml"

    class Meta(Reference.Meta):
        verbose_name = "public accompagné"
        verbose_name_plural = "publics accompagnés"


class DispositifQuerySet(FicheQuerySet):
    """Schemes, in the words of pages."""

    def with_etat(self, today: date | None = None) -> Self:
        """Annotate ``existence_on`` (newest dated proof of existence) and ``etat``, as of ``today`` in Paris."""
        oldest = months_before(today or timezone.localdate(), EVIDENCE_MONTHS)
        newest = (
            DispositifCitation.objects.filter(
                fiche=OuterRef("pk"), establishes=Establishes.EXISTENCE, source__date__isnull=False
            )
            .order_by("-source__date", "pk")
            .values("source__date")
        )
        return self.annotate(
            existence_on=Subquery(newest[:1]),
            existence_precision=Subquery(newest.values("source__date_precision")[:1]),
        ).annotate(
            etat=Case(
                When(vie=Vie.TERMINE, then=Value(Etat.TERMINE)),
                When(vie=Vie.REMPLACE, then=Value(Etat.REMPLACE)),
                When(existence_on__gte=oldest, then=Value(Etat.ACTIF)),
                default=Value(Etat.A_VERIFIER),
                output_field=models.CharField(),
            )
        )

    def for_list(self) -> Self:
        """Bring what a row of a list draws: two more queries, whatever the number of rows."""
        return self.select_related("replaced_by").prefetch_related("natures", "beneficiaires")


def suits(model: NetworkModel) -> Q:
    """Return the condition under which a scheme suits ``model`` (see ``dispositifs.suitability``)."""
    linked = Q(suitabilities__model=model)
    if model.has_autonomous_sites:
        return Q(porteur_attendu__in=PorteurAttendu.values) | linked
    return ~Q(porteur_attendu=PorteurAttendu.IMPLANTATION_LOCALE) | linked


class Dispositif(Fiche):
    """A support scheme: what it gives, to whom, where, decided by whom, and the proof that it exists."""

    fixture_file = "10_dispositifs.yaml"
    link_prefix = "dispositif"

    programme = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="declinaisons",
        verbose_name="programme dont il fait partie",
    )
    vie = models.CharField("vie", max_length=8, choices=Vie, default=Vie.EN_COURS)
    ended_on = models.DateField("terminé le", null=True, blank=True)
    ended_precision = models.CharField(
        "précision", max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="remplacé par",
    )
    replaced_by_text = FrenchCharField(
        "remplacé par (en clair)",
        max_length=200,
        blank=True,
        help_text="Si le remplaçant n’a pas de fiche.",
    )
    natures = models.ManyToManyField(
        Nature, related_name="dispositifs", verbose_name="natures d’appui"
    )
    echelle = models.CharField(
        "échelle", max_length=14, choices=Echelle, help_text="Le niveau qui décide d’une demande."
    )
    ruralite = models.CharField("ruralité", max_length=17, choices=Ruralite)
    ruralite_reason = FrenchCharField(
        "raison", max_length=300, blank=True, help_text="Ce qui, dans les sources, fait dire cela."
    )
    porteur_attendu = models.CharField(
        "qui doit demander", max_length=19, choices=PorteurAttendu, default=PorteurAttendu.LES_DEUX
    )
    who_decides = FrenchCharField("qui décide", max_length=200, blank=True)
    beneficiaires = models.ManyToManyField(
        Beneficiaire,
        related_name="dispositifs",
        verbose_name="qui peut demander directement",
        blank=True,
    )
    acces = models.CharField("accès", max_length=14, choices=Acces, default=Acces.DIRECT)
    publics = models.ManyToManyField(
        Public, blank=True, related_name="dispositifs", verbose_name="publics accompagnés"
    )
    accompanied = FrenchCharField("qui est accompagné", max_length=200, blank=True)
    phases = models.ManyToManyField(
        Phase, blank=True, related_name="dispositifs", verbose_name="étapes"
    )
    partenaires = models.ManyToManyField(
        Partenaire, through="Role", related_name="dispositifs", verbose_name="partenaires"
    )
    cost = FrenchCharField("coût pour qui demande", max_length=200, blank=True)
    recurrence = models.CharField(
        "récurrence", max_length=9, choices=Recurrence, default=Recurrence.INCONNU
    )
    steps = MarkdownField("comment demander", blank=True)
    site_url = models.URLField("page officielle", max_length=500, null=True, blank=True)
    application_url = models.URLField(
        "adresse pour demander", max_length=500, null=True, blank=True
    )
    ask_whom = FrenchTextField(
        "à qui demander",
        blank=True,
        help_text="Quand aucune adresse n’est sûre : le service à joindre.",
    )
    cumul = FrenchTextField("ce qui peut se cumuler", blank=True)

    objects = DispositifQuerySet.as_manager()

    class Meta(Fiche.Meta):
        verbose_name = "dispositif d’appui"
        verbose_name_plural = "dispositifs d’appui"
        ordering = ["title"]
        # What waits for its hour is looked for at each edit of a draft: 50 ms for as many thousands.
        indexes = [
            models.Index(fields=["status", "published_at", "ends_at"], name="dispositifs_hours")
        ]
        constraints = [
            *Fiche.Meta.constraints,
            choices_constraint("vie", Vie, "Cette vie n’existe pas."),
            choices_constraint("echelle", Echelle, "Cette échelle n’existe pas."),
            choices_constraint("ruralite", Ruralite, "Cette ruralité n’existe pas."),
            choices_constraint("porteur_attendu", PorteurAttendu, "Dites qui doit demander."),
            choices_constraint("acces", Acces, "Cet accès n’existe pas."),
            choices_constraint("recurrence", Recurrence, "Cette récurrence n’existe pas."),
            choices_constraint("ended_precision", DatePrecision, "Cette précision n’existe pas."),
            models.CheckConstraint(
                name="dispositifs_dispositif_ended_has_date",
                condition=~Q(vie=Vie.TERMINE) | Q(ended_on__isnull=False),
                violation_error_message="Un dispositif terminé a une date de fin.",
            ),
            models.CheckConstraint(
                name="dispositifs_dispositif_running_has_no_end",
                condition=~Q(vie=Vie.EN_COURS) | Q(ended_on__isnull=True),
                violation_error_message="Un dispositif en cours n’a pas de date de fin.",
            ),
            models.CheckConstraint(
                name="dispositifs_dispositif_replaced_says_by_what",
                condition=~Q(vie=Vie.REMPLACE)
                | Q(replaced_by__isnull=False)
                | ~Q(replaced_by_text=""),
                violation_error_message="Un dispositif remplacé dit par quoi.",
            ),
            models.CheckConstraint(
                name="dispositifs_dispositif_not_its_own_heir",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=models.F("pk")),
                violation_error_message="Un dispositif ne peut pas se remplacer lui-même.",
            ),
            models.CheckConstraint(
                name="dispositifs_dispositif_not_its_own_parent",
                condition=Q(programme__isnull=True) | ~Q(programme=models.F("pk")),
                violation_error_message="Un dispositif ne peut pas faire partie de lui-même.",
            ),
            models.CheckConstraint(
                name="dispositifs_dispositif_rural_has_reason",
                condition=Q(ruralite=Ruralite.OUVERT) | ~Q(ruralite_reason=""),
                violation_error_message="Dites ce qui fait de ce dispositif un dispositif rural ou urbain.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("dispositifs:dispositif-detail", args=[self.slug])

    @property
    def ended_said(self) -> str:
        """When it ended, in French, as precisely as known."""
        return french_date(self.ended_on, self.ended_precision)

    @property
    def evidence(self) -> str:
        """Its état with the evidence, in one sentence; asks for ``with_etat()``."""
        dated = self.existence_on, self.existence_precision
        return typographie(etat_sentence(self.etat, *dated, self.ended_said, self.heir))

    @property
    def heir(self) -> str:
        """The name of what replaced it; that of a sheet which visitors may not read is not told."""
        if self.replaced_by and self.replaced_by.is_published:
            return self.replaced_by.title
        return self.replaced_by_text

    @property
    def row_facts(self) -> list[tuple[str, str]]:
        """The four facts that every row of a list gives, in the same order."""
        natures = [str(nature) for nature in self.natures.all()]
        who = [str(row) for row in self.beneficiaires.all()]
        return row_facts(natures, Echelle(self.echelle), Ruralite(self.ruralite), self.acces, who)

    @property
    def is_closed(self) -> bool:
        """Whether nobody can apply any more."""
        return self.vie != Vie.EN_COURS


class DispositifCitation(Citation):
    """A fact about a scheme. The newest dated one that establishes existence makes its état."""

    fiche = models.ForeignKey(
        Dispositif, on_delete=models.CASCADE, related_name="citations", verbose_name="dispositif"
    )
