"""People come in by a link that works once, for a week, and of which the site keeps no copy."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail, signing
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from essaimage.desk.models import Invitation
from essaimage.desk.people import invitations
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient
from tests.factories import make_editor, make_invitation

pytestmark = pytest.mark.django_db
ADD = "/admin/desk/invitation/add/"
PHRASE = "quatre canards sur un toit"
INVITED = {"first_name": "Camille", "last_name": "Roux", "email": "camille@exemple.fr"}


@pytest.fixture
def group(django_db_blocker) -> int:
    from django.contrib.auth.models import Group

    return Group.objects.get(name="rédaction").pk


@pytest.fixture
def invite(admin_client, group):
    """Invite somebody in the admin; return the page that shows the link."""
    return lambda **values: admin_client.post(ADD, INVITED | {"group": group} | values)


def link_of(page) -> str:
    return page.context["address"].removeprefix("http://testserver")


def choose(client, link: str, username: str = "camille", password: str = PHRASE):
    data = {"username": username, "password1": password, "password2": password}
    return client.post(link, data)


def test_somebody_invited_chooses_a_password_and_enters(invite, client):
    link = link_of(invite())
    assert_contains(client.get(link), "Bonjour Camille", "« rédaction »", "quatre mots")

    assert choose(client, link).url == "/admin/"

    user = User.objects.get(username="camille")
    assert (user.email, user.get_full_name()) == ("camille@exemple.fr", "Camille Roux")
    assert [group.name for group in user.groups.all()] == ["rédaction"]
    assert not user.is_superuser
    assert client.get("/admin/").status_code == 200
    assert Invitation.objects.get().user == user


def test_the_site_keeps_no_copy_of_the_link(invite):
    link = link_of(invite())
    secret = link.split("/")[3].split(":")[0]

    row = " ".join(str(value) for value in Invitation.objects.values().get().values())
    assert secret not in row
    assert invitations.digest_of(secret) in row
    assert not [each for each in Session.objects.all() if secret in str(each.get_decoded())]
    assert not [entry for entry in LogEntry.objects.all() if secret in entry.change_message]


def test_a_link_serves_once(invite, client):
    link = link_of(invite())
    choose(client, link)

    assert_contains(Client().get(link), "ne sert plus", status=410)
    assert choose(Client(), link, "autre").status_code == 410
    assert User.objects.filter(is_superuser=False).count() == 1


def test_of_two_forms_sent_at_once_one_makes_an_account(invite):
    link = link_of(invite())
    found = invitations.find(link.split("/")[3])

    invitations.accept(found, User(username="premier"))
    with pytest.raises(invitations.LinkSpentError):
        invitations.accept(found, User(username="second"))

    assert not User.objects.filter(username="second").exists()


def test_a_link_lasts_a_week(invite, client):
    link = link_of(invite())
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert choose(client, link).status_code == 410
    assert abs(invitations.LASTS - timedelta(days=7)) < timedelta(seconds=1)


@pytest.mark.parametrize("change", ["x", ":x", ""])
def test_a_link_changed_by_a_letter_opens_nothing(invite, client, change):
    link = link_of(invite()).rstrip("/")
    forged = link[:-1] + change

    assert client.get(f"{forged}/").status_code == 410


def test_a_new_link_replaces_the_one_before(invite, admin_client, client):
    first = link_of(invite())
    invitation = Invitation.objects.get()
    second = link_of(admin_client.post(f"/admin/desk/invitation/{invitation.pk}/lien/"))

    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_a_cancelled_invitation_opens_nothing(invite, admin_client, client):
    link = link_of(invite())
    invitation = Invitation.objects.get()

    page = admin_client.post(f"/admin/desk/invitation/{invitation.pk}/annuler/", follow=True)

    assert_contains(page, "son lien n’ouvre plus rien", "annulée")
    assert client.get(link).status_code == 410
    again = admin_client.post(f"/admin/desk/invitation/{invitation.pk}/lien/", follow=True)
    assert_contains(again, "Cette invitation est annulée")


def test_an_accepted_invitation_is_neither_cancelled_nor_made_again(invite, admin_client, client):
    choose(client, link_of(invite()))
    invitation = Invitation.objects.get()

    for act in ("annuler", "lien"):
        page = admin_client.post(f"/admin/desk/invitation/{invitation.pk}/{act}/", follow=True)
        assert_contains(page, "Cette invitation est acceptée")


def test_the_link_is_mailed_where_the_site_sends_mail(invite, settings):
    settings.SITE_URL = "https://essaimage.exemple.fr"

    page = invite()

    assert_contains(page, "Le lien est parti par courriel à camille@exemple.fr")
    assert mail.outbox[0].to == ["camille@exemple.fr"]
    assert page.context["address"].startswith("https://essaimage.exemple.fr/admin/invitation/")
    assert page.context["address"] in mail.outbox[0].body
    assert Invitation.objects.get().was_mailed


def test_without_mail_the_link_is_to_be_handed_over(invite, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    assert_contains(invite(), "Ce site n’envoie pas de courriels", "ne sera plus montré")
    assert not mail.outbox


def test_a_mail_server_that_fails_loses_no_invitation(invite, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise OSError("no server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)

    assert_contains(invite(), "Aucun courriel n’est parti")
    assert Invitation.objects.count() == 1


def test_nobody_is_invited_twice(invite, admin_client):
    invite()
    assert_contains(invite(email="CAMILLE@exemple.fr"), "Une invitation attend déjà cette personne")

    make_editor(username="autre", email="pris@exemple.fr")
    assert_contains(invite(email="pris@exemple.fr"), "Un compte a déjà cette adresse")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("court", "12 caractères"),
        ("123456789012", "entièrement numérique"),
        ("startfinding", "trop courant"),
        ("camille@exemple.fr", "semblable"),
    ],
)
def test_a_weak_password_is_refused_and_says_why(invite, client, password, said):
    link = link_of(invite())

    page = choose(client, link, password=password)

    assert_contains(page, said)
    assert client.get(link).status_code == 200


def test_a_name_already_taken_is_refused_whatever_its_capitals(invite, client):
    make_editor(username="Camille")

    assert_contains(choose(client, link_of(invite())), "déjà pris")


def test_the_page_of_a_link_is_told_to_no_other_site_and_kept_nowhere(invite, client):
    page = client.get(link_of(invite()))

    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_accepting_closes_the_session_of_whoever_was_there(invite):
    link = link_of(invite())
    other = InspectingClient()
    other.force_login(make_editor(username="claude"))
    before = other.cookies["sessionid"].value
    assert_contains(other.get(link), "Cette page est ouverte avec le compte « claude »")

    choose(other, link)

    assert other.cookies["sessionid"].value != before
    assert_contains(other.get("/admin/"), "Camille")


def test_the_form_asks_for_its_key(invite):
    assert choose(Client(enforce_csrf_checks=True), link_of(invite())).status_code == 403


@pytest.mark.parametrize("group", ["rédaction", "publication"])
def test_invitations_are_for_superusers(group):
    client = InspectingClient()
    client.force_login(make_editor(group))
    invitation = make_invitation()

    assert client.get("/admin/desk/invitation/").status_code == 403
    assert client.get(ADD).status_code == 403
    for act in ("annuler", "lien"):
        path = f"/admin/desk/invitation/{invitation.pk}/{act}/"
        assert client.post(path).status_code == 403
    assert_not_contains(client.get("/admin/"), "Invitations")


def test_old_invitations_that_led_nowhere_are_erased():
    old, accepted, recent = make_invitation(), make_invitation(), make_invitation()
    past = timezone.now() - timedelta(days=500)
    Invitation.objects.filter(pk__in=[old.pk, accepted.pk]).update(created_at=past)
    Invitation.objects.filter(pk=accepted.pk).update(accepted_at=past)

    call_command("erase_personal_data", verbosity=0)

    assert set(Invitation.objects.all()) == {accepted, recent}


@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_once_make_one_account():
    """Two real connections, on either database."""
    secret = "s" * 43
    invitation = make_invitation(digest=invitations.digest_of(secret))
    link = f"/admin/invitation/{signing.Signer(salt=invitations.SALT).sign(secret)}/"

    def press(number: int) -> int:
        try:
            return choose(Client(), link, f"camille{number}").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(press, range(4)))

    assert answers == [302, 410, 410, 410]
    invitation.refresh_from_db()
    assert list(User.objects.all()) == [invitation.user]
