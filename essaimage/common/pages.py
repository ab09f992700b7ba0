"""How the page of a sheet is found (published, archived, moved, or a draft shown to editors only) and read."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from .models import Fiche, SlugRedirect

FicheView = Callable[[HttpRequest, Fiche], HttpResponse]


def fiche_page(
    queryset: Callable[[], QuerySet],
) -> Callable[[FicheView], Callable[..., HttpResponse]]:
    """Turn a view of a sheet into a view of its slug.

    A published or archived sheet is shown; any other one is shown to those who may view it in the
    admin, never kept by a cache, and to everybody else it does not exist; an old address redirects for
    good to a sheet that visitors may read.
    The session is read only when nothing public stands at the address, so that public pages stay the
    same for all.
    """

    def decorate(view: FicheView) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, slug: str) -> HttpResponse:
            fiches = queryset()
            if fiche := fiches.reachable().filter(slug=slug).first():
                return view(request, fiche)
            if may_preview(request, fiches.model) and (fiche := fiches.filter(slug=slug).first()):
                response = view(request, fiche)
                add_never_cache_headers(response)
                return response
            if moved := SlugRedirect.objects.target(fiches.model.objects.reachable(), slug):
                return HttpResponsePermanentRedirect(moved.get_absolute_url())
            raise Http404(slug)

        return wrapped

    return decorate


def read_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let ``view`` be read and nothing else: another method gets a 405 that names those allowed.

    Without the exemption, a form sent here would first be told that its token is missing (403); a
    view that only reads has nothing for a forged request to change.
    """
    return csrf_exempt(require_safe(view))


def may_preview(request: HttpRequest, model: type[Fiche]) -> bool:
    """Whether the visitor is an editor who may read sheets that are not published.

    ``request.preview`` is set by the preview of the desk, which has asked its own permission.
    """
    if getattr(request, "preview", None) is not None:
        return True
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = request.user
    permission = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return user.is_authenticated and user.is_staff and user.has_perm(permission)
