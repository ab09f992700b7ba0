"""Answers to HEAD: the headers that GET would give, and no body."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]


def without_body(get_response: GetResponse) -> GetResponse:
    """Empty the answer to a HEAD: Django leaves that to the server, and gunicorn warns each time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return middleware
