"""The selection as files: CSV and XLSX for spreadsheets, ICS for calendars. The address holds it all."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dispositifs.dossier import Entry, entries
from essaimage.common.markdown import plain_text
from essaimage.common.models import Source
from essaimage.common.spreadsheets import XLSX, csv_of, xlsx_of
from essaimage.common.typography import typographie

from .context import site
from .selection_asked import Asked
from .selection_calendar import calendar, calendar_days

Column = tuple[str, Callable[[Entry, Asked, str], str]]  # its title, what it says of a scheme


def csv_file(request: HttpRequest) -> HttpResponse:
    """The selection as CSV."""
    return _table(request, "csv", "text/csv; charset=utf-8", csv_of)


def xlsx_file(request: HttpRequest) -> HttpResponse:
    """The selection as XLSX."""
    return _table(request, "xlsx", XLSX, lambda *table: xlsx_of("Ma sélection", *table))


def ics_file(request: HttpRequest) -> HttpResponse:
    """The openings and closings of the selection that are known to the day."""
    asked = Asked(request)
    days = calendar_days(entries(asked.chosen.schemes))
    if not days:
        said = "Aucun de ces dispositifs n’a d’ouverture ni de clôture connue au jour près."
        return _nothing(request, asked, said)
    text = calendar(days, site(request)["site"].url)
    return _file(text.encode(), "text/calendar; charset=utf-8", "ics")


def _table(
    request: HttpRequest, ending: str, kind: str, write: Callable[..., bytes]
) -> HttpResponse:
    asked = Asked(request)
    if asked.moved:
        return HttpResponseRedirect(asked.moved)
    if asked.commune_error:
        return _nothing(request, asked, asked.commune_error, status=400)
    found = entries(asked.chosen.schemes, asked.place)
    if not found:
        return _nothing(request, asked, "Aucun dispositif publié n’est nommé par cette adresse.")
    here = site(request)["site"].url
    rows = [[typographie(say(entry, asked, here)) for _, say in COLUMNS] for entry in found]
    return _file(write([title for title, _ in COLUMNS], rows), kind, ending)


def _nothing(request: HttpRequest, asked: Asked, said: str, status: int = 404) -> HttpResponse:
    context = {"said": said, "url": asked.address()}
    return render(request, "pages/selection_no_file.html", context, status=status)


def _file(content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f'attachment; filename="selection-essaimage.{ending}"'
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": name, "X-Robots-Tag": "noindex"},
    )


def cited(source: Source) -> str:
    """Return a source in one line, with its date: « Avise, Titre (5 février 2026), https://… »."""
    said = f"{source.publisher}, {source.title} ({source.date_said or 'non datée'})"
    return f"{said}, {source.url}" if source.url else said


def _amounts(entry: Entry) -> str:
    lines = []
    for row in entry.montants:
        said = f"{row.get_nature_display()} : {row.said} {row.get_unit_display()}"
        lines.append(f"{said} ({row.label})" if row.label else said)
    return "\n".join(lines)


def _dates(entry: Entry) -> str:
    lines = [
        f"{window.label} : {dates}{' (passée)' if over else ''}"
        for window, dates, over in entry.windows
    ]
    return "\n".join([*lines, entry.recurrence] if entry.recurrence else lines)


def _counters(entry: Entry) -> str:
    return "\n".join(
        " ; ".join(filter(None, (row.role, row.place_said, row.url))) for row in entry.counters
    )


def _where(entry: Entry) -> str:
    included = [row.said for row in entry.included]
    return "\n".join([*included, *(f"sauf {row.said}" for row in entry.excluded)])


def _sources(entry: Entry) -> str:
    """Return the source of each thing said in the row, each once."""
    one = entry.dispositif
    rows = (one.montants, one.windows, one.guichets, one.coverages, one.roles)
    sources = [entry.proof, *(row.source for related in rows for row in related.all())]
    return "\n".join(dict.fromkeys(cited(source) for source in sources if source))


def _fact(label: str) -> Callable[[Entry, Asked, str], str]:
    """Return what says one of the four facts of the rail."""
    return lambda entry, asked, here: dict(entry.dispositif.row_facts).get(label, "")


def _partners(roles: Sequence) -> str:
    return "\n".join(role.partenaire.title for role in roles)


COLUMNS: Sequence[Column] = (
    ("Dispositif", lambda entry, asked, here: entry.dispositif.title),
    ("Sigle", lambda entry, asked, here: entry.dispositif.sigle),
    ("Résumé", lambda entry, asked, here: entry.dispositif.summary),
    ("Commune", lambda entry, asked, here: asked.commune_said),
    ("Verdict", lambda entry, asked, here: entry.verdict_label),
    ("Raison du verdict", lambda entry, asked, here: entry.reason),
    ("État", lambda entry, asked, here: entry.dispositif.evidence),
    ("Nature", _fact("Nature")),
    ("Échelle", _fact("Échelle")),
    ("Ruralité", _fact("Ruralité")),
    ("Où", lambda entry, asked, here: _where(entry)),
    ("Qui décide", lambda entry, asked, here: entry.dispositif.who_decides),
    ("Qui finance", lambda entry, asked, here: _partners(entry.funders)),
    ("Qui peut demander", _fact("Qui peut demander")),
    ("Montants", lambda entry, asked, here: _amounts(entry)),
    ("Dates", lambda entry, asked, here: _dates(entry)),
    ("Coût pour qui demande", lambda entry, asked, here: entry.dispositif.cost),
    ("Ce qui peut se cumuler", lambda entry, asked, here: entry.dispositif.cumul),
    ("Comment demander", lambda entry, asked, here: plain_text(entry.dispositif.steps)),
    ("Adresse pour demander", lambda entry, asked, here: entry.dispositif.application_url or ""),
    ("À qui demander", lambda entry, asked, here: entry.dispositif.ask_whom),
    ("Qui appeler", lambda entry, asked, here: _counters(entry)),
    ("Page officielle", lambda entry, asked, here: entry.dispositif.site_url or ""),
    ("Fiche", lambda entry, asked, here: here + entry.dispositif.get_absolute_url()),
    ("Sources et dates", lambda entry, asked, here: _sources(entry)),
)
