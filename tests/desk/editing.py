"""Two editors, for tests: who they are, and what one gets who saves after the other."""

import re

from django.urls import reverse

from tests.client import InspectingClient
from tests.factories import make_editor

from .forms import filled


def address(fiche, role: str = "change") -> str:
    meta = fiche._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{role}", args=[fiche.pk])


def entered(group: str, **values) -> InspectingClient:
    client = InspectingClient()
    client.force_login(make_editor(group, **values))
    return client


def saved_meanwhile(fiche, mine, other, *, by_other: dict, by_me: dict):
    """Return the page I get when I save after the other did, both having opened the sheet before."""
    opened = mine.get(address(fiche))
    done = other.post(address(fiche), filled(other.get(address(fiche)), **by_other))
    assert done.status_code == 302, "the first to save wins"
    return mine.post(address(fiche), filled(opened, **by_me))


def button(page, side: str) -> dict:
    """Return what the first button that takes theirs, or mine again, sends."""
    return {
        "_choisir": re.search(rf'name="_choisir" value="(\d+:{side})"', page.content.decode())[1]
    }


def value(page, name: str) -> list[str]:
    return filled(page).get(name, [])


def facts_of(fiche) -> list[str]:
    return list(fiche.citations.order_by("order", "pk").values_list("fact", flat=True))
