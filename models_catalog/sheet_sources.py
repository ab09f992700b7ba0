"""What the searches of the whole site find in models, questions, phases, principles and marks."""

from essaimage.search.sheets import Part, RepereSource, SheetSource

from .models import (
    CaseRepere,
    Fit,
    Implication,
    KeyQuestion,
    NetworkModel,
    Phase,
    SuccessFactor,
    Trait,
)


class ModelSource(SheetSource):
    """The three models, then the strategies nearby."""

    name = "modeles"
    model = NetworkModel
    ranks = ("kind", "order")
    rest = ("body", "who_owns", "who_decides", "who_pays")
    parts = (
        Part(Fit, "model_id", ("text",)),
        Part(Trait, "model_id", ("value", "explanation")),
        Part(Implication, "model_id", ("text",)),
    )


class QuestionSource(SheetSource):
    """The key questions, in the order of the list."""

    name = "questions"
    model = KeyQuestion
    ranks = ("order",)
    rest = ("body", "why", "how")
    parts = (Part(Implication, "question_id", ("text",)),)


class PhaseSource(SheetSource):
    """The phases, from idea to consolidation."""

    name = "etapes"
    model = Phase
    ranks = ("order",)
    rest = ("body", "to_prove", "documents", "traps")


class FactorSource(SheetSource):
    """Success factors, principles and traps."""

    name = "principes"
    model = SuccessFactor
    ranks = ("order",)


class CaseRepereSource(RepereSource):
    """The pioneers of whom one line is known."""

    name = "lignes-pionniers"
    model = CaseRepere
