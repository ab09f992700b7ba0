"""What tests say about a page, in the words of the page."""

import html
import re

from django.http import HttpResponse


def text_of(page: HttpResponse) -> str:
    """Return the page as read: without tags, entities resolved, each run of spaces as one.

    No-break spaces count as spaces: a test says what is read, typography has tests of its own.
    """
    source = page.content.decode(page.charset)
    without_code = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->", " ", source)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", without_code)).split())


def assert_contains(page: HttpResponse, *texts: str, status: int = 200) -> None:
    """Fail unless the page has this status and shows each text (or holds it as HTML)."""
    assert page.status_code == status, f"status {page.status_code}, not {status}"
    shown, source = text_of(page), page.content.decode(page.charset)
    for text in texts:
        assert normal(text) in shown or text in source, f"not on the page: {text!r}"


def assert_not_contains(page: HttpResponse, *texts: str, status: int = 200) -> None:
    """Fail unless the page has this status and neither shows nor holds any of the texts."""
    assert page.status_code == status, f"status {page.status_code}, not {status}"
    shown, source = text_of(page), page.content.decode(page.charset)
    for text in texts:
        assert normal(text) not in shown, f"shown on the page: {text!r}"
        assert text not in source, f"in the page's source: {text!r}"


def normal(text: str) -> str:
    return " ".join(text.split())
