"""The door of the desk closes on who fails, on nobody else, and opens again."""

import time
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essaimage.desk.people import browser, lock
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_editor

pytestmark = pytest.mark.django_db
DOOR = "/admin/login/"
PASSWORD = "mot-de-passe-long"
HOME, ELSEWHERE = "192.0.2.7", "198.51.100.9"


def try_in(client, name: str, password: str = "faux", place: str = HOME):
    data = {"username": name, "password": password}
    return client.post(DOOR, data, REMOTE_ADDR=place)


def fail(client, name: str, times: int = lock.FAILURES, place: str = HOME):
    for _ in range(times):
        page = try_in(client, name, place=place)
    return page


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize("name", ["claude", "personne"], ids=["account", "nobody"])
def test_the_door_closes_after_failures_and_says_the_same_for_anybody(client, name):
    make_editor(username="claude")

    for _ in range(lock.FAILURES - 1):
        assert_contains(try_in(client, name), "Identifiant ou mot de passe incorrect.")
    assert_contains(try_in(client, name), "fermée pour 15 minutes", status=429)
    assert_contains(try_in(client, name, PASSWORD), "fermée pour 15 minutes", status=429)

    assert not is_in(client)


def test_capitals_are_no_way_round(client):
    make_editor(username="claude")

    for name in ("claude", "Claude", "CLAUDE", "clauDe", " claude"):
        page = try_in(client, name)

    assert page.status_code == 429


def test_who_fails_elsewhere_does_not_keep_a_colleague_out(client):
    make_editor(username="claude")
    fail(client, "claude", 20, place=ELSEWHERE)

    own = Client()
    try_in(own, "claude", PASSWORD)

    assert is_in(own)


def test_a_browser_already_entered_from_stays_open_in_the_same_office(client):
    make_editor(username="claude")
    own = Client()
    try_in(own, "claude", PASSWORD)
    own.post("/admin/logout/")
    fail(client, "claude")
    assert try_in(Client(), "claude", PASSWORD).status_code == 429

    try_in(own, "claude", PASSWORD)

    assert is_in(own)


def test_a_known_browser_has_failures_of_its_own():
    make_editor(username="claude")
    own = Client()
    try_in(own, "claude", PASSWORD)
    own.post("/admin/logout/")

    assert fail(own, "claude").status_code == 429
    assert try_in(own, "claude", PASSWORD).status_code == 429


def test_a_browser_known_to_one_account_is_a_stranger_to_another():
    make_editor(username="claude")
    make_editor(username="dominique")
    own = Client()
    try_in(own, "claude", PASSWORD)
    own.post("/admin/logout/")
    fail(own, "dominique")

    assert try_in(Client(), "dominique", PASSWORD).status_code == 429


def test_a_forged_cookie_makes_no_browser_known(client):
    make_editor(username="claude")
    fail(client, "claude")
    client.cookies[browser.COOKIE] = "eyJuYW1lIjoiY2xhdWRlIn0:forged"

    assert try_in(client, "claude", PASSWORD).status_code == 429


def test_many_names_from_one_network_close_it_to_strangers(client):
    make_editor(username="claude")
    for number in range(lock.NETWORK_FAILURES):
        try_in(client, f"nom{number}")

    assert try_in(Client(), "claude", PASSWORD).status_code == 429
    assert try_in(Client(), "claude", PASSWORD, place=ELSEWHERE).status_code == 302


def test_one_line_of_ipv6_is_one_network(client):
    make_editor(username="claude")

    for number in range(lock.FAILURES):
        page = try_in(client, "claude", place=f"2001:db8:1:2::{number + 1}")

    assert page.status_code == 429


def test_behind_a_proxy_the_address_is_the_one_it_wrote(client, settings):
    settings.TRUSTED_PROXIES = 1
    make_editor(username="claude")
    data = {"username": "claude", "password": "faux"}
    for number in range(lock.FAILURES):
        forged = f"203.0.113.{number}, {ELSEWHERE}"
        page = client.post(DOOR, data, REMOTE_ADDR=HOME, HTTP_X_FORWARDED_FOR=forged)

    assert page.status_code == 429
    data["password"] = PASSWORD
    answer = Client().post(DOOR, data, REMOTE_ADDR=HOME, HTTP_X_FORWARDED_FOR="203.0.113.50")
    assert answer.status_code == 302


def test_waiting_opens_the_door_and_trying_does_not_make_it_longer(client):
    make_editor(username="claude")
    fail(client, "claude")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert try_in(client, "claude", PASSWORD).status_code == 429

    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    try_in(client, "claude", PASSWORD)

    assert is_in(client)


