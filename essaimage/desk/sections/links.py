"""Outgoing links that lead nowhere, and those whose site gives another address for good."""

from datetime import timedelta

from django.urls import reverse

from ..links.gathering import Use, uses_by_address
from ..links.models import LinkCheck, LinkResult
from .base import Click, Link, Row, Section, Urgency
from .dates import day_said
from .desk import Desk

SILENT_FOR = timedelta(days=30)  # from then on, an unsure link is shown too
MORE = 3  # other places named in a row


def links_and_places(desk: Desk) -> tuple[list[LinkCheck], list[LinkCheck], list[LinkCheck], dict]:
    """Return the dead links, the silent, the moved, and the places of each address: read once."""

    def read() -> tuple:
        dead = list(LinkCheck.objects.dead())
        silent = list(LinkCheck.objects.failing_since(desk.now - SILENT_FOR))
        moved = list(LinkCheck.objects.moved())
        return dead, silent, moved, uses_by_address(row.address for row in dead + silent + moved)

    return desk.once("links and places", read)


def dead_links(desk: Desk) -> Section | None:
    """Dead links, the oldest first, then those that nobody could read for a month."""
    if not desk.may("view", LinkCheck):
        return None
    dead, silent, _moved, found = links_and_places(desk)
    rows = [dead_row(row, found[row.address]) for row in [*dead, *silent] if found.get(row.address)]
    return Section(
        slug="liens-morts",
        title="Liens morts",
        why="Ces adresses, écrites sur les fiches, mènent vos visiteurs à une page qui n’existe plus.",
        rows=rows,
        urgency=Urgency.NOW if dead else Urgency.SOON,
        empty="Aucun lien mort n’est connu.",
    )


def dead_row(link: LinkCheck, places: list[Use]) -> Row:
    """One link, why it is said dead, since when, and the way to each field where it is written."""
    first, *others = places
    since = f" En échec depuis {spoken_since(link)}." if link.first_failed_at else ""
    state = "" if link.result == LinkResult.DEAD else "Peut-être mort. "
    return Row(
        f"{first.title} : {first.place}",
        first.edit_url,
        f"{state}{link.detail}{since} {link.address}",
        links=(
            *(Link(f"Aussi dans « {use.title} »", use.edit_url) for use in others[:MORE]),
            *way_out("Essayer l’adresse", link.address),
            Link("Tout savoir", reverse("admin:desk_linkcheck_change", args=[link.pk])),
        ),
    )


def moved_links(desk: Desk) -> Section | None:
    """Links that still work because their site sends to another address for good."""
    if not desk.may("change", LinkCheck):
        return None
    _dead, _silent, moved, found = links_and_places(desk)
    return Section(
        slug="liens-demenages",
        title="Liens à mettre à jour",
        why="Leur site a changé d’adresse et fait suivre, pour l’instant.",
        rows=[moved_row(row, found[row.address]) for row in moved if found.get(row.address)],
        urgency=Urgency.WHEN_POSSIBLE,
        empty="Aucune adresse connue n’a déménagé.",
    )


def moved_row(link: LinkCheck, places: list[Use]) -> Row:
    """One link, its new address, and a click to write it where the old one stands alone in a field."""
    first, *others = places
    more = f", et {len(others)} autre{'s' if len(others) > 1 else ''}" if others else ""
    click = None
    if any(use.is_plain for use in places):
        address = reverse("admin:desk_linkcheck_replace", args=[link.pk])
        click = Click("Remplacer", address, "adresse", link.moved_to)
    return Row(
        f"{first.title} : {first.place}{more}",
        first.edit_url,
        f"{link.address} mène maintenant à {link.moved_to}",
        links=way_out("Voir la nouvelle page", link.moved_to),
        click=click,
    )


def way_out(label: str, address: str) -> tuple[Link, ...]:
    """The way to an address, when it is one that a browser opens."""
    is_web = address.startswith(("http://", "https://"))
    return (Link(label, address, is_outside=True),) if is_web else ()


def spoken_since(link: LinkCheck) -> str:
    """« hier », « le 3 novembre »."""
    return day_said(link.first_failed_at)
