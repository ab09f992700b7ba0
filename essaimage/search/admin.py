"""What editors see of searches: synonyms, and what was searched in vain."""

from .miss_admin import MissAdmin
from .synonym_admin import SynonymGroupAdmin

__all__ = ["MissAdmin", "SynonymGroupAdmin"]
