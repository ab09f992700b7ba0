"""A real Chromium in front of the real site, with its content loaded.

``visit`` opens a page; at the end of a test, anything the page complained about (refused by the
content security policy, asked of another host, script error) makes it fail.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.chromium import find_chromium, launch_options
from tests.factories import make_editor

PASSWORD = "mot-de-passe-long"

# Playwright runs its event loop in the thread of the tests, where Django sees it and refuses the
# database; nothing here runs two things at once in that thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder; without the second mark no test database would be made."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium."""
    path = find_chromium()
    if path is None:
        pytest.fail("Aucun Chromium dans PATH (sans lui : pytest -m 'not browser').", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(path))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def content(django_db_setup, django_db_blocker) -> Iterator[sqlite3.Connection]:
    """A copy, in memory, of the database once migrated and loaded: each test starts from it."""
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            pytest.fail("Les tests de navigateur se lancent sur SQLite.", pytrace=False)
        call_command("load_content", verbosity=0)
        copy = sqlite3.connect(":memory:")
        connection.ensure_connection()
        connection.connection.backup(copy)
    yield copy
    copy.close()


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker) -> Iterator[LiveServer]:
    """The site, served for the session."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server
        server.stop()


@pytest.fixture
def site(server, content) -> str:
    """The address of the site (no final slash), its database as ``load_content`` left it.

    Nothing is rolled back: what a test writes, the server sees, and the next test starts afresh.
    """
    connection.ensure_connection()
    content.backup(connection.connection)
    ContentType.objects.clear_cache()  # a flush, in a test before, gave them other numbers
    return server.url


@dataclass
class Complaints:
    """What the pages of a test complained about."""

    host: str
    texts: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to everything the page says until it is closed."""
        page.on("console", lambda message: self.note(message.type, message.text))
        page.on("pageerror", lambda error: self.texts.append(f"script: {error}"))
        page.on("request", lambda request: self.check_host(request.url))

    def note(self, kind: str, text: str) -> None:
        """Keep errors and warnings, but not a status that a test asked for on purpose."""
        if kind in {"error", "warning"} and "status of 4" not in text:
            self.texts.append(f"{kind}: {text}")

    def check_host(self, url: str) -> None:
        """Nothing may come from elsewhere."""
        if urlsplit(url).netloc != self.host:
            self.texts.append(f"asked of another host: {url}")


@pytest.fixture
def visit(chromium, site) -> Iterator[Callable[..., Page]]:
    """Return ``visit(path, width=1280, dark=False, javascript=True) -> Page``.

    Two visits with the same options share cookies, like two tabs.
    """
    complaints = Complaints(host=urlsplit(site).netloc)
    contexts = {}

    def open_page(
        path: str, *, width: int = 1280, dark: bool = False, javascript: bool = True
    ) -> Page:
        options = (width, dark, javascript)
        if options not in contexts:
            contexts[options] = chromium.new_context(
                base_url=site,
                locale="fr-FR",
                timezone_id="Europe/Paris",
                viewport={"width": width, "height": 900},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
                java_script_enabled=javascript,
            )
            contexts[options].set_default_timeout(10_000)  # milliseconds
        page = contexts[options].new_page()
        complaints.watch(page)
        page.goto(path)
        return page

    yield open_page
    for context in contexts.values():
        context.close()
    assert not complaints.texts, "\n".join(complaints.texts)


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Fail when axe finds anything to say about a page, best practices included."""
    axe = Axe()
    # To read style sheets again, axe would write style elements, which the policy refuses aloud; only
    # an experimental rule, not asked here, needs them.
    options = {"preload": False}

    def check(page: Page) -> None:
        violations = axe.run(page, options=options).response["violations"]
        assert not violations, "\n".join(
            f"{rule['id']}: {rule['help']} — {node['html']}"
            for rule in violations
            for node in rule["nodes"]
        )

    return check


@pytest.fixture
def enter(visit) -> Callable[..., Page]:
    """Return ``enter(path, *groups, **options)``: a page of the admin, seen by someone logged in."""

    def open_page(path: str, *groups: str, **options) -> Page:
        editor = make_editor(*(groups or ("rédaction", "publication")))
        page = visit(f"/admin/login/?next={path}", **options)
        page.fill("#id_username", editor.username)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        expect(page.get_by_role("button", name="Déconnexion")).to_be_visible()
        return page

    return open_page
