"""Models, questions and pioneers."""

from .answer import Affinity, AffinityWeight, Answer, AnswerExit
from .case import (
    Adoption,
    Basis,
    CaseStudy,
    CaseStudyCitation,
    Figure,
    Illustration,
    Outcome,
    Sector,
    Step,
    Terrain,
)
from .network import Criterion, Fit, FitKind, ModelKind, NetworkModel, NetworkModelCitation, Trait
from .question import (
    FactorKind,
    Implication,
    KeyQuestion,
    KeyQuestionCitation,
    Phase,
    PhaseCitation,
    SuccessFactor,
    SuccessFactorCitation,
    Theme,
)
from .repere import CaseRepere

__all__ = [
    "Adoption",
    "Affinity",
    "AffinityWeight",
    "Answer",
    "AnswerExit",
    "Basis",
    "CaseRepere",
    "CaseStudy",
    "CaseStudyCitation",
    "Criterion",
    "FactorKind",
    "Figure",
    "Fit",
    "FitKind",
    "Illustration",
    "Implication",
    "KeyQuestion",
    "KeyQuestionCitation",
    "ModelKind",
    "NetworkModel",
    "NetworkModelCitation",
    "Outcome",
    "Phase",
    "PhaseCitation",
    "Sector",
    "Step",
    "SuccessFactor",
    "SuccessFactorCitation",
    "Terrain",
    "Theme",
    "Trait",
]
