"""The pages of tables: who may open them, what an editor reads there, from a wrong file to a right one."""

import re

import pytest
from django.urls import reverse

from dispositifs.models import Dispositif
from essaimage.common.models import Version
from essaimage.desk.models import ImportRun
from essaimage.desk.tables.reading import MAX_BYTES
from tests.assertions import assert_contains, assert_not_contains, text_of
from tests.client import InspectingClient
from tests.factories import make_dispositif, make_editor, make_import_run, make_nature

from .helpers import GOOD, SCHEME, changed, csv_file, exported, send

pytestmark = pytest.mark.django_db
IMPORT, EXPORT = "/admin/tableaux/dispositifs/importer/", "/admin/tableaux/dispositifs/exporter/"


def client_of(*groups: str) -> InspectingClient:
    client = InspectingClient()
    client.force_login(make_editor(*groups))
    return client


@pytest.fixture
def writer() -> InspectingClient:
    return client_of("rédaction")


@pytest.fixture
def publisher() -> InspectingClient:
    return client_of("publication")


def thirty_lines() -> list[list[str]]:
    """Thirty schemes of which six are wrong."""
    make_nature("subvention", label="Subvention")
    rows = [[f"Appui {number}", *GOOD[1:], "", ""] for number in range(1, 31)]
    rows[3][2] = "Regionnale"
    rows[7][4] = "Subvention, don"
    rows[11][5] = "31/02/2026"
    rows[15][0] = ""
    rows[19][6] = "exemple"
    rows[23][1] = "Un résumé trop long. " * 20
    return [[*SCHEME, "Terminé le", "Page officielle"], *rows]


def test_thirty_lines_of_which_six_are_wrong(writer):
    rows = thirty_lines()

    page = send(writer, csv_file(rows, "cp1252"))

    assert_contains(page, "6 cases à corriger, sur 6 lignes", "Rien n’a été écrit")
    assert_contains(page, "« Regionnale » n’est pas un choix possible.", "Régionale ?")
    told = re.findall(r'<th scope="row"[^>]*>(\d+)</th>', page.content.decode())
    assert told == ["5", "9", "13", "17", "21", "25"]
    assert_not_contains(page, "Confirmer :")
    assert not Dispositif.objects.exists()


def test_the_corrected_file_is_written_in_one_go(writer):
    rows = thirty_lines()
    run = send(writer, csv_file(rows)).context["run"]
    given = writer.get(reverse("admin:import-annotated", args=[run.pk])).content.decode("utf-8-sig")
    rows[4][2], rows[8][4], rows[12][5] = "Régionale", "Subvention", ""
    rows[16][0], rows[20][6], rows[24][1] = "Appui 16", "https://exemple.fr", "Court."

    page = send(writer, csv_file(rows))
    assert_contains(page, "Confirmer : créer 30 fiches")
    done = writer.post(reverse("admin:import-confirm", args=[page.context["run"].pk]), follow=True)

    assert given.startswith("À corriger;Titre;")
    assert "n’est pas un choix possible." in given
    assert_contains(done, "Import fait : 30 créées")
    assert Dispositif.objects.filter(status="brouillon").count() == 30
    assert Version.objects.filter(origin="import").count() == 30


def test_the_list_of_faults_is_a_table(writer):
    run = send(writer, csv_file(thirty_lines())).context["run"]

    file = writer.get(reverse("admin:import-faults", args=[run.pk]))

    assert len(file.content.decode("utf-8-sig").splitlines()) == 7


def test_the_file_with_its_faults_comes_back_as_it_is(writer):
    run = send(writer, csv_file(thirty_lines())).context["run"]
    given = writer.get(reverse("admin:import-annotated", args=[run.pk])).content

    again = send(writer, given)

    assert_contains(again, "6 cases à corriger, sur 6 lignes")


def test_a_change_is_shown_from_what_it_was_to_what_it_becomes(publisher):
    make_dispositif(title="Un appui", cost="Gratuit")
    rows = changed(exported(), 1, {"Coût pour qui demande": "10 euros par an"})

    page = send(publisher, csv_file(rows))

    assert_contains(page, "Coût pour qui demande Gratuit → 10 euros par an", "modifier 1 fiche")
    assert Dispositif.objects.get().cost == "Gratuit"


def test_the_same_file_confirmed_twice_is_written_once(publisher):
    make_nature("subvention")
    run = send(publisher, csv_file([SCHEME, GOOD])).context["run"]
    address = reverse("admin:import-confirm", args=[run.pk])

    publisher.post(address)
    again = publisher.post(address, follow=True)

    assert_contains(again, "Cet import a déjà été confirmé.")
    assert Dispositif.objects.count() == 1


def test_the_plan_is_shown_again_when_the_site_has_moved(publisher):
    scheme = make_dispositif(title="Un appui", cost="Gratuit")
    rows = changed(exported(), 1, {"Coût pour qui demande": "10 euros"})
    run = send(publisher, csv_file(rows)).context["run"]
    Dispositif.objects.filter(pk=scheme.pk).update(cost="Une cotisation")

    page = publisher.post(reverse("admin:import-confirm", args=[run.pk]), follow=True)

    assert_contains(page, "Le contenu du site a changé depuis l’essai")
    assert_contains(page, "reste « Une cotisation »", "le fichier disait « 10 euros »")
    assert Dispositif.objects.get().cost == "Une cotisation"


def test_a_trial_may_be_dropped(writer):
    run = send(writer, csv_file(thirty_lines())).context["run"]

    page = writer.post(reverse("admin:import-drop", args=[run.pk]), follow=True)

    assert_contains(page, "Essai abandonné")
    assert not ImportRun.objects.exists()


