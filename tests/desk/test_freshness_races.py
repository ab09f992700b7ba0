"""Two editors verify one sheet, or one verifies while the other writes: once, and nothing is lost."""

import pytest
from django.utils import timezone

from essaimage.common.models import Version
from tests.factories import make_dispositif

from .editing import address, entered
from .forms import filled
from .test_two_editors_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "https://aide.exemple.fr/officielle"


@pytest.fixture
def scheme():
    """A published scheme with its official page."""
    return make_dispositif(natures=["pret"], site_url=PAGE, who_decides="La région")


def verify_address(scheme) -> str:
    return f"/admin/dispositifs/dispositif/{scheme.pk}/verifier/"


def test_two_clicks_at_once_make_one_version(scheme):
    clients = [entered("publication") for _ in range(2)]

    at_once(
        *(
            lambda client=client: client.post(verify_address(scheme), {"opened": PAGE})
            for client in clients
        )
    )

    scheme.refresh_from_db()
    assert scheme.verified_on == timezone.localdate()
    verified = Version.objects.filter(fiche_code=scheme.code, reason__startswith="Page officielle")
    assert verified.count() == 1


def test_a_click_while_somebody_writes_loses_neither(scheme):
    writer, other = entered("publication"), entered("publication")
    sent = filled(writer.get(address(scheme)), who_decides="Le département")

    at_once(
        lambda: writer.post(address(scheme), sent),
        lambda: other.post(verify_address(scheme), {"opened": PAGE}),
    )
    scheme.refresh_from_db()
    if scheme.who_decides != "Le département":  # told that the sheet had changed: saved again
        again = filled(writer.get(address(scheme)), who_decides="Le département")
        writer.post(address(scheme), again)
        scheme.refresh_from_db()

    assert scheme.verified_on == timezone.localdate()
    assert scheme.who_decides == "Le département"
