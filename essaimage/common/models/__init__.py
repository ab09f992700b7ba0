"""What every sheet shares: keys, statuses, sources, citations, the glossary."""

from .faq import FrequentQuestion
from .fiche import SUMMARY_LENGTH, Fiche, FicheQuerySet, next_moment, published
from .keyed import RESERVED_SLUGS, Keyed, KeyedQuerySet, Reference, choices_constraint, new_code
from .loaded import LoadedObject
from .move import NOTE_LENGTH, Move, Step
from .redirect import SlugRedirect
from .repere import Repere
from .source import Citation, CitationQuerySet, Confidence, Establishes, Extent, Source
from .standing import PUBLIC_STATUSES, PUT_AWAY, Standing, Status, standing_of
from .term import Direction, Synonym, Term, TermCitation
from .version import Origin, Version, VersionQuerySet

__all__ = [
    "NOTE_LENGTH",
    "PUBLIC_STATUSES",
    "PUT_AWAY",
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
    "Move",
    "Origin",
    "Reference",
    "Repere",
    "SlugRedirect",
    "Source",
    "Standing",
    "Status",
    "Step",
    "Synonym",
    "Term",
    "TermCitation",
    "Version",
    "VersionQuerySet",
    "choices_constraint",
    "new_code",
    "next_moment",
    "published",
    "standing_of",
]
