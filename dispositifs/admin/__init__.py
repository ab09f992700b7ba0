"""The admin of schemes, partners and their lists of choices."""

from models_catalog.admin import CaseStudyAdmin

from . import partenaires, references, reperes, schemes  # noqa: F401 (they register themselves)
from .rows import SchemeUseInline

# What a pioneer used is told on the pioneer's page, which knows nothing of schemes: they come to it.
*before, citations = CaseStudyAdmin.inlines
CaseStudyAdmin.inlines = (*before, SchemeUseInline, citations)
