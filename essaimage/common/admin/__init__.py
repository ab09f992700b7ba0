"""The admin of the common ground: the bases every application uses, sources, terms, questions, old addresses."""

from . import faq, records, sources, terms  # noqa: F401 (they register themselves)
from .base import DeskAdmin, RowInline, StackedRowInline
from .citations import citation_inline
from .fiche import PUBLICATION, FicheAdmin
from .history import KeptAdmin
from .reference import ReferenceAdmin

__all__ = [
    "PUBLICATION",
    "DeskAdmin",
    "FicheAdmin",
    "KeptAdmin",
    "ReferenceAdmin",
    "RowInline",
    "StackedRowInline",
    "citation_inline",
]
