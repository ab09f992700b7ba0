"""A test client that inspects every page it fetches, so that each test is also one on the page."""

from django.http import HttpResponse
from django.test import Client

from .inspection import faults_of


class InspectingClient(Client):
    """Django's client; raises ``AssertionError`` when a page it fetched is faulty."""

    def request(self, **request) -> HttpResponse:
        response = super().request(**request)
        if is_page(response):
            path = request.get("PATH_INFO", "")
            html = response.content.decode(response.charset)
            if "<html" in html:
                faults = faults_of(html, is_admin=path.startswith("/admin/"))
            else:  # a fragment, for htmx
                faults = [fault for fault in faults_of(html) if "<h1>" not in fault]
                faults = [fault for fault in faults if not fault.startswith("lang")]
            assert not faults, f"{path}: " + "; ".join(faults)
        return response


def is_page(response: HttpResponse) -> bool:
    """Say whether the answer is HTML a visitor would see."""
    return (
        not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and bool(response.content)
        and "Content-Encoding" not in response
    )
