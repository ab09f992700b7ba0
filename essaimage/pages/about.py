"""The pages about the site itself: where it comes from, who answers for it, how accessible it is."""

from django.conf import settings
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dispositifs.models import EVIDENCE_MONTHS
from essaimage.common.models import Source
from models_catalog.models import CaseStudy


def about(request: HttpRequest) -> HttpResponse:
    """Tell where the site comes from, its method in short, and under which licences it is reused."""
    sources = Source.objects.aggregate(count=Count("pk"), newest=Max("date"))
    context = {
        "evidence_months": EVIDENCE_MONTHS,
        "source_count": sources["count"],
        "newest_source": sources["newest"],
        "founding_cases": CaseStudy.objects.published().filter(is_founding=True),
    }
    return render(request, "pages/about.html", context)


def legal(request: HttpRequest) -> HttpResponse:
    """Tell who publishes and hosts the site; a demonstration says that it is one."""
    context = {
        "publisher": settings.LEGAL_PUBLISHER,
        "director": settings.LEGAL_DIRECTOR,
        "host": settings.LEGAL_HOST,
        "contact_email": settings.CONTACT_EMAIL,
        "months": settings.PERSONAL_DATA_MONTHS,
    }
    return render(request, "pages/legal.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """Tell what was checked, and nothing else."""
    return render(request, "pages/accessibility.html")


def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines where the sitemap is, and that the admin is not theirs."""
    sitemap = request.build_absolute_uri("/sitemap.xml")
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
