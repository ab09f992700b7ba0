"""What the desk answers when the database does not take a write in time: nothing is lost, nothing is half done.

SQLite has one writer: while a long import writes, others wait, then are refused. PostgreSQL gives up one of
two transactions that wait for each other. The form of a sheet has its own answer (``common.admin.conflicts``).
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.admin import AdminSite
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from essaimage.common.admin.kept_text import BUSY

NOT_CARRIED = ("csrfmiddlewaretoken", "password")  # a password is typed again


def patient(site: AdminSite, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep what was sent to ``view`` on a page that sends it again, when the database gives up."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except OperationalError:
            if request.method != "POST":
                raise
            return busy(site, request)

    return wrapped


def busy(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Return the page that keeps what ``request`` sent."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not any(word in name for word in NOT_CARRIED)
    ]
    page = {
        **site.each_context(request),
        "title": "Rien n’est perdu",
        "said": BUSY,
        "kept": kept,
        "told": (),
        "refusals": (),
        "recreate_address": "",
        "again_address": request.get_full_path(),
        "list_address": request.path,
    }
    return TemplateResponse(request, "admin/kept_text.html", page, status=503).render()
