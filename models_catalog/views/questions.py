"""Key questions, and the factors, principles and traps that answer them."""

from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaimage.common.evidence import Evidence
from essaimage.common.pages import fiche_page
from essaimage.common.texts import Texts

from ..checklist import ACTIONS, ChecklistForm, checklist_groups
from ..models import FactorKind, KeyQuestion, Theme
from ..reading import (
    by_case,
    factor_sections,
    grouped,
    neighbours_of,
    question_lines,
    question_pages,
    running_helps,
)

FACTOR_HEADINGS = [
    (FactorKind.FACTOR, "Facteurs de succès"),
    (FactorKind.PRINCIPLE, "Principes à tenir"),
    (FactorKind.TRAP, "Pièges à éviter"),
]


def question_list(request: HttpRequest) -> HttpResponse:
    """The questions, theme by theme."""
    groups = grouped(question_lines(), "theme", Theme.choices)
    return render(request, "models_catalog/question_list.html", {"groups": groups})


def checklist(request: HttpRequest) -> HttpResponse:
    """The questions on paper, for a meeting: boxes to tick and room for notes."""
    form = ChecklistForm(request.GET)
    themes = form.cleaned_data["theme"] if form.is_valid() else []
    context = {
        "form": form,
        "groups": checklist_groups(themes),
        "themes": themes,
        "actions": range(ACTIONS),
        "crumbs": [("Questions", "/questions/")],
    }
    return render(
        request, "models_catalog/checklist.html", context, status=200 if form.is_valid() else 400
    )


@fiche_page(question_pages)
def question_detail(request: HttpRequest, question: KeyQuestion) -> HttpResponse:
    """One question: why it counts, how to work on it, what each model implies."""
    groups = grouped(KeyQuestion.objects.published(), "theme", Theme.choices)
    context = {
        "question": question,
        "helps": running_helps(question),
        "illustrations": by_case(question.illustrations.all()),
        "neighbours": neighbours_of(question, chain.from_iterable(group.rows for group in groups)),
        "evidence": Evidence(question.citations.all()),
        "texts": Texts(),
        "crumbs": [("Questions", "/questions/")],
    }
    return render(request, "models_catalog/question_detail.html", context)


def factor_list(request: HttpRequest) -> HttpResponse:
    """Success factors, principles and traps on one page, their sources numbered together."""
    factors = list(factor_sections())
    context = {
        "groups": grouped(factors, "kind", FACTOR_HEADINGS),
        "evidence": Evidence(fact for factor in factors for fact in factor.citations.all()),
        "texts": Texts(),
    }
    return render(request, "models_catalog/factor_list.html", context)
