"""The admin of models, questions, phases and pioneers."""

from . import answers, cases, networks, questions, reperes  # noqa: F401 (they register themselves)
from .cases import CaseStudyAdmin

__all__ = ["CaseStudyAdmin"]
