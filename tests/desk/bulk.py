"""Actions on several rows, played in their two steps as a browser would."""

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpResponse
from django.test import Client

from essaimage.common.admin.bulk import NOTE, SHOWN


def asked(client: Client, url: str, action: str, *rows) -> HttpResponse:
    """Choose ``rows`` in the list at ``url`` and return the page that says what would change."""
    chosen = {"action": action, ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
    return client.post(url, chosen)


def confirm(client: Client, url: str, page: HttpResponse, note: str = "") -> HttpResponse:
    """Press the button of ``page``; return what is shown next."""
    context = page.context
    fields = {
        "action": context["action"].name,
        ACTION_CHECKBOX_NAME: context["chosen"],
        SHOWN: context["shown"],
        NOTE: note,
    }
    return client.post(url, fields, follow=True)


def confirmed(client: Client, url: str, action: str, *rows, note: str = "") -> HttpResponse:
    """Choose, read, confirm."""
    return confirm(client, url, asked(client, url, action, *rows), note)
