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
    """Annotate ``has_<code>`` for each need, ``gap_count``, the days of proof and ``is_settled``."""
    upkeep = upkeep_of(queryset.model)
    if upkeep is None:
        return queryset
    citation = queryset.model._meta.get_field("citations").related_model
    cited = citation._base_manager.filter(fiche=OuterRef("pk"))
    newest = cited.filter(source__date__isnull=False).order_by("-source__date", "pk")
    read = cited.order_by().values("fiche").annotate(day=Max("source__read_on")).values("day")
    flags = {f"has_{need.code}": flag_of(need.met, True, False) for need in upkeep.needs}
    gaps: Any = Value(0)
    for need in upkeep.needs:
        gaps = gaps + flag_of(need.met, 0, 1)
    return queryset.annotate(
        evidence_on=Subquery(newest.values("source__date")[:1]),
        evidence_precision=Subquery(newest.values("source__date_precision")[:1]),
        read_on=Subquery(read),
        gap_count=gaps,
        is_settled=flag_of(upkeep.settled, True, False) if upkeep.settled else Value(False),
        **flags,
    )


def flag_of(condition: Any, met: bool | int, unmet: bool | int) -> Case:
    """Return ``met`` where the condition holds, else ``unmet``."""
    field = BooleanField() if isinstance(met, bool) else IntegerField()
    return Case(When(condition, then=Value(met)), default=Value(unmet), output_field=field)


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
    """Keep the published sheets, read ``with_upkeep``, whose last proof is too old: two queries."""
    upkeep = upkeep_of(queryset.model)
    days = ["evidence_on", "verified_on", *([] if upkeep.official else ["read_on"])]
    every = queryset.model._base_manager.order_by().values_list("review_months", flat=True)
    condition = Q(pk__in=[])
    for months in every.distinct():
        limit = months_before(today, months)
        old = Q(review_months=months)
        for day in days:
            old &= Q(**{f"{day}__isnull": True}) | Q(**{f"{day}__lt": limit})
        condition |= old
    kept = queryset.filter(condition, status=Status.PUBLISHED).exclude(put_away())
    return kept.exclude(upkeep.settled) if upkeep.settled is not None else kept


def put_away(now: datetime | None = None) -> Q:
    """Return the condition: archived, or withdrawn at its hour; nobody is asked to keep it true."""
    ended = Q(ends_at__isnull=False, ends_at__lte=now or timezone.now())
    return Q(status=Status.ARCHIVED) | Q(ended, status=Status.PUBLISHED)


def missing_in(queryset: QuerySet, code: str) -> QuerySet:
    """Keep the sheets, read ``with_upkeep``, that lack ``code``; those put away are left in peace."""
    return queryset.filter(**{f"has_{code}": False}).exclude(put_away())


def codes(needs: Iterable[Need]) -> list[tuple[str, str]]:
    """Return the choices of a filter by missing thing."""
    return [(need.code, need.lacking) for need in needs]