def test_the_sheets_of_an_import_are_given_back_with_their_mark(publisher):
    make_nature("subvention")
    run = send(publisher, csv_file([SCHEME, GOOD])).context["run"]
    publisher.post(reverse("admin:import-confirm", args=[run.pk]))

    file = publisher.post(reverse("admin:import-brought", args=[run.pk])).content
    again = send(publisher, file)

    assert_contains(again, "Rien à écrire")


def test_an_export_takes_what_the_list_shows(writer):
    make_dispositif(title="Rural", ruralite="rural_reserve")
    make_dispositif(title="Partout")
    query = "?ruralite__exact=rural_reserve&o=-1"

    listed = writer.get(f"/admin/dispositifs/dispositif/{query}")
    page = writer.get(f"{EXPORT}{query}")
    file = writer.post(f"{EXPORT}{query}", {"format": "csv"})

    assert_contains(listed, "Exporter", "Importer")
    assert_contains(page, "1 fiche", "celles que montrait la liste avec ses filtres")
    text = file.content.decode("utf-8-sig")
    assert ("Rural" in text, "Partout" in text) == (True, False)
    assert file["Content-Disposition"] == 'attachment; filename="dispositifs.csv"'


@pytest.mark.parametrize(
    "query", ["?o=9999", "?p=12", "?status__exact=zzz", "?inconnu=1", "?q=%22"]
)
def test_an_export_never_crashes_on_its_address(writer, query):
    make_dispositif()

    assert writer.get(f"{EXPORT}{query}", follow=True).status_code == 200


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("slug", ["dispositifs", "partenaires", "pionniers"])
def test_the_template_says_each_column_and_is_an_empty_table(publisher, slug, ending):
    content = publisher.get(f"/admin/tableaux/{slug}/modele.{ending}").content

    page = send(publisher, content, f"modele.{ending}", slug)

    assert_contains(page, "Rien à écrire")


def test_what_one_may_do_depends_on_ones_rights(client):
    watcher, nobody = client_of(), client
    run = make_import_run()
    addresses = [IMPORT, EXPORT, "/admin/tableaux/dispositifs/modele.csv"]

    assert [watcher.get(address).status_code for address in addresses] == [403, 403, 403]
    assert watcher.get(reverse("admin:import-run", args=[run.pk])).status_code == 403
    assert [nobody.get(address).status_code for address in addresses] == [302, 302, 302]
    assert nobody.post(IMPORT).status_code == 302


def test_a_trial_belongs_to_who_tried_it(writer, publisher):
    run = send(writer, csv_file(thirty_lines())).context["run"]

    for name in ("run", "faults", "annotated"):
        assert publisher.get(reverse(f"admin:import-{name}", args=[run.pk])).status_code == 403
    for name in ("confirm", "drop", "brought"):
        assert publisher.post(reverse(f"admin:import-{name}", args=[run.pk])).status_code == 403


def test_pages_that_write_refuse_to_be_only_looked_at(publisher):
    run = make_import_run()

    for name in ("confirm", "drop", "brought"):
        assert publisher.get(reverse(f"admin:import-{name}", args=[run.pk])).status_code == 405
    assert publisher.get("/admin/tableaux/inconnu/importer/").status_code == 404
    assert publisher.get(reverse("admin:import-run", args=[999])).status_code == 404


def test_a_form_without_its_key_is_refused():
    client = InspectingClient(enforce_csrf_checks=True)
    client.force_login(make_editor("publication"))

    assert client.post(IMPORT, {"fichier": ""}).status_code == 403


def test_an_empty_or_unreadable_file_says_so_on_its_page(writer):
    assert_contains(writer.post(IMPORT), "Choisissez un fichier", status=400)
    assert_contains(send(writer, b" "), "Le fichier est vide.", status=400)
    assert_contains(send(writer, b"%PDF-1.7 x"), "document PDF", status=400)


def test_a_file_too_large_is_refused_before_it_is_kept(writer):
    page = send(writer, b"x" * (MAX_BYTES + 200_000))

    assert page.status_code == 413
    assert "20 Mo au plus sont acceptés" in text_of(page)


def test_a_writer_publishes_nothing_and_touches_nothing_public(writer):
    make_dispositif(title="Publique", cost="Gratuit")
    rows = changed(exported(), 1, {"Coût pour qui demande": "10 euros"})
    make_nature("subvention")

    public = send(writer, csv_file(rows))
    publishing = send(writer, csv_file([[*SCHEME, "Statut"], [*GOOD, "Publié"]]))

    assert_contains(public, "Cette fiche est visible sur le site", "1 case à corriger")
    assert_contains(publishing, "Publier ou archiver revient au groupe « publication ».")


def test_a_publisher_publishes_when_the_column_says_so_and_a_fact_is_there(publisher):
    draft = make_dispositif(title="Prête", status="brouillon", published_at=None)
    make_dispositif(title="Sans fait", status="brouillon", published_at=None, dated=False)
    table = exported()
    right = changed(table, 1, {"Statut": "Publié"})
    wrong = changed(right, 2, {"Statut": "Publié"})

    refused = send(publisher, csv_file(wrong))
    page = send(publisher, csv_file(right))
    publisher.post(reverse("admin:import-confirm", args=[page.context["run"].pk]))

    draft.refresh_from_db()
    assert_contains(refused, "au moins un fait dont la source est datée", "1 case à corriger")
    assert_contains(page, "Publiées par cet import 1")
    assert draft.is_published
