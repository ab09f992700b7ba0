"""What every sheet shares: keys, statuses, sources, citations, the glossary."""

from .faq import FrequentQuestion
from .fiche import SUMMARY_LENGTH, Fiche, FicheQuerySet, Status, published
from .keyed import RESERVED_SLUGS, Keyed, KeyedQuerySet, Reference, choices_constraint, new_code
from .loaded import LoadedObject
from .redirect import SlugRedirect
from .repere import Repere
from .source import Citation, CitationQuerySet, Confidence, Establishes, Extent, Source
from .term import Direction, Synonym, Term, TermCitation
from .version import Origin, Version, VersionQuerySet

__all__ = [
    "RESERVED_SLUGS",
    "SUMMARY_LENGTH",
    "Citation",
    "CitationQuerySet",
    "Confidence",
    "Direction",
    "Establishes",
    "Extent",
    "Fiche",
    "FicheQuerySet",
    "FrequentQuestion",
    "Keyed",
    "KeyedQuerySet",
    "LoadedObject",
    "Origin",
    "Reference",
    "Repere",
    "SlugRedirect",
    "Source",
    "Status",
    "Synonym",
    "Term",
    "TermCitation",
    "Version",
    "VersionQuerySet",
    "choices_constraint",
    "new_code",
    "published",
]
