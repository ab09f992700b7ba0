"""The filters of pioneers, declared: names, choices, messages. ``.qs`` is their reference meaning."""

from django.db.models import Case, F, Q, QuerySet, TextChoices, Value, When

from essaimage.search import index
from essaimage.search.filters import ListFilterSet, QueryFilter, order_among, several
from essaimage.territoires.fields import CommuneFilter
from essaimage.territoires.models import Commune

from .last_news import with_last_news
from .models import CaseStudy, NetworkModel, Sector, Terrain


class Tri(TextChoices):
    """The orders of the list of pioneers."""

    PERTINENCE = "pertinence", "Les plus pertinents"
    CONFIRMATION = "confirmation", "Les nouvelles les plus récentes"
    TITRE = "titre", "Par ordre alphabétique"


_HEARD = F("heard_on").desc(nulls_last=True)
ORDERS = {
    Tri.PERTINENCE: (F("is_founding").desc(), _HEARD),
    Tri.CONFIRMATION: (_HEARD,),
    Tri.TITRE: (),
}


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
    commune = CommuneFilter(label="Commune", method="filter_commune")
    tri = order_among(Tri.choices)

    class Meta:
        model = CaseStudy
        fields: list[str] = []

    def filter_words(self, queryset: QuerySet, name: str, words: str) -> QuerySet:
        """Keep what the index finds by ``words``: its queries have tests of their own."""
        return queryset.filter(pk__in=list(index.current()["pionniers"].search(words).ids))

    def filter_commune(self, queryset: QuerySet, name: str, commune: Commune) -> QuerySet:
        """Keep the pioneers settled there, in its département or in its région."""
        nearest = _nearness(commune)
        return queryset.filter(
            pk__in=CaseStudy.objects.filter(nearest[0] | nearest[1] | nearest[2])
        )

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return the pioneers kept, in order: titles as the database compares them."""
        chosen = self.form.cleaned_data
        queryset = with_last_news(super().filter_queryset(queryset))
        by = (*ORDERS[Tri(chosen.get("tri") or Tri.PERTINENCE)], "title", "pk")
        if commune := chosen.get("commune"):
            cases = CaseStudy.objects.all()
            places = enumerate(_nearness(commune))
            near = [When(pk__in=cases.filter(each), then=Value(place)) for place, each in places]
            return queryset.annotate(near=Case(*near)).order_by("near", *by)
        return queryset.order_by(*by)


def _nearness(commune: Commune) -> tuple[Q, Q, Q]:
    """Return who is settled in a commune, in its département, in its région."""
    departement, region = commune.departement, commune.departement.region
    return (
        Q(head_commune=commune),
        Q(head_commune__departement=departement) | Q(departements=departement),
        Q(head_commune__departement__region=region)
        | Q(departements__region=region)
        | Q(regions=region),
    )
