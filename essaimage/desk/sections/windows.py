"""Times to apply: those that close soon, and those that closed without a next one."""

from collections import defaultdict
from datetime import date, timedelta

from dispositifs.choices import Vie
from dispositifs.models import Dispositif, Window
from dispositifs.said import is_over, on_date
from essaimage.common.dates import DatePrecision
from essaimage.common.models import Status, published

from .base import Row, Section, Urgency
from .desk import Desk, form_address

SOON = 30  # days
Numbered = list[tuple[int, Window]]


def closing_soon(desk: Desk) -> Section | None:
    """Windows whose closing may come within ``SOON`` days, the first to close first."""
    if not desk.may_write(Dispositif, Status.PUBLISHED):
        return None
    limit = desk.today + timedelta(days=SOON)
    closing = [
        (window.closes, number, window)
        for windows in windows_of(desk).values()
        for number, window in windows
        if window.closes and earliest(window) <= limit and not has_closed(desk, window)
    ]
    closing.sort(key=lambda each: (each[0], each[2].dispositif.title))
    return Section(
        slug="ferme-bientot",
        title=f"Ferment dans les {SOON} jours",
        why="Après cette date, la fiche annoncera une demande impossible : préparez la suite.",
        rows=[
            Row(
                window.dispositif.title,
                form_address(window.dispositif, f"id_windows-{number}-closes"),
                f"{window.label}, fermeture {on_date(window.closes, window.closes_precision)}",
            )
            for _, number, window in closing
        ],
        urgency=Urgency.SOON,
        empty=f"Aucune période de candidature ne ferme dans les {SOON} jours.",
    )


def closed_without_next(desk: Desk) -> Section | None:
    """Schemes that still run and whose every window is closed, the last closed first."""
    if not desk.may_write(Dispositif, Status.PUBLISHED):
        return None
    closed = []
    for windows in windows_of(desk).values():
        if all(has_closed(desk, window) for _, window in windows):
            closed.append(max((window for _, window in windows), key=lambda each: each.closes))
    closed.sort(key=lambda window: (window.closes, window.dispositif.title), reverse=True)
    return Section(
        slug="ferme-sans-suite",
        title="Période passée, sans suite annoncée",
        why="La fiche dit « en cours » et ne montre que des dates passées : y a-t-il une autre période ?",
        rows=[
            Row(
                window.dispositif.title,
                form_address(window.dispositif, "windows-group"),
                f"{window.label}, fermé {on_date(window.closes, window.closes_precision)}",
            )
            for window in closed
        ],
        urgency=Urgency.SOON,
        empty="Chaque dispositif daté a une période ouverte ou à venir.",
    )


def earliest(window: Window) -> date:
    """The first day on which the window may close: a source may give no more than the month."""
    if window.closes_precision == DatePrecision.MONTH:
        return window.closes.replace(day=1)
    return window.closes


def has_closed(desk: Desk, window: Window) -> bool:
    """Whether nobody can apply in this window any more; never without a closing date."""
    return is_over(window.closes, window.closes_precision, desk.today)


def windows_of(desk: Desk) -> dict[int, Numbered]:
    """Return the windows of the published schemes that still run, with their row in the form."""
    return desk.once("windows", read)


def read() -> dict[int, Numbered]:
    """Read the windows in the order of the form: one query."""
    rows = (
        Window._default_manager.filter(published("dispositif"), dispositif__vie=Vie.EN_COURS)
        .select_related("dispositif")
        .only("label", "closes", "closes_precision", "opens", "dispositif__title")
    )
    found: dict[int, Numbered] = defaultdict(list)
    for window in rows:
        numbered = found[window.dispositif_id]
        numbered.append((len(numbered), window))
    return found
