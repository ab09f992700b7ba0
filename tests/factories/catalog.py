"""Rows of ``models_catalog``: models, questions, phases, pioneers."""

from datetime import date
from typing import Any

from django.db.models import Model

from models_catalog import models as catalog

from .ground import as_rows, make_fiche, make_source, next_number, reference


def make_model(**values: Any) -> catalog.NetworkModel:
    """A published network model."""
    return make_fiche(catalog.NetworkModel, "Modèle", **values)


def make_fit(model: catalog.NetworkModel | None = None, **values: Any) -> catalog.Fit:
    """A reason to choose a model."""
    defaults = {"kind": catalog.FitKind.SUITS, "text": "votre savoir-faire est écrit"}
    return catalog.Fit.objects.create(model=model or make_model(), **defaults | values)


def make_criterion(**values: Any) -> catalog.Criterion:
    """A row of the comparison table."""
    defaults = {"title": f"Critère {next_number()}", "question": "Qui décide de quoi ?"}
    return catalog.Criterion.objects.create(**defaults | values)


def make_trait(**values: Any) -> catalog.Trait:
    """A cell of the comparison table."""
    defaults = {
        "criterion": values.pop("criterion", None) or make_criterion(),
        "model": values.pop("model", None) or make_model(),
        "value": "Le siège",
        "explanation": "Il signe les contrats.",
    }
    return catalog.Trait.objects.create(**defaults | values)


def make_question(**values: Any) -> catalog.KeyQuestion:
    """A published key question."""
    values.setdefault("theme", catalog.Theme.NETWORK)
    return make_fiche(catalog.KeyQuestion, "Question", **values)


def make_answer(question: catalog.KeyQuestion | None = None, **values: Any) -> catalog.Answer:
    """An answer of the questionnaire, that says nothing of any model."""
    number = next_number()
    defaults = {"slug": f"reponse-{number}", "label": f"Réponse {number}"}
    return catalog.Answer.objects.create(question=question or make_question(), **defaults | values)


def make_affinity(answer: catalog.Answer | None = None, **values: Any) -> catalog.Affinity:
    """What an answer says of a model."""
    defaults = {
        "model": values.pop("model", None) or make_model(),
        "weight": catalog.AffinityWeight.FOR,
        "reason": "Il laisse décider sur place.",
        "source": values.pop("source", None) or make_source(),
    }
    return catalog.Affinity.objects.create(answer=answer or make_answer(), **defaults | values)


def make_implication(**values: Any) -> catalog.Implication:
    """What a model implies for a question."""
    defaults = {
        "question": values.pop("question", None) or make_question(),
        "model": values.pop("model", None) or make_model(),
        "text": "La marque appartient à la tête de réseau.",
    }
    return catalog.Implication.objects.create(**defaults | values)


def make_factor(**values: Any) -> catalog.SuccessFactor:
    """A published success factor."""
    return make_fiche(catalog.SuccessFactor, "Facteur", **values)


def make_phase(code: str | None = None, **values: Any) -> catalog.Phase:
    """The published phase ``code``, made when it is missing."""
    found = code and catalog.Phase.objects.filter(code=code).first()
    if code:
        values = {"code": code, "slug": code, "title": code.capitalize()} | values
    return found or make_fiche(catalog.Phase, "Étape", **values)


def make_sector(code: str = "alimentation", **values: Any) -> catalog.Sector:
    """The sector ``code``."""
    return reference(catalog.Sector, code, **values)


def make_case(**values: Any) -> catalog.CaseStudy:
    """A published pioneer."""
    values["sectors"] = as_rows(make_sector, values.get("sectors", []))
    return make_fiche(catalog.CaseStudy, "Pionnier", **values)


def _of_case(row: type[Model], case: catalog.CaseStudy | None, **values: Any) -> Any:
    values["source"] = values.get("source") or make_source()
    return row.objects.create(case=case or make_case(), **values)


def make_adoption(case: catalog.CaseStudy | None = None, **values: Any) -> catalog.Adoption:
    """A model that a pioneer adopted."""
    values["model"] = values.get("model") or make_model()
    return _of_case(catalog.Adoption, case, **{"basis": catalog.Basis.NAMED} | values)


def make_figure(case: catalog.CaseStudy | None = None, **values: Any) -> catalog.Figure:
    """A dated figure of a pioneer."""
    defaults = {"metric": "maisons", "value": 12, "date": date(2025, 1, 1)}
    return _of_case(catalog.Figure, case, **defaults | values)


def make_step(case: catalog.CaseStudy | None = None, **values: Any) -> catalog.Step:
    """A step of a pioneer's path."""
    defaults = {"text": "Ouverture d’un deuxième site.", "date": date(2024, 1, 1)}
    return _of_case(catalog.Step, case, **defaults | values)


def make_illustration(case: catalog.CaseStudy | None = None, **values: Any) -> catalog.Illustration:
    """What a pioneer shows about a question."""
    values["question"] = values.get("question") or make_question()
    return _of_case(catalog.Illustration, case, **{"text": "Il a commencé petit."} | values)


def make_case_repere(**values: Any) -> catalog.CaseRepere:
    """A pioneer of whom one line is known."""
    values["source"] = values.get("source") or make_source()
    defaults = {"name": "Une structure", "fact": "Elle a essaimé."}
    return catalog.CaseRepere.objects.create(**defaults | values)
