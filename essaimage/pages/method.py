"""The method page: how facts are chosen, dated and corrected, with what the site counts today."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import Count, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dispositifs.choices import Etat
from dispositifs.models import EVIDENCE_MONTHS, Dispositif, DispositifRepere, Partenaire
from essaimage.common.models import Confidence, Extent, Fiche, Repere, Source, Term
from essaimage.common.publication import FULL_SHEET_FACTS, FULL_SHEET_SOURCES
from models_catalog.models import (
    Adoption,
    Basis,
    CaseRepere,
    CaseStudy,
    KeyQuestion,
    NetworkModel,
    Phase,
    SuccessFactor,
)

YEARS_SHOWN = 6  # older sources are counted together


@dataclass(frozen=True)
class Kind:
    """A kind of sheet as the page counts it; a full one holds to the depth rule."""

    model: type[Fiche]
    label: str
    url_name: str
    is_full: bool = True
    repere: type[Repere] | None = None
    count: int = 0
    repere_count: int = 0

    @property
    def url(self) -> str:
        return reverse(self.url_name)


KINDS = (
    Kind(NetworkModel, "Modèles et stratégies voisines", "models_catalog:model-list"),
    Kind(KeyQuestion, "Questions clés", "models_catalog:question-list"),
    Kind(CaseStudy, "Pionniers", "models_catalog:case-list", repere=CaseRepere),
    Kind(
        Dispositif,
        "Dispositifs d’appui",
        "dispositifs:dispositif-list",
        repere=DispositifRepere,
    ),
    Kind(Partenaire, "Partenaires", "dispositifs:partenaire-list"),
    Kind(SuccessFactor, "Principes et facteurs de succès", "models_catalog:factor-list", False),
    Kind(Phase, "Étapes", "models_catalog:phase-list", False),
    Kind(Term, "Termes du glossaire", "pages:glossary", False),
)


def method(request: HttpRequest) -> HttpResponse:
    """Tell the rules that the content follows; the tests of the content hold it to the same ones."""
    bases = dict(
        Adoption.objects.filter(case__in=CaseStudy.objects.published())
        .order_by()
        .values_list("basis")
        .annotate(Count("pk"))
    )
    context = {
        "evidence_months": EVIDENCE_MONTHS,
        "full_facts": FULL_SHEET_FACTS,
        "full_sources": FULL_SHEET_SOURCES,
        "kinds": counted_kinds(),
        "etats": counted_etats(),
        "confidences": counted_confidences(),
        "named": bases.get(Basis.NAMED, 0),
        "deduced": bases.get(Basis.DEDUCED, 0),
        "crumbs": [("À propos", reverse("pages:about"))],
        **counted_sources(),
    }
    return render(request, "pages/method.html", context)


def counted_kinds() -> list[Kind]:
    """Return each kind with its published sheets and its shown marks: one query over all tables."""
    shown = [
        *(kind.model.objects.published() for kind in KINDS),
        *(kind.repere.objects.filter(is_shown=True) for kind in KINDS if kind.repere),
    ]
    first, *others = [rows.order_by().values_list(Value(rows.model._meta.label)) for rows in shown]
    counts = Counter(label for (label,) in first.union(*others, all=True))
    return [
        replace(
            kind,
            count=counts[kind.model._meta.label],
            repere_count=counts[kind.repere._meta.label] if kind.repere else 0,
        )
        for kind in KINDS
    ]


def counted_etats() -> list[tuple[Etat, int]]:
    """Return every état with the published schemes in it today: one query."""
    rows = Dispositif.objects.published().with_etat().order_by()
    counts = dict(rows.values_list("etat").annotate(Count("pk")))
    return [(etat, counts.get(etat, 0)) for etat in Etat]


def counted_confidences() -> list[tuple[Confidence, int]]:
    """Return every degree of confidence with the facts of published sheets that bear it: one query."""
    first, *others = [
        kind.model._meta.get_field("citations")
        .related_model.objects.filter(fiche__in=kind.model.objects.published())
        .order_by()
        .values_list("confidence", Value(kind.model._meta.label))
        .annotate(Count("pk"))
        for kind in KINDS
    ]
    counts = Counter()
    for confidence, _, number in first.union(*others, all=True):
        counts[confidence] += number
    return [(confidence, counts[confidence]) for confidence in Confidence]


def counted_sources() -> dict[str, object]:
    """Return what the page says of sources, by date, by year and by what was read: one query."""
    rows = list(Source.objects.values_list("date", "extent"))
    dates = sorted((day for day, _ in rows if day), reverse=True)
    years = [(year, len(list(group))) for year, group in groupby(dates, lambda day: day.year)]
    return {
        "source_count": len(rows),
        "undated_count": len(rows) - len(dates),
        "newest": dates[0] if dates else None,
        "extract_count": sum(extent == Extent.EXTRACT for _, extent in rows),
        "years": years[:YEARS_SHOWN],
        "older_count": sum(number for _, number in years[YEARS_SHOWN:]),
    }
