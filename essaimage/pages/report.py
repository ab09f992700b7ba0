"""« Signaler une erreur »: the visitor names a point of the page, then writes what it should say."""

from django.conf import settings
from django.db import OperationalError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from essaimage.common.models import Keyed
from essaimage.desk.corrections import receiving
from essaimage.desk.corrections.points import OTHER, Point, parts_of, point_of
from essaimage.desk.corrections.subjects import found, moved, page_of, report_url
from essaimage.desk.messages import sender_key

from .report_form import ReportForm

CHANGED = (
    "La page a changé pendant que vous écriviez. Relisez ce qu’elle dit maintenant, puis envoyez à "
    "nouveau si c’est encore utile."
)
GONE = (
    "Ce que vous vouliez signaler n’est plus sur la page. Votre texte est gardé : envoyez-le comme une "
    "remarque, ou retournez lire la page."
)
TOO_MANY = (
    "Vous avez signalé beaucoup d’erreurs en une heure, merci. Votre texte est encore là : envoyez-le "
    "dans une heure."
)
BUSY = (
    "Le site enregistre autre chose en ce moment. Votre texte est encore là : envoyez-le à nouveau dans "
    "une minute."
)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Let a visitor choose a point of the page, then write; keep what is sent."""
    subject = found(kind, slug)
    if subject is None:
        if renamed := moved(kind, slug):
            return HttpResponsePermanentRedirect(report_url(renamed))
        raise Http404(slug)
    if request.method == "POST":
        return _receive(request, subject)
    key = request.GET.get("champ", "")
    point = point_of(subject, key) if key else None
    if point is None:
        context = _context(subject) | {
            "parts": parts_of(subject),
            "other": OTHER,
            "is_lost": bool(key),
        }
        return render(request, "pages/report.html", context, status=400 if key else 200)
    return _form_page(request, subject, point, ReportForm(point=point))


def thanks(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Say that the report was received, and lead back to the page."""
    subject = found(kind, slug)
    if subject is None:
        raise Http404(slug)
    return render(request, "pages/report_thanks.html", _context(subject))


def _receive(request: HttpRequest, subject: Keyed) -> HttpResponse:
    """Keep a report, or show the form again with everything that was typed."""
    asked = point_of(subject, request.POST.get("champ", ""))
    point = asked or point_of(subject, OTHER)
    form = ReportForm(request.POST, point=point)
    done = HttpResponseRedirect(f"{report_url(subject)}merci/")
    if form.is_robot:
        return done
    is_valid = form.is_valid()
    if asked is None:
        return _form_page(request, subject, point, form, refusal=GONE, status=409)
    if not is_valid:
        return _form_page(request, subject, point, form, status=400)
    if request.POST.get("vu", "") != receiving.seal_of(point):
        return _form_page(request, subject, point, form, refusal=CHANGED, status=409)
    key = sender_key(request)
    if receiving.is_too_many(key):
        return _form_page(request, subject, point, form, refusal=TOO_MANY, status=429)
    try:
        receiving.keep(subject, point, **form.told, sender_key=key)
    except OperationalError:
        return _form_page(request, subject, point, form, refusal=BUSY, status=503)
    return done


def _form_page(
    request: HttpRequest,
    subject: Keyed,
    point: Point,
    form: ReportForm,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show what the page says of ``point`` and the form; ``refusal`` says why nothing was kept."""
    context = _context(subject) | {
        "point": point,
        "seal": receiving.seal_of(point),
        "form": form,
        "refusal": refusal,
        "months": settings.PERSONAL_DATA_MONTHS,
    }
    return render(request, "pages/report_form.html", context, status=status)


def _context(subject: Keyed) -> dict:
    """Return what the three pages say of the sheet."""
    label, page = page_of(subject)
    return {
        "subject": subject,
        "page": page,
        "crumbs": [(label, page)],
        "address": report_url(subject),
        "home": reverse("pages:home"),
    }
