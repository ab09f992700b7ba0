"""The pages of schemes and partners."""

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from essaimage.common.evidence import Evidence
from essaimage.common.models import published
from essaimage.common.pages import fiche_page
from essaimage.common.texts import Texts
from essaimage.common.typography import in_french_order, sort_key
from essaimage.search import index
from essaimage.territoires.asked import elsewhere

from .choices import PARTENAIRE_KINDS, PartenaireKind
from .listing import DispositifListing, read
from .models import Dispositif, Partenaire, PartenaireCitation
from .panel import Panel
from .sheet import Sheet, sheets


def dispositif_list(request: HttpRequest) -> HttpResponse:
    """The schemes, filtered by scale, rurality and the rest (design: the contract of lists)."""
    reading = read(request.GET)
    if address := elsewhere(request, reading.chosen.get("commune"), "dispositifs"):
        return HttpResponseRedirect(address)
    listing = DispositifListing(request.path, reading)
    chosen = listing.territory.parameter if listing.territory else ""
    context = {
        "listing": listing,
        "territory_options": index.current()["territoires"].drawn(chosen),
        "reperes": index.current()["reperes-dispositifs"],
    }
    return render(request, "dispositifs/list.html", context, status=listing.status)


@fiche_page(sheets)
def dispositif_detail(request: HttpRequest, dispositif: Dispositif) -> HttpResponse:
    """A scheme: what it gives, to whom, where, how to ask, the proof, and whether it applies to a project."""
    sheet = Sheet(dispositif)
    panel = Panel(request, sheet)
    if panel.asked.redirect:
        return HttpResponseRedirect(panel.asked.redirect)
    context = {
        "dispositif": dispositif,
        "sheet": sheet,
        "panel": panel,
        "texts": sheet.texts,
        "evidence": sheet.evidence,
        "crumbs": [("Dispositifs", "/dispositifs/")],
    }
    return render(request, "dispositifs/detail.html", context, status=panel.status)


def partenaire_list(request: HttpRequest) -> HttpResponse:
    """The partners, by nature, with how many schemes each takes part in."""
    counted = Count("dispositifs", filter=published("dispositifs"), distinct=True)
    partenaires = Partenaire.objects.published().annotate(dispositif_count=counted)
    rows = in_french_order(partenaires)
    kinds = [
        (PARTENAIRE_KINDS[kind], found)
        for kind in PartenaireKind
        if (found := [row for row in rows if row.kind == kind])
    ]
    return render(request, "dispositifs/partenaire_list.html", {"kinds": kinds})


def partenaire_pages():
    """Return partners with what their page draws."""
    citations = Prefetch("citations", PartenaireCitation.objects.select_related("source"))
    return Partenaire.objects.prefetch_related(citations, "regions", "departements")


@fiche_page(partenaire_pages)
def partenaire_detail(request: HttpRequest, partenaire: Partenaire) -> HttpResponse:
    """A partner: what it is, where it acts, and the schemes it takes part in."""
    dispositifs = Dispositif.objects.published().with_etat().for_list().distinct()
    rows = dispositifs.filter(roles__partenaire=partenaire)
    context = {
        "partenaire": partenaire,
        "dispositifs": sorted(rows, key=lambda row: (row.is_closed, sort_key(row.title))),
        "texts": Texts(),
        "evidence": Evidence(partenaire.citations.all()),
        "crumbs": [("Partenaires", "/partenaires/")],
    }
    return render(request, "dispositifs/partenaire_detail.html", context)
