"""What the desk's front page says is to be done: one file per section, drawn by urgency.

A section is a function that takes a ``Desk`` (who asks, and when) and returns a ``Section``, or None
when its subject is none of the user's business. To add one: write its file, name it in ``SECTIONS``.
"""

from .base import Click, Link, Provider, Row, Rows, Section, Urgency
from .desk import Desk
from .registry import SECTIONS, section_named, sections_for

__all__ = [
    "SECTIONS",
    "Click",
    "Desk",
    "Link",
    "Provider",
    "Row",
    "Rows",
    "Section",
    "Urgency",
    "section_named",
    "sections_for",
]
