"""A database too busy to write: no page ends in a 500, and what was sent is sent again by a button."""

from contextlib import contextmanager

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError, connection, models
from django.urls import reverse

from essaimage.common.models import Source, Status
from essaimage.desk.models import Message
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_dispositif, make_link_check

from .bulk import asked, confirm
from .forms import filled
from .test_people_invitations import INVITED, choose, link_of

pytestmark = pytest.mark.django_db
LIST = "/admin/dispositifs/dispositif/"
SOURCES = "/admin/common/source/add/"
TYPED = {
    "publisher": "Observatoire des réseaux",
    "title": "Une source écrite pendant un long import",
    "url": "https://exemple.fr/source",
    "date": "2026-11-02",
}


def refuse(*args, **kwargs):
    raise OperationalError("database is locked")


@pytest.fixture
def busy(monkeypatch):
    """The database refuses writes for a while: ``with busy(): …``."""

    @contextmanager
    def context():
        with monkeypatch.context() as patched:
            patched.setattr(models.Model, "save", refuse)
            yield

    return context


def test_a_new_source_is_kept_on_a_page_that_sends_it_again(admin_client, busy):
    data = filled(admin_client.get(SOURCES), **TYPED)
    with busy():
        page = admin_client.post(SOURCES, data)

    assert_contains(page, "Le site est occupé", "Envoyer de nouveau", status=503)
    assert admin_client.post(SOURCES, filled(page)).status_code == 302
    assert Source.objects.filter(title=TYPED["title"]).exists()


def test_an_action_is_asked_for_again_by_a_button(admin_client, busy):
    fiche = make_dispositif(status="brouillon")
    page = asked(admin_client, LIST, "step_envoyer", fiche)
    with busy():
        refused = confirm(admin_client, LIST, page)

    assert_contains(refused, "Le site est occupé", status=503)
    assert admin_client.post(LIST, filled(refused)).status_code == 302
    fiche.refresh_from_db()
    assert fiche.status == Status.TO_REVIEW


def test_what_was_only_read_is_no_form_to_send_again(admin_client, monkeypatch):
    monkeypatch.setattr(models.query.QuerySet, "_fetch_all", refuse)

    with pytest.raises(OperationalError):
        admin_client.get(SOURCES)


def test_the_page_carries_no_password(admin_client, busy):
    data = filled(admin_client.get(SOURCES), **TYPED)
    sent = {"old_password": "un ancien mot", "new_password1": "secret-tres-long", "autre": "gardé"}
    with busy():
        page = admin_client.post(SOURCES, data | sent)

    assert_contains(page, "gardé", status=503)
    assert_not_contains(page, "secret-tres-long", "un ancien mot", status=503)


def test_the_door_says_to_come_back(client, django_user_model, busy):
    django_user_model.objects.create_user("claude", password="mot-de-passe-long", is_staff=True)
    entered = {
        "username": "claude",
        "password": "mot-de-passe-long",
        "next": "/admin/common/source/",
    }
    with busy():
        page = client.post("/admin/login/", entered)

    assert_contains(page, "Le site est occupé", "/admin/common/source/", "claude", status=503)
    assert client.post("/admin/login/", entered).url == "/admin/common/source/"


def test_an_invitation_is_not_spent(admin_client, client, busy):
    group = Group.objects.get(name="rédaction").pk
    link = link_of(admin_client.post("/admin/desk/invitation/add/", INVITED | {"group": group}))
    with busy():
        page = choose(client, link)

    assert_contains(page, "Le site est occupé", "camille")
    assert choose(client, link).status_code == 302


def test_a_visitor_keeps_a_message(client, busy):
    sent = {
        "subject": "question",
        "email": "lea@exemple.fr",
        "name": "Léa",
        "text": "Bonjour à toute l’équipe.",
    }
    with busy():
        page = client.post("/contact/", sent)

    assert_contains(page, "Bonjour à toute l’équipe.", "dans une minute", status=503)
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_visiting_links_makes_nobody_wait(admin_client, monkeypatch):
    """On SQLite a transaction holds the only lock there is, and a visit takes seconds."""
    inside = []
    monkeypatch.setattr(
        "essaimage.desk.links.admin.check_and_tell",
        lambda *args: inside.append(connection.in_atomic_block),
    )
    link = make_link_check()
    fiche = make_dispositif(site_url="https://exemple.fr/")
    asked(admin_client, LIST, "check_links_now", fiche)
    asked(admin_client, reverse("admin:desk_linkcheck_changelist"), "check_now", link)

    assert inside == [False, False]