def test_entering_forgets_the_failures_of_the_name(client):
    make_editor(username="claude")
    fail(client, "claude", lock.FAILURES - 1)
    fail(client, "autre", 1)

    try_in(client, "claude", PASSWORD)

    assert AccessAttempt.objects.count() == 1
    client.post("/admin/logout/")
    assert fail(client, "claude", lock.FAILURES - 1).status_code == 200


def test_what_is_kept_of_a_failure_says_neither_who_nor_where(client):
    browser_name = {"HTTP_USER_AGENT": "Navigateur secret", "HTTP_ACCEPT": "text/html"}
    data = {"username": "ma phrase secrète", "password": "faux", "kept": "texte"}

    client.post(DOOR, data, REMOTE_ADDR=HOME, **browser_name)

    row = AccessAttempt.objects.values().get()
    said = " ".join(str(value) for value in row.values())
    assert not [word for word in ("secr", HOME, "faux", "texte", "html") if word in said]
    assert row["ip_address"].startswith("fd")
    assert (row["user_agent"], row["get_data"], row["post_data"]) == ("", "", "")


def test_old_failures_are_erased(client):
    fail(client, "claude", 1)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(days=2))

    assert lock.forget_failures(timezone.now() - timedelta(days=1)) == 1


def test_a_name_that_no_database_reads_is_only_wrong(client):
    assert_contains(try_in(client, "cla\x00ude"), "caractère")


def test_a_wrong_name_costs_what_a_wrong_password_costs(client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    make_editor(username="claude")
    took = {}
    for name in ("claude", "personne"):
        started = time.process_time()
        fail(client, name, 3)
        took[name] = time.process_time() - started

    assert 0.5 < took["claude"] / took["personne"] < 2


def test_an_account_switched_off_is_answered_as_if_it_did_not_exist(client):
    make_editor(username="claude", is_active=False)

    assert_contains(try_in(client, "claude", PASSWORD), "Identifiant ou mot de passe incorrect.")


def test_entering_changes_the_key_of_the_session(client):
    make_editor(username="claude")
    client.get("/admin/")
    client.cookies["sessionid"] = "abcdefabcdefabcdefabcdefabcdefab"  # planted by somebody

    try_in(client, "claude", PASSWORD)

    assert client.cookies["sessionid"].value != "abcdefabcdefabcdefabcdefabcdefab"


def test_the_door_asks_for_its_key():
    strict = Client(enforce_csrf_checks=True)

    assert try_in(strict, "claude", PASSWORD).status_code == 403


def test_the_cookie_of_a_known_browser_is_of_the_desk_alone(client):
    make_editor(username="claude")
    answer = try_in(client, "claude", PASSWORD)

    cookie = answer.cookies[browser.COOKIE]

    assert cookie["path"] == "/admin/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "claude" not in cookie.value
    assert browser.COOKIE not in client.get("/admin/").cookies


def test_a_command_opens_the_door_again(client, capsys):
    make_editor(username="claude")
    fail(client, "claude")

    call_command("unlock", "claude")

    assert "1 verrou levé" in capsys.readouterr().out
    assert try_in(client, "claude", PASSWORD).status_code == 302


def test_the_command_opens_to_everybody_and_says_when_there_is_nobody(client, capsys):
    fail(client, "quelqu’un")
    call_command("unlock", "--all")
    assert not AccessAttempt.objects.exists()
    assert "1 verrou levé" in capsys.readouterr().out

    with pytest.raises(CommandError, match="Aucun compte"):
        call_command("unlock", "personne")


def test_a_superuser_opens_the_door_from_the_page_of_the_account(client, admin_client):
    user = make_editor(username="claude")
    page = f"/admin/auth/user/{user.pk}/change/"
    assert_not_contains(admin_client.get(page), "Rouvrir la porte")
    fail(client, "claude")

    assert_contains(admin_client.get(page), "Trop d’essais", "Rouvrir la porte")
    admin_client.post(f"/admin/auth/user/{user.pk}/rouvrir/")

    assert try_in(client, "claude", PASSWORD).status_code == 302


def test_the_log_in_page_costs_the_same_whoever_failed(client):
    client.get(DOOR)
    with CaptureQueriesContext(connection) as alone:
        client.get(DOOR)
    fail(client, "claude", 3)

    with CaptureQueriesContext(connection) as crowded:
        client.get(DOOR)

    assert len(crowded) == len(alone)
