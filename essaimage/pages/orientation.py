"""Which model suits us? The questionnaire, whole or step by step, and its result: one address for all."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dispositifs.models import QuestionHelp
from essaimage.common.evidence import Evidence
from essaimage.common.texts import Texts
from essaimage.common.typography import sort_key
from models_catalog.inquiry import published_inquiry
from models_catalog.orientation import Exit

from .orientation_answers import QUESTIONS, RESULT_WANTED, Asked
from .orientation_pioneers import pioneers_for
from .orientation_result import Result, model_names
from .orientation_situation import Situation

FORM, STEP, RESULT = (f"pages/orientation{name}.html" for name in ("", "_step", "_result"))

# Where the site tells what the result only names: the sheets, as texts link them.
MIXING, OPEN_STRATEGY = "principe:combiner-les-modeles", "modele:dissemination"


def orientation(request: HttpRequest) -> HttpResponse:
    """Show the questions, one of them, or what the answers of the address lead to."""
    asked = Asked(request.path, published_inquiry(), request.GET)
    situation = Situation(request, asked)
    if address := elsewhere(asked, situation):
        return HttpResponseRedirect(address)
    template = template_for(asked)
    context = {"asked": asked, "situation": situation, "texts": Texts()}
    if template == RESULT:
        context |= result_of(asked, situation, context["texts"])
    return render(request, template, context, status=status_of(asked, situation))


def elsewhere(asked: Asked, situation: Situation) -> str:
    """Return the address that should have been used, empty when it is right: one result, one address."""
    if asked.errors:
        return ""  # an answer that was not understood is never dropped in silence
    if address := situation.redirect:
        return address
    return asked.address() if asked.wants == RESULT_WANTED and asked.given else ""


def status_of(asked: Asked, situation: Situation) -> int:
    """Return 400 for a value that does not exist, 404 for a step that does not."""
    if asked.errors or situation.errors:
        return 400
    return 404 if asked.is_lost else 200


def template_for(asked: Asked) -> str:
    """Return what to draw: what was not understood is always shown among all the questions."""
    if asked.errors or asked.is_lost or asked.wants == QUESTIONS or not asked.is_ready:
        return FORM
    if asked.step:
        return STEP
    return RESULT if asked.given else FORM


def result_of(asked: Asked, situation: Situation, texts: Texts) -> dict[str, Any]:
    """Return what the page of a result draws beside the answers."""
    result = Result(asked, model_names())
    model = result.first.slug
    pioneers = pioneers_for(model, situation)
    context = {
        "result": result,
        "evidence": Evidence(),
        "schemes": situation.schemes(pioneers.place, model),
        "pioneers": pioneers,
        "mixing": texts.links.get(MIXING) if result.mix else None,
        "open_strategy": texts.links.get(OPEN_STRATEGY) if result.open_sharing else None,
        "helps": [],
        "early_schemes": None,
    }
    if result.not_ready:
        context["helps"] = helps_for(result.not_ready)
        context["early_schemes"] = situation.early_schemes(pioneers.place)
    return context


def helps_for(way: Exit) -> list[QuestionHelp]:
    """Return what helps with the questions that opened this exit, with the reason, each scheme once: one query."""
    asked = [answered.question.slug for answered in way.because]
    helps = QuestionHelp.objects.filter(question__slug__in=asked).select_related("dispositif")
    running = [row for row in helps if row.dispositif.is_published and not row.dispositif.is_closed]
    running.sort(key=lambda row: sort_key(row.dispositif.title))
    once = {row.dispositif_id: row for row in reversed(running)}  # the first reason of each
    return [row for row in running if once[row.dispositif_id] is row]
