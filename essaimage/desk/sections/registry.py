"""The sections of the front page, and how they are asked for."""

from . import clock, corrections, links, messages, misses, review, twins, upkeep, windows, writing
from .base import Provider, Section
from .desk import Desk

# In the order of the front page inside one urgency. Named by their slug, which is their address.
SECTIONS: dict[str, Provider] = {
    "a-relire": review.to_review,
    "renvoyees": writing.sent_back,
    "mes-brouillons": writing.my_drafts,
    "erreurs-signalees": corrections.reported,
    "messages": messages.unanswered,
    "liens-morts": links.dead_links,
    "programmees": clock.scheduled,
    "ferme-bientot": windows.closing_soon,
    "ferme-sans-suite": windows.closed_without_next,
    "a-revoir": upkeep.stale,
    "manques": upkeep.gaps,
    "brouillons": writing.other_drafts,
    "liens-demenages": links.moved_links,
    "doublons": twins.possible_twins,
    "recherches": misses.vain_searches,
}


def sections_for(desk: Desk) -> list[Section]:
    """Return the sections of ``desk``, the most urgent first; equals keep the order above."""
    found = [section for provider in SECTIONS.values() if (section := provider(desk))]
    return sorted(found, key=lambda section: section.urgency)


def section_named(desk: Desk, slug: str) -> Section | None:
    """Return one section with all its rows; None when there is none for this user."""
    provider = SECTIONS.get(slug)
    return provider(desk) if provider else None
