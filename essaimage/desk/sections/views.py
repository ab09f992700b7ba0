"""The whole list of a section: what « tout voir » opens."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from .base import Urgency
from .desk import Desk
from .registry import section_named, sections_for

PER_PAGE = 50


def section_page(request: HttpRequest, context: dict[str, Any], slug: str) -> HttpResponse:
    """Show every row of the section ``slug``, 50 at a time, within the admin's ``context``."""
    section = section_named(Desk(request.user), slug)
    if section is None:
        raise Http404
    if section.elsewhere:
        return redirect(section.elsewhere)
    page = Paginator(section.rows, PER_PAGE).get_page(request.GET.get("page"))
    context |= {"title": section.title, "section": section, "page": page}
    return TemplateResponse(request, "admin/section.html", context)


def front_page(desk: Desk) -> dict[str, Any]:
    """Return what the front page draws of the sections, and where to begin."""
    sections = sections_for(desk)
    busy = [section for section in sections if section.count]
    return {
        "urgencies": [
            {"urgency": urgency, "sections": found}
            for urgency in Urgency
            if (found := [section for section in busy if section.urgency == urgency])
        ],
        "idle": [section for section in sections if not section.count],
        "first": busy[0] if busy else None,
    }
