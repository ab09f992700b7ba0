"""An editor in front of a reported error."""

from essaimage.desk.models import Correction
from tests import factories as make
from tests.client import InspectingClient


def enter(*groups: str) -> InspectingClient:
    client = InspectingClient()
    client.force_login(make.make_editor(*(groups or ("publication",)), first_name="Claude"))
    return client


def address(correction) -> str:
    return f"/admin/desk/correction/{correction.pk}/change/"


def act(client, correction, gesture: str, **values):
    return client.post(address(correction), {"geste": gesture} | values)


def status_of(correction) -> str:
    return Correction.objects.get(pk=correction.pk).status
