"""The filters of schemes, declared: names, choices, messages. ``.qs`` is their reference meaning."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from essaimage.common.typography import in_french_order
from essaimage.search.filters import ListFilterSet, QueryFilter, order_among, several
from essaimage.territoires.lookup import territory_named
from essaimage.territoires.models import Territory
from models_catalog.filters import modele_choices
from models_catalog.models import NetworkModel, Phase

from .choices import Echelle, Etat, Ruralite
from .models import Beneficiaire, Dispositif, DispositifQuerySet, Nature, Partenaire, suits
from .reading import scores_of, standings_in


class Tri(models.TextChoices):
    """The orders of the list. Closed schemes come last in every one of them."""

    PERTINENCE = "pertinence", "Les plus pertinents"
    CONFIRMATION = "confirmation", "Les plus récemment confirmés"
    TITRE = "titre", "Par ordre alphabétique"
    CLOTURE = "cloture", "Les premiers à fermer"


class TerritoireField(forms.CharField):
    """« dep-23 », « reg-75 » or « epci-… », read as the territory it names."""

    def clean(self, value: object) -> Territory | None:
        if not value:
            return None
        territory = territory_named(str(value))
        if territory is None:
            raise ValidationError("Ce territoire n’est pas connu. Choisissez-le dans la liste.")
        return territory


class TerritoireFilter(django_filters.Filter):
    """A filter by territory."""

    field_class = TerritoireField


def nature_choices() -> list[tuple[str, str]]:
    return list(Nature.objects.values_list("code", "label"))


def beneficiaire_choices() -> list[tuple[str, str]]:
    return list(Beneficiaire.objects.values_list("code", "label"))


def phase_choices() -> list[tuple[str, str]]:
    return list(Phase.objects.published().values_list("code", "title"))


def partenaire_choices() -> list[tuple[str, str]]:
    rows = Partenaire.objects.published().only("slug", "title")
    return [(row.slug, row.title) for row in in_french_order(rows)]


class DispositifFilterSet(ListFilterSet):
    """What ``/dispositifs/`` accepts. Parameters it does not name are ignored."""

    q = QueryFilter(label="Mots cherchés", method="filter_words")
    ruralite = several("Ruralité", choices=Ruralite.choices)
    echelle = several("Échelle", choices=Echelle.choices)
    nature = several("Nature d’appui", choices=nature_choices, field_name="natures__code")
    beneficiaire = several(
        "Qui peut demander", choices=beneficiaire_choices, field_name="beneficiaires__code"
    )
    phase = several("Étape du projet", choices=phase_choices, field_name="phases__code")
    modele = several("Modèle de réseau", choices=modele_choices, method="filter_model")
    partenaire = several(
        "Partenaire", choices=partenaire_choices, field_name="roles__partenaire__slug"
    )
    etat = several("État", choices=Etat.choices)
    territoire = TerritoireFilter(label="Territoire", method="filter_territory")
    tri = order_among(Tri.choices)

    class Meta:
        model = Dispositif
        fields: list[str] = []

    def filter_words(
        self, queryset: DispositifQuerySet, name: str, words: str
    ) -> DispositifQuerySet:
        return queryset.filter(pk__in=scores_of(queryset, words)) if words else queryset

    def filter_model(
        self, queryset: DispositifQuerySet, name: str, slugs: list[str]
    ) -> DispositifQuerySet:
        if not slugs:
            return queryset
        condition = models.Q(pk__in=[])
        for model in NetworkModel.objects.published().main().filter(slug__in=slugs):
            condition |= suits(model)
        return queryset.filter(condition).distinct()

    def filter_territory(
        self, queryset: DispositifQuerySet, name: str, territory: Territory | None
    ) -> DispositifQuerySet:
        if territory is None:
            return queryset
        return queryset.filter(pk__in=standings_in(territory))
