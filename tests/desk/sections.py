"""What the tests of the desk's front page share."""

from datetime import timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import timezone

from essaimage.desk.sections import SECTIONS, Desk
from tests.client import InspectingClient

TODAY = timezone.localdate()
ago = lambda days: TODAY - timedelta(days=days)  # noqa: E731


def log(user, fiche, flag=CHANGE) -> None:
    LogEntry.objects.log_actions(user.pk, [fiche], flag, single_object=True)


def client_of(user) -> InspectingClient:
    client = InspectingClient()
    client.force_login(user)
    return client


def titles(user, slug: str) -> list[str]:
    """Return the titles of the rows of a section, in order."""
    return [row.title for row in SECTIONS[slug](Desk(user)).rows]
