"""The middleware of the desk: a browser is known once somebody entered from it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from . import browser


def known_browser(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Leave the cookie of the desk with the answer to a log-in, and with no other."""

    def answer(request: HttpRequest) -> HttpResponse:
        return browser.leave_cookie(request, get_response(request))

    return answer
