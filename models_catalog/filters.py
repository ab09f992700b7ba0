"""The filters of pioneers, declared: names, choices, messages. ``.qs`` is their reference meaning."""

from django.db import models
from django.db.models import QuerySet

from essaimage.search.filters import ListFilterSet, QueryFilter, order_among, several

from .case_rows import scores_of
from .models import CaseStudy, NetworkModel, Sector, Terrain


class Tri(models.TextChoices):
    """The orders of the list of pioneers."""

    PERTINENCE = "pertinence", "Les plus pertinents"
    CONFIRMATION = "confirmation", "Les nouvelles les plus récentes"
    TITRE = "titre", "Par ordre alphabétique"


def modele_choices() -> list[tuple[str, str]]:
    return list(NetworkModel.objects.published().main().values_list("slug", "title"))


def secteur_choices() -> list[tuple[str, str]]:
    return list(Sector.objects.values_list("code", "label"))


class CaseFilterSet(ListFilterSet):
    """What ``/pionniers/`` accepts. Parameters it does not name are ignored."""

    q = QueryFilter(label="Mots cherchés", method="filter_words")
    modele = several(
        "Modèle de réseau", choices=modele_choices, field_name="adoptions__model__slug"
    )
    secteur = several("Secteur", choices=secteur_choices, field_name="sectors__code")
    terrain = several("Terrain", choices=Terrain.choices)
    tri = order_among(Tri.choices)

    class Meta:
        model = CaseStudy
        fields: list[str] = []

    def filter_words(self, queryset: QuerySet, name: str, words: str) -> QuerySet:
        return queryset.filter(pk__in=scores_of(queryset, words)) if words else queryset
