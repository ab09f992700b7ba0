"""Support schemes and their partners."""

from .dispositif import (
    EVIDENCE_MONTHS,
    Beneficiaire,
    Dispositif,
    DispositifCitation,
    DispositifQuerySet,
    Nature,
    Public,
    suits,
)
from .partenaire import Partenaire, PartenaireCitation
from .places import Coverage, Guichet
from .repere import DispositifRepere
from .terms import Condition, Montant, Window
from .ties import QuestionHelp, Role, SchemeUse, Suitability

__all__ = [
    "EVIDENCE_MONTHS",
    "Beneficiaire",
    "Condition",
    "Coverage",
    "Dispositif",
    "DispositifCitation",
    "DispositifQuerySet",
    "DispositifRepere",
    "Guichet",
    "Montant",
    "Nature",
    "Partenaire",
    "PartenaireCitation",
    "Public",
    "QuestionHelp",
    "Role",
    "SchemeUse",
    "Suitability",
    "Window",
    "suits",
]
