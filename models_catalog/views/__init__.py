"""The pages of models, questions, principles, phases and pioneers."""

from .cases import case_detail, case_list
from .network import model_compare, model_detail, model_list
from .phases import phase_detail, phase_list
from .questions import checklist, factor_list, question_detail, question_list

__all__ = [
    "case_detail",
    "case_list",
    "checklist",
    "factor_list",
    "model_compare",
    "model_detail",
    "model_list",
    "phase_detail",
    "phase_list",
    "question_detail",
    "question_list",
]
