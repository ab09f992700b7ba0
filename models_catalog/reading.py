"""What each page reads: sheets with all that stands with them, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from essaimage.common.models import Fiche, FicheQuerySet
from essaimage.common.typography import sort_key

from .alike import HEAD
from .models import (
    Adoption,
    CaseStudy,
    CaseStudyCitation,
    Figure,
    Fit,
    Illustration,
    Implication,
    KeyQuestion,
    KeyQuestionCitation,
    NetworkModel,
    NetworkModelCitation,
    Phase,
    PhaseCitation,
    Step,
    SuccessFactor,
    SuccessFactorCitation,
    Trait,
)

RUNNING = "en_cours"  # the « vie » of a scheme that one may ask for, a word of the floor above


@dataclass(frozen=True)
class Neighbours:
    """The sheets before and after one, in the order of their list; None at either end."""

    previous: Fiche | None = None
    next: Fiche | None = None


def neighbours_of(fiche: Fiche, fiches: Iterable[Fiche]) -> Neighbours:
    """Return what stands around ``fiche`` among ``fiches``; nothing when it is not one of them."""
    listed = list(fiches)
    if fiche not in listed:
        return Neighbours()
    place = listed.index(fiche)
    before = listed[place - 1] if place else None
    after = listed[place + 1] if place + 1 < len(listed) else None
    return Neighbours(before, after)


@dataclass(frozen=True)
class Group:
    """The sheets of one kind, or what holds them, under its heading."""

    value: str
    heading: str
    rows: list


def grouped(fiches: Iterable, field: str, headings: Iterable[tuple[str, str]]) -> list[Group]:
    """Return ``fiches`` by the value of ``field``, in the order of ``headings``; empty groups left out."""
    rows = list(fiches)
    groups = [
        Group(value, heading, [row for row in rows if getattr(row, field) == value])
        for value, heading in headings
    ]
    return [group for group in groups if group.rows]


def by_case(rows: Iterable[Adoption | Illustration]) -> list:
    """Return rows in the order of their pioneers' names, as a French reader expects it."""
    return sorted(rows, key=lambda row: sort_key(row.case.title))


@dataclass(frozen=True)
class Schemes:
    """The first schemes of a list, and how many there are in all."""

    shown: list[Fiche]
    total: int


def schemes_of(phase: Phase, limit: int) -> Schemes:
    """Return the schemes that help at ``phase``, closed ones last: four queries.

    One deleted between two of them is left out.
    """
    listed = phase.dispositifs.published().values_list("pk", "vie", "title")
    listed = sorted(listed, key=lambda row: (row[1] != RUNNING, sort_key(row[2])))
    pks = [row[0] for row in listed[:limit]]
    found = phase.dispositifs.with_etat().for_list().in_bulk(pks)
    return Schemes([found[pk] for pk in pks if pk in found], len(listed))


def model_pages() -> FicheQuerySet:
    """Models with their reasons, traits, implications and pioneers: six queries."""
    return NetworkModel.objects.prefetch_related(
        sourced("citations", NetworkModelCitation.objects.all()),
        sourced("fits", Fit.objects.all()),
        sourced("traits", Trait.objects.select_related("criterion")),
        sourced(
            "implications",
            Implication.objects.filter(question__in=KeyQuestion.objects.published()).select_related(
                "question"
            ),
        ),
        sourced(
            "adoptions",
            Adoption.objects.filter(case__in=CaseStudy.objects.published()).select_related("case"),
        ),
    )


def question_pages() -> FicheQuerySet:
    """Questions with what models imply, what pioneers show, the factors and phases: six queries."""
    return KeyQuestion.objects.prefetch_related(
        sourced("citations", KeyQuestionCitation.objects.all()),
        sourced(
            "implications",
            Implication.objects.filter(model__in=NetworkModel.objects.published())
            .select_related("model")
            .order_by("model__kind", "model__order"),
        ),
        sourced(
            "illustrations",
            Illustration.objects.filter(case__in=CaseStudy.objects.published())
            .select_related("case")
            .order_by("case__title"),
        ),
        Prefetch("factors", SuccessFactor.objects.published()),
        Prefetch("phases", Phase.objects.published()),
    )


def running_helps(question: KeyQuestion) -> list:
    """Return the published running schemes that help with ``question``, with the reason.

    They are rows of the floor above, which knows questions: reached from here without naming it. One
    query, none when they were read with the question (``question_lines``).
    """
    helps = Prefetch("helps", question.helps.select_related("dispositif"))
    prefetch_related_objects([question], helps)
    shown = [
        row
        for row in question.helps.all()
        if row.dispositif.is_published and row.dispositif.vie == RUNNING
    ]
    return sorted(shown, key=lambda row: sort_key(row.dispositif.title))


@dataclass(frozen=True)
class QuestionLine:
    """A key question in a list: the pioneers that show something of it, the schemes that help with it."""

    question: KeyQuestion
    cases: list[CaseStudy]
    schemes: list[Fiche]

    @property
    def theme(self) -> str:
        return self.question.theme


def question_lines() -> list[QuestionLine]:
    """Return the published questions in order, with who shows and who helps: four queries."""
    illustrations = Illustration.objects.filter(case__in=CaseStudy.objects.published())
    questions = KeyQuestion.objects.published().prefetch_related(
        Prefetch("illustrations", illustrations.select_related("case")), "helps__dispositif"
    )
    return [
        QuestionLine(
            question,
            [row.case for row in by_case(question.illustrations.all())],
            [row.dispositif for row in running_helps(question)],
        )
        for question in questions
    ]


def factor_sections() -> FicheQuerySet:
    """Published factors, principles and traps with their sources and questions: three queries."""
    return SuccessFactor.objects.published().prefetch_related(
        sourced("citations", SuccessFactorCitation.objects.all()),
        Prefetch("questions", KeyQuestion.objects.published()),
    )


def phase_pages() -> FicheQuerySet:
    """Phases with their questions: three queries."""
    return Phase.objects.prefetch_related(
        sourced("citations", PhaseCitation.objects.all()),
        Prefetch("questions", KeyQuestion.objects.published()),
    )


def case_pages() -> FicheQuerySet:
    """Pioneers with their path, figures and models: seven queries."""
    return CaseStudy.objects.select_related(*HEAD).prefetch_related(
        "sectors",
        sourced("citations", CaseStudyCitation.objects.all()),
        sourced(
            "adoptions",
            Adoption.objects.filter(model__in=NetworkModel.objects.published()).select_related(
                "model"
            ),
        ),
        sourced("figures", Figure.objects.all()),
        sourced("steps", Step.objects.all()),
        sourced(
            "illustrations",
            Illustration.objects.filter(
                question__in=KeyQuestion.objects.published()
            ).select_related("question"),
        ),
    )


def sourced(name: str, rows: QuerySet) -> Prefetch:
    """Return what fetches the rows called ``name`` together with their sources: one query."""
    return Prefetch(name, rows.select_related("source"))
