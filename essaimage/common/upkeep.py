"""What keeping each kind of sheet true asks for: declared by its application, read in one query.

An application registers an ``Upkeep`` per kind in ``ready()``: the admin's lists and the desk read it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from .completeness import Completeness, Freshness, Need, completeness
from .dates import DatePrecision, months_before
from .models import Establishes, Fiche, Status
from .publication import FULL_SHEET_FACTS, FULL_SHEET_SOURCES


@dataclass(frozen=True)
class Upkeep:
    """What a full sheet of a kind has, where its official page is, and when it is over."""

    model: type[Fiche]
    needs: tuple[Need, ...]
    official: str = ""  # the field that holds its official page; empty: this kind has none
    settled: Q | None = None  # what ended for good is not to be looked at again

    def need(self, code: str) -> Need | None:
        """Return the need of that code."""
        return next((need for need in self.needs if need.code == code), None)


_KINDS: dict[type[Fiche], Upkeep] = {}


def register(*upkeeps: Upkeep) -> None:
    """Declare what the upkeep of some kinds asks for; once per kind, in ``ready()``."""
    _KINDS.update({upkeep.model: upkeep for upkeep in upkeeps})


def upkeep_of(model: type[Model]) -> Upkeep | None:
    """Return the upkeep of a kind; None when nobody declared any."""
    return _KINDS.get(model)


# --- What is there -------------------------------------------------------------------------------


def has_rows(relation: str, model: type[Fiche]) -> Exists:
    """Return the condition: a sheet of ``model`` has a row at the end of ``relation`` (FK or M2M)."""
    field = model._meta.get_field(relation)
    if field.many_to_many:
        through = field.remote_field.through
        return Exists(through._base_manager.filter(**{field.m2m_field_name(): OuterRef("pk")}))
    rows = field.related_model._base_manager
    return Exists(rows.filter(**{field.field.name: OuterRef("pk")}))


def at_least(rows: QuerySet, field: str, minimum: int, counted: str = "pk") -> GreaterThanOrEqual:
    """Return the condition: at least ``minimum`` different ``counted`` among ``rows`` of the sheet."""
    total = (
        rows.filter(**{field: OuterRef("pk")})
        .order_by()
        .values(field)
        .annotate(total=Count(counted, distinct=True))
        .values("total")
    )
    return GreaterThanOrEqual(Coalesce(Subquery(total, output_field=IntegerField()), 0), minimum)


def filled(*fields: str) -> Q:
    """Return the condition: one of these texts or addresses at least is written."""
    condition = Q()
    for field in fields:
        condition |= Q(**{f"{field}__isnull": False}) & ~Q(**{field: ""})
    return condition


def dated_citations(model: type[Fiche]) -> QuerySet:
    """Return the facts about sheets of ``model`` that rest on a dated source."""
    citation = model._meta.get_field("citations").related_model
    return citation._base_manager.filter(source__date__isnull=False)


def fact_needs(
    model: type[Fiche], facts: int = FULL_SHEET_FACTS, sources: int = FULL_SHEET_SOURCES
) -> tuple[Need, ...]:
    """Return the needs of any sheet: enough dated facts, from enough sources."""
    dated = dated_citations(model)
    facts_said = f"{facts} faits datés" if facts > 1 else "fait daté"
    needs = [
        Need(
            "faits",
            f"moins de {facts_said}" if facts > 1 else "sans fait daté",
            f"Ajoutez des faits dont la source est datée : il en faut au moins {facts}.",
            "citations-group",
            at_least(dated, "fiche", facts),
        )
    ]
    if sources > 1:
        needs.append(
            Need(
                "sources",
                f"moins de {sources} sources",
                f"Croisez les faits avec d’autres sources datées : il en faut au moins {sources}.",
                "citations-group",
                at_least(dated, "fiche", sources, "source"),
            )
        )
    return tuple(needs)


def existence_need(model: type[Fiche]) -> Need:
    """Return the need of a dated proof that the thing exists."""
    return Need(
        "existence",
        "sans preuve d’existence datée",
        "Ajoutez un fait daté qui établit l’existence : l’état montré aux visiteurs s’en déduit.",
        "citations-group",
        Exists(
            dated_citations(model).filter(fiche=OuterRef("pk"), establishes=Establishes.EXISTENCE)
        ),
    )


# --- Reading ---------------------------------------------------------------------------------------


def with_upkeep(queryset: QuerySet) -> QuerySet:
    """Annotate ``has_<code>`` for each need, the days of proof and ``is_settled``."""
    upkeep = upkeep_of(queryset.model)
    flags = {f"has_{need.code}": flag_of(need.met) for need in upkeep.needs}
    settled = Value(False) if upkeep.settled is None else flag_of(upkeep.settled)
    return with_proofs(queryset).annotate(is_settled=settled, **flags)


def with_proofs(queryset: QuerySet) -> QuerySet:
    """Annotate ``evidence_on``, its precision, and ``read_on``, the last reading of a source."""
    citation = queryset.model._meta.get_field("citations").related_model
    cited = citation._base_manager.filter(fiche=OuterRef("pk"))
    newest = cited.filter(source__date__isnull=False).order_by("-source__date", "pk")
    read = cited.order_by().values("fiche").annotate(day=Max("source__read_on")).values("day")
    return queryset.annotate(
        evidence_on=Subquery(newest.values("source__date")[:1]),
        evidence_precision=Subquery(newest.values("source__date_precision")[:1]),
        read_on=Subquery(read),
    )


def read_upkeep(fiches: Iterable[Fiche]) -> None:
    """Give each of these sheets, of one kind, what ``with_upkeep`` annotates: one query."""
    by_pk = {fiche.pk: fiche for fiche in fiches}
    if not by_pk:
        return
    model = type(next(iter(by_pk.values())))
    names = [f"has_{need.code}" for need in upkeep_of(model).needs]
    names += ["evidence_on", "evidence_precision", "read_on", "is_settled"]
    rows = with_upkeep(model._base_manager.order_by().filter(pk__in=by_pk)).values("pk", *names)
    for row in rows:
        for name in names:
            setattr(by_pk[row["pk"]], name, row[name])


def flag_of(condition: Any) -> Case:
    """Return whether the condition holds."""
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def completeness_of(fiche: Fiche) -> Completeness:
    """Return what ``fiche``, read ``with_upkeep``, lacks."""
    needs = upkeep_of(type(fiche)).needs
    return completeness(needs, {need.code: getattr(fiche, f"has_{need.code}") for need in needs})


def freshness_of(fiche: Fiche, today: date) -> Freshness:
    """Return how old the proofs of ``fiche``, read ``with_upkeep``, are.

    What has an official page is proved by it or by the date of a source; the rest, by the last
    reading of its sources too.
    """
    read_on = None if upkeep_of(type(fiche)).official else fiche.read_on
    return Freshness(
        fiche.evidence_on,
        fiche.verified_on,
        read_on,
        fiche.review_months,
        today,
        fiche.evidence_precision or DatePrecision.DAY,
    )


def due(queryset: QuerySet, today: date) -> QuerySet:
    """Keep the published sheets whose last proof is too old: two queries."""
    model, upkeep = queryset.model, upkeep_of(queryset.model)
    days = ["evidence_on", "verified_on", *([] if upkeep.official else ["read_on"])]
    every = model._base_manager.order_by().values_list("review_months", flat=True)
    condition = Q(pk__in=[])
    for months in every.distinct():
        limit = months_before(today, months)
        old = Q(review_months=months)
        for day in days:
            old &= Q(**{f"{day}__isnull": True}) | Q(**{f"{day}__lt": limit})
        condition |= old
    found = with_proofs(model._base_manager.order_by()).filter(condition)
    kept = queryset.filter(pk__in=found.values("pk"), status=Status.PUBLISHED).exclude(put_away())
    return kept.exclude(upkeep.settled) if upkeep.settled is not None else kept


def put_away(now: datetime | None = None) -> Q:
    """Return the condition: archived, or withdrawn at its hour; nobody is asked to keep it true."""
    ended = Q(ends_at__isnull=False, ends_at__lte=now or timezone.now())
    return Q(status=Status.ARCHIVED) | Q(ended, status=Status.PUBLISHED)


def missing_in(queryset: QuerySet, code: str) -> QuerySet:
    """Keep the sheets that lack ``code``; those put away are left in peace."""
    need = upkeep_of(queryset.model).need(code)
    if need is None:
        return queryset.none()
    return queryset.exclude(pk__in=met_by(queryset.model, need)).exclude(put_away())


def met_by(model: type[Fiche], need: Need) -> QuerySet:
    """Return the sheets that have what ``need`` says."""
    return model._base_manager.order_by().filter(need.met).values("pk")


def codes(needs: Iterable[Need]) -> list[tuple[str, str]]:
    """Return the choices of a filter by missing thing."""
    return [(need.code, need.lacking) for need in needs]
