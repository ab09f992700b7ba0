"""What the page of a scheme draws, read in a bounded number of queries."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from essaimage.common.evidence import Evidence
from essaimage.common.texts import Texts
from essaimage.common.together import read_together
from essaimage.common.typography import in_french_order
from essaimage.search.presentation import and_list
from models_catalog.models import KeyQuestion, NetworkModel, Phase

from .choices import RoleKind
from .coverage import CoverageRow
from .models import (
    Beneficiaire,
    Condition,
    Coverage,
    Dispositif,
    DispositifCitation,
    Guichet,
    Montant,
    Nature,
    Public,
    QuestionHelp,
    Role,
    SchemeUse,
    Window,
)
from .rules import Rule, SchemeRules
from .suitability import Suits, suits
from .telling import Telling

_VOCABULARIES = {  # of a scheme: the rows that may be ticked, and the field that says them
    "natures": (Nature.objects.all, "label"),
    "beneficiaires": (Beneficiaire.objects.all, "label"),
    "publics": (Public.objects.all, "label"),
    "phases": (Phase.objects.published, "title"),
}


def sheets() -> QuerySet:
    """Return schemes with most of what their page draws; ``Sheet`` reads the rest."""
    rows = (
        ("citations", DispositifCitation.objects.select_related("source")),
        ("roles", Role.objects.select_related("source", "partenaire")),
        (
            "coverages",
            Coverage.objects.select_related("source", "region", "departement", "epci", "commune"),
        ),
        (
            "question_helps",
            QuestionHelp.objects.filter(question__in=KeyQuestion.objects.published())
            .select_related("question")
            .order_by("question__order"),
        ),
        ("uses", SchemeUse.objects.select_related("source", "case")),
    )
    return (
        Dispositif.objects.with_etat()
        .select_related("programme", "replaced_by")
        .prefetch_related(*(Prefetch(name, queryset) for name, queryset in rows))
    )


@dataclass(frozen=True)
class ModelSuit:
    """Whether the scheme suits a model, and why."""

    model: NetworkModel
    suits: Suits


_TOGETHER = {
    "windows": Window.objects.select_related("source"),
    "montants": Montant.objects.select_related("source"),
    "conditions": Condition.objects.select_related("source"),
    "guichets": Guichet.objects.select_related("source", "region", "departement"),
}


class Sheet(Telling):
    """A scheme as its page tells it."""

    def __init__(self, dispositif: Dispositif) -> None:
        read_together(dispositif, _TOGETHER)
        super().__init__(dispositif)
        self.texts = Texts()
        self.evidence = Evidence(dispositif.citations.all())

    @cached_property
    def _vocabularies(self) -> dict[str, list[tuple[str, str, bool]]]:
        """The (code, label, is it ticked) of each vocabulary: one query over four tables."""
        first, *others = [
            self._vocabulary(name, rows(), label) for name, (rows, label) in _VOCABULARIES.items()
        ]
        found: dict[str, list[tuple[str, str, bool]]] = {name: [] for name in _VOCABULARIES}
        for name, _, code, label, ticked in sorted(first.union(*others, all=True)):
            found[name].append((code, label, bool(ticked)))
        return found

    def _vocabulary(self, name: str, rows: QuerySet, label: str) -> QuerySet:
        mine = rows.model.objects.filter(pk=OuterRef("pk"), dispositifs=self.dispositif.pk)
        ticked = Case(When(Exists(mine), then=Value(1)), default=Value(0))
        kind = Value(name, output_field=CharField())
        return rows.order_by().values_list(kind, F("order"), F("code"), F(label), ticked)

    @cached_property
    def labels(self) -> dict[str, list[tuple[str, str]]]:
        """The (code, label) of what is ticked on the sheet, by kind; phases still in draft are not told."""
        return {
            name: [(code, label) for code, label, ticked in rows if ticked]
            for name, rows in self._vocabularies.items()
        }

    @property
    def options(self) -> dict[str, list[tuple[str, str]]]:
        """The (code, label) of all that might be ticked, by kind."""
        return {
            name: [(code, label) for code, label, _ in rows]
            for name, rows in self._vocabularies.items()
        }

    @cached_property
    def family(self) -> list[Dispositif]:
        """The published schemes that are part of this one, or that it replaced: one query."""
        me = self.dispositif.pk
        family = Dispositif.objects.published().filter(Q(programme=me) | Q(replaced_by=me))
        return in_french_order(family)

    @property
    def parts(self) -> list[Dispositif]:
        return [one for one in self.family if one.programme_id == self.dispositif.pk]

    @property
    def replaced(self) -> list[Dispositif]:
        return [one for one in self.family if one.replaced_by_id == self.dispositif.pk]

    @cached_property
    def models(self) -> list[ModelSuit]:
        """The three models, with whether the scheme suits each and why: one query."""
        link = FilteredRelation(
            "suitabilities", condition=Q(suitabilities__dispositif=self.dispositif.pk)
        )
        models = NetworkModel.objects.published().main()
        porteur = self.dispositif.porteur_attendu
        return [
            ModelSuit(model, suits(porteur, model.has_autonomous_sites, model.reason or ""))
            for model in models.annotate(link=link, reason=F("link__reason"))
        ]

    @property
    def applicants(self) -> str:
        """Who may apply in their own name: « Association, collectivité »."""
        return and_list(label for _, label in self.labels["beneficiaires"])

    @property
    def publics(self) -> str:
        """Who is accompanied, when no sentence says it better."""
        return and_list(label for _, label in self.labels["publics"])

    @property
    def roles_by_kind(self) -> list[tuple[str, list[Role]]]:
        """The roles, in the order of their vocabulary, those nobody has left out."""
        kinds = [(kind.label, self.partners(kind)) for kind in RoleKind]
        return [(label, roles) for label, roles in kinds if roles]

    @property
    def condition_groups(self) -> list[list[Condition]]:
        """Conditions: all groups must hold, one condition in each is enough."""
        groups: dict[int, list[Condition]] = {}
        for condition in self.dispositif.conditions.all():
            groups.setdefault(condition.group, []).append(condition)
        return list(groups.values())

    @property
    def rules(self) -> SchemeRules:
        """What decides whether it applies, each rule with its source."""
        one = self.dispositif
        conditions = [
            Rule(
                *(row.kind, row.operator, row.value, row.sentence, row.group, row.is_blocking),
                source=row.source,
            )
            for row in one.conditions.all()
        ]
        return SchemeRules(
            coverages=tuple(_coverage_row(row) for row in one.coverages.all()),
            conditions=tuple(conditions),
            vie=one.vie,
            ended_said=one.ended_said,
            heir=one.heir,
            acces=one.acces,
            ruralite=one.ruralite,
            beneficiaires=dict(self.labels["beneficiaires"]),
            phases=dict(self.labels["phases"]),
            models={
                each.model.slug: (each.suits.is_suitable, each.suits.reason) for each in self.models
            },
        )

    @property
    def uses(self) -> list[SchemeUse]:
        """The published pioneers who used it."""
        return [use for use in self.dispositif.uses.all() if use.case.is_published]


def _coverage_row(row: Coverage) -> CoverageRow:
    """Return a row of coverage as far as a commune asks: the code of the place named, its name, its source."""
    places = ("region", "departement", "epci", "commune")
    codes = {name: place.code for name in places if (place := getattr(row, name))}
    return CoverageRow(row.mode, row.kind, **codes, name=row.said, source=row.source)
