"""Tables in a real browser, without JavaScript: thirty lines of which six are wrong, put right and kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from dispositifs.models import Dispositif
from tests.desk.tables.helpers import csv_file
from tests.desk.tables.test_pages import thirty_lines
from tests.factories import make_dispositif, make_editor

PASSWORD = "mot-de-passe-long"
IMPORT = "/admin/tableaux/dispositifs/importer/"


@pytest.fixture
def enter(visit) -> Callable[..., Page]:
    """Return ``enter(path, **options)``: a page of the admin, seen by an editor who publishes."""

    def open_page(path: str, **options) -> Page:
        editor = make_editor("publication")
        page = visit(f"/admin/login/?next={path}", **options)
        page.fill("#id_username", editor.username)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        expect(page.get_by_role("button", name="Déconnexion")).to_be_visible()
        return page

    return open_page


def choose(page: Page, rows: list[list[str]], button: str) -> None:
    """Choose a file and send it."""
    file = FilePayload(name="aides.csv", mimeType="text/csv", buffer=csv_file(rows, "cp1252"))
    page.get_by_label("Le fichier").set_input_files(file)
    page.get_by_role("button", name=button).click()


def test_thirty_lines_of_which_six_are_wrong_are_put_right(enter):
    before = Dispositif.objects.count()
    rows = thirty_lines()
    page = enter(IMPORT, javascript=False)

    choose(page, rows, "Essayer ce fichier")
    expect(page.get_by_text("6 cases à corriger, sur 6 lignes.")).to_be_visible()
    expect(page.get_by_role("button", name="Confirmer")).to_have_count(0)
    rows[4][2], rows[8][4], rows[12][5] = "Régionale", "Subvention", ""
    rows[16][0], rows[20][6], rows[24][1] = "Appui 16", "https://exemple.fr", "Court."
    choose(page, rows, "Essayer à nouveau")
    page.get_by_role("button", name="créer 30 fiches").first.click()

    expect(page.get_by_text("Import fait : 30 créées.")).to_be_visible()
    assert Dispositif.objects.count() == before + 30


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_tables_are_accessible(enter, assert_accessible, dark):
    make_dispositif()
    page = enter("/admin/tableaux/dispositifs/exporter/", dark=dark)
    assert_accessible(page)
    page.goto(IMPORT)
    page.get_by_text("Ce qu’on écrit dans chaque colonne").click()
    assert_accessible(page)

    choose(page, thirty_lines(), "Essayer ce fichier")

    expect(page.get_by_role("heading", name="À corriger")).to_be_visible()
    assert_accessible(page)


def test_tables_fit_a_phone(enter):
    page = enter(IMPORT, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    choose(page, thirty_lines(), "Essayer ce fichier")

    expect(page.get_by_role("heading", name="À corriger")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
