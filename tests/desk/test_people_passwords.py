"""Another password, and an account that is switched off."""

import re
import time

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache

from essaimage.desk.people import passwords
from essaimage.desk.people.account_admin import LAST_SUPERUSER
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient
from tests.factories import make_editor

from .bulk import asked, confirmed
from .forms import filled

pytestmark = pytest.mark.django_db
FORGOTTEN = "/admin/mot-de-passe/"
USERS = "/admin/auth/user/"
PHRASE = "quatre canards sur un toit"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Send in the test what is sent aside, and forget whom was just written to."""
    cache.clear()
    monkeypatch.setattr("essaimage.desk.people.mail.send_aside", passwords.mail.send)


def entered(user: User) -> InspectingClient:
    client = InspectingClient()
    client.force_login(user)
    return client


def choose(client, link: str, password: str = PHRASE):
    form = client.get(link, follow=True)
    data = {"new_password1": password, "new_password2": password}
    return client.post(form.request["PATH_INFO"], data, follow=True)


def test_a_password_is_chosen_again_by_a_mailed_link_that_serves_once(client):
    user = make_editor(username="claude", email="claude@exemple.fr")
    assert_contains(client.get("/admin/login/"), "Mot de passe oublié ?")

    page = client.post(FORGOTTEN, {"email": "claude@exemple.fr"}, follow=True)
    assert_contains(page, "Si un compte a cette adresse")
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]

    assert_contains(choose(client, link), "Votre mot de passe est changé")
    user.refresh_from_db()
    assert user.check_password(PHRASE)
    assert_contains(client.get(link), "Ce lien ne sert plus")


def test_the_answer_does_not_tell_whether_an_account_exists(client):
    make_editor(email="claude@exemple.fr")
    make_editor(email="parti@exemple.fr", is_active=False)

    pages = [
        client.post(FORGOTTEN, {"email": email}, follow=True).content
        for email in ("claude@exemple.fr", "parti@exemple.fr", "personne@exemple.fr")
    ]

    assert len({re.sub(rb'value="\w{64}"', b"", page) for page in pages}) == 1
    assert len(mail.outbox) == 1


def test_nor_does_its_time_when_the_mail_server_is_slow(client, monkeypatch):
    from essaimage.desk.people import mail as people_mail

    monkeypatch.undo()
    monkeypatch.setattr(people_mail.EmailMessage, "send", lambda self: time.sleep(0.5) or 1)
    make_editor(email="claude@exemple.fr")
    started = time.monotonic()

    client.post(FORGOTTEN, {"email": "claude@exemple.fr"})

    assert time.monotonic() - started < 0.4


def test_an_address_is_not_written_to_over_and_over(client):
    make_editor(email="claude@exemple.fr")

    for _ in range(5):
        client.post(FORGOTTEN, {"email": "claude@exemple.fr"})

    assert len(mail.outbox) == 1


def test_without_mail_the_page_says_whom_to_ask(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    make_editor(email="claude@exemple.fr")

    assert_contains(client.get(FORGOTTEN), "Ce site n’envoie pas de courriels")
    client.post(FORGOTTEN, {"email": "claude@exemple.fr"})

    assert not mail.outbox


def test_a_superuser_makes_a_link_and_never_knows_the_password(admin_client, client):
    user = make_editor(username="claude", first_name="Claude")
    page = admin_client.post(f"{USERS}{user.pk}/lien/")
    assert_contains(page, "Claude", "une seule fois, pendant un jour")

    choose(client, page.context["address"].removeprefix("http://testserver"))

    user.refresh_from_db()
    assert user.check_password(PHRASE)
    assert admin_client.get(f"{USERS}{user.pk}/password/").status_code != 200


def test_choosing_a_password_closes_the_sessions_open_elsewhere(admin_client, client):
    user = make_editor(username="claude")
    elsewhere = entered(user)
    link = admin_client.post(f"{USERS}{user.pk}/lien/").context["address"]

    choose(client, link.removeprefix("http://testserver"))

    assert elsewhere.get("/admin/").status_code == 302


def test_a_weak_password_is_refused_there_too(admin_client, client):
    user = make_editor(username="claude")
    link = admin_client.post(f"{USERS}{user.pk}/lien/").context["address"]

    page = choose(client, link.removeprefix("http://testserver"), "startfinding")

    assert_contains(page, "trop courant", "Douze caractères au moins")


def test_an_account_switched_off_loses_its_sessions_at_once_and_for_good(admin_client):
    user = make_editor("rédaction", username="claude")
    there = entered(user)
    url = f"{USERS}{user.pk}/change/"

    admin_client.post(url, filled(admin_client.get(url), is_active=None))
    assert there.get("/admin/").status_code == 302
    admin_client.post(url, filled(admin_client.get(url), is_active="on"))

    assert there.get("/admin/").status_code == 302


def test_several_accounts_are_switched_off_after_the_list_was_read(admin_client, admin_user):
    user, gone = make_editor(), make_editor(is_active=False)
    there = entered(user)

    page = asked(admin_client, USERS, "deactivate", user, gone, admin_user)
    assert_contains(page, "C’est votre compte.", "Déjà désactivé.", "1 ligne va changer")
    confirmed(admin_client, USERS, "deactivate", user, gone, admin_user)

    assert there.get("/admin/").status_code == 302
    assert admin_client.get("/admin/").status_code == 200
    confirmed(admin_client, USERS, "reactivate", user)
    assert User.objects.get(pk=user.pk).is_active


def test_sessions_are_closed_without_switching_the_account_off(admin_client):
    user, other = make_editor(), make_editor()
    there, elsewhere = entered(user), entered(other)

    page = admin_client.post(f"{USERS}{user.pk}/deconnecter/", follow=True)

    assert_contains(page, "Séances fermées : 1.")
    assert there.get("/admin/").status_code == 302
    assert elsewhere.get("/admin/").status_code == 200
    confirmed(admin_client, USERS, "sign_out", other)
    assert elsewhere.get("/admin/").status_code == 302


def test_somebody_can_always_administer_the_site(admin_client, admin_user):
    url = f"{USERS}{admin_user.pk}/change/"
    opened = admin_client.get(url)

    assert_contains(admin_client.post(url, filled(opened, is_superuser=None)), LAST_SUPERUSER)
    make_editor(is_superuser=True)
    refused = admin_client.post(url, filled(opened, is_active=None))
    assert_contains(refused, "C’est votre compte.")
    assert User.objects.get(pk=admin_user.pk).is_superuser


def test_accounts_are_invited_and_never_deleted(admin_client):
    user = make_editor()

    assert admin_client.get(f"{USERS}add/").status_code == 403
    assert admin_client.post(f"{USERS}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert_not_contains(admin_client.get(USERS), "delete_selected")


@pytest.mark.parametrize("act", ["rouvrir", "deconnecter", "lien"])
def test_what_one_does_for_somebody_is_for_superusers_and_by_a_form(admin_client, act):
    user = make_editor()
    path = f"{USERS}{user.pk}/{act}/"

    assert entered(make_editor("publication")).post(path).status_code == 403
    assert admin_client.get(path).status_code == 405
    assert admin_client.post(f"{USERS}999999/{act}/").status_code == 404
