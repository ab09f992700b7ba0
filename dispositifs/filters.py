"""The filters of schemes, declared: names, choices, messages. ``.qs`` is their reference meaning.

Pages and the API read the same filters from the index (``catalogue``); tests hold both to be equal.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Case, F, OuterRef, Q, Subquery, TextChoices, Value, When
from django.utils import timezone

from essaimage.common.typography import in_french_order
from essaimage.search import index
from essaimage.search.filters import ListFilterSet, QueryFilter, order_among, several
from essaimage.territoires.facts import facts_of
from essaimage.territoires.fields import CommuneFilter, TerritoireFilter
from essaimage.territoires.models import Commune, Territory
from models_catalog.filters import modele_choices
from models_catalog.models import NetworkModel, Phase

from .choices import Echelle, Etat, Ruralite, Verdict, Vie
from .coverage import Relation, standing
from .eligibility import judge, place_of_commune
from .models import Beneficiaire, Dispositif, DispositifQuerySet, Nature, Partenaire, Window, suits
from .rules import Project
from .rules_reading import rules_of, standings_in

UNTOLD_VERDICTS = (Verdict.OUI, Verdict.A_VERIFIER)  # in force with a commune when none is ticked
VERDICT_ORDER = (Verdict.OUI, Verdict.A_VERIFIER, Verdict.NON)
LAST = 9  # the section of closed schemes
FAR = 4  # the reach of what no territory named brings here


class Tri(TextChoices):
    """The orders of the list. Closed schemes come last in every one of them."""

    PERTINENCE = "pertinence", "Les plus pertinents"
    CONFIRMATION = "confirmation", "Les plus récemment confirmés"
    TITRE = "titre", "Par ordre alphabétique"
    CLOTURE = "cloture", "Les premiers à fermer"


_CONFIRMED = F("existence_on").desc(nulls_last=True)
ORDERS = {
    Tri.PERTINENCE: ("doubt", _CONFIRMED),
    Tri.CONFIRMATION: (_CONFIRMED,),
    Tri.TITRE: (),
    Tri.CLOTURE: (F("next_closing").asc(nulls_last=True),),
}


def nature_choices() -> list[tuple[str, str]]:
    return list(Nature.objects.values_list("code", "label"))


def beneficiaire_choices() -> list[tuple[str, str]]:
    return list(Beneficiaire.objects.values_list("code", "label"))


def phase_choices() -> list[tuple[str, str]]:
    return list(Phase.objects.published().values_list("code", "title"))


def partenaire_choices() -> list[tuple[str, str]]:
    rows = Partenaire.objects.published().only("slug", "title")
    return [(row.slug, row.title) for row in in_french_order(rows)]


def verdicts_asked(chosen: Mapping[str, object]) -> tuple[str, ...]:
    """Return the verdicts in force: none without a commune, whatever is ticked."""
    if not chosen.get("commune"):
        return ()
    return tuple(chosen.get("verdict") or UNTOLD_VERDICTS)


class DispositifFilterSet(ListFilterSet):
    """What ``/dispositifs/`` accepts. Parameters it does not name are ignored."""

    q = QueryFilter(label="Mots cherchés", method="filter_words")
    commune = CommuneFilter(label="Commune", method="leave")
    verdict = several("Verdict", choices=Verdict.choices, method="leave")
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
    territoire = TerritoireFilter(label="Territoire", method="leave")
    tri = order_among(Tri.choices)

    class Meta:
        model = Dispositif
        fields: list[str] = []

    @classmethod
    def conflicts(cls, chosen: Mapping[str, object]) -> dict[str, str]:
        """A commune and a larger territory together: one of them would be forgotten in silence."""
        if chosen.get("commune") and chosen.get("territoire"):
            return {
                "territoire": "Une commune est déjà choisie : gardez la commune ou le territoire, "
                "pas les deux."
            }
        return {}

    def filter_words(
        self, queryset: DispositifQuerySet, name: str, words: str
    ) -> DispositifQuerySet:
        """Keep what the index finds by ``words``: its queries have tests of their own."""
        return queryset.filter(pk__in=list(index.current()["dispositifs"].search(words).ids))

    def filter_model(
        self, queryset: DispositifQuerySet, name: str, slugs: list[str]
    ) -> DispositifQuerySet:
        condition = Q(pk__in=[])
        for model in NetworkModel.objects.published().main().filter(slug__in=slugs):
            condition |= suits(model)
        return queryset.filter(condition).distinct()

    def filter_queryset(self, queryset: DispositifQuerySet) -> DispositifQuerySet:
        """Return the schemes kept, in order: titles as the database compares them."""
        chosen = self.form.cleaned_data
        sections, reaches, commune = {}, {}, None
        if territory := chosen.get("territoire"):
            sections, reaches = _in_territory(territory)
        elif commune := chosen.get("commune"):
            sections, reaches = _in_commune(commune, verdicts_asked(chosen))
        queryset = super().filter_queryset(queryset)
        if territory or commune:
            queryset = queryset.filter(pk__in=sections)
        order = Tri(chosen.get("tri") or Tri.PERTINENCE)
        by = ORDERS[order]
        if reaches and order == Tri.PERTINENCE:  # the nearest first, among those sure to run
            queryset = queryset.annotate(reach=Case(*_cases(reaches)))
            by = ("doubt", "reach", _CONFIRMED)
        closed = When(~Q(vie=Vie.EN_COURS), then=Value(LAST))
        if chosen.get("q") and order == Tri.PERTINENCE and not (territory or commune):
            # Who types the name of a closed scheme wants that one.
            named = index.current()["dispositifs"].search(chosen["q"]).named
            closed = When(~Q(vie=Vie.EN_COURS) & ~Q(pk__in=list(named)), then=Value(LAST))
        return queryset.annotate(
            section=Case(closed, *_cases(sections), default=Value(0)),
            doubt=Case(When(etat=Etat.ACTIF, then=Value(0)), default=Value(1)),
            next_closing=Subquery(_next_closings()),
        ).order_by("section", *by, "title", "pk")


def _in_territory(territory: Territory) -> tuple[dict[int, int], dict[int, int]]:
    """Return the section and the reach of each scheme that concerns ``territory``."""
    standings = standings_in(territory)
    sections = {pk: int(found.relation == Relation.INSIDE) for pk, found in standings.items()}
    return sections, {pk: found.reach for pk, found in standings.items()}


def _in_commune(commune: Commune, verdicts: Iterable[str]) -> tuple[dict[int, int], dict[int, int]]:
    """Return the section and the reach of each scheme whose verdict in ``commune`` is one of ``verdicts``."""
    facts, sections, reaches = facts_of(commune), {}, {}
    for pk, rules in rules_of().items():
        verdict = judge(rules, Project(facts)).verdict
        if verdict in verdicts:
            sections[pk] = VERDICT_ORDER.index(verdict)
            found = standing(rules.coverages, place_of_commune(facts))
            reaches[pk] = found.reach if found else FAR
    return sections, reaches


def _cases(numbers: Mapping[int, int]) -> list[When]:
    return [
        When(pk__in=[pk for pk, each in numbers.items() if each == number], then=Value(number))
        for number in sorted(set(numbers.values()))
    ]


def _next_closings():
    windows = Window.objects.filter(dispositif=OuterRef("pk"), closes__gte=timezone.localdate())
    return windows.order_by("closes").values("closes")[:1]
