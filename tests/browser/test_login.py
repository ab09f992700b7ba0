"""The door of the editors' desk, in a real browser."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import RequestFactory

from essaimage.desk.people import invitations
from tests.factories import make_invitation

PASSWORD = "trois mots et un nombre 7"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_login_page_is_accessible_under_the_strict_policy(visit, assert_accessible, dark):
    page = visit("/admin/login/", dark=dark)

    assert page.locator("h1").count() == 1
    assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0)")
    assert_accessible(page)


def test_the_login_page_fits_a_small_phone(visit):
    page = visit("/admin/login/", width=320)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_an_editor_logs_in_from_the_keyboard(visit):
    get_user_model().objects.create_user("claude", password=PASSWORD, is_staff=True)
    page = visit("/admin/")

    page.locator("#id_username").fill("claude")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"^[^?]*/admin/$"))
    assert page.get_by_role("button", name="Déconnexion").is_visible()
    assert page.locator("html").get_attribute("lang") == "fr"


def test_somebody_invited_enters_by_the_link(visit):
    link = invitations.make_link(make_invitation(), RequestFactory().get("/")).address
    page = visit(urlsplit(link).path)

    page.get_by_label("Identifiant").fill("claude")
    page.get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    page.get_by_label("Confirmation").fill(PASSWORD)
    page.get_by_label("Confirmation").press("Enter")

    page.wait_for_url(re.compile(r"/admin/$"))
    assert page.get_by_role("button", name="Déconnexion").is_visible()
