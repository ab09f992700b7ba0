"""Deleting several rows: what goes along is said, what may not go stays, and says why."""

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dispositifs.models import Dispositif
from essaimage.common.models import Source, Term
from tests.assertions import assert_contains
from tests.client import InspectingClient
from tests.factories import make_citation, make_dispositif, make_editor, make_source, make_term

from .bulk import asked, confirmed

pytestmark = pytest.mark.django_db
TERMS, SOURCES = "/admin/common/term/", "/admin/common/source/"


def test_what_goes_along_is_said_before_anything_goes(admin_client):
    term = make_term(title="Essaimage")
    make_citation(term)

    page = asked(admin_client, TERMS, "delete_selected", term)

    assert_contains(page, "Essaimage", "Publié", "supprimé, avec 2 faits sourcés", "archivez-la")
    assert Term.objects.exists()


def test_what_was_confirmed_goes_and_its_title_stays_in_the_history(admin_client):
    confirmed(admin_client, TERMS, "delete_selected", make_term(title="Essaimage"), make_term())

    assert not Term.objects.exists()
    entries = LogEntry.objects.filter(action_flag=DELETION)
    assert {entry.object_repr for entry in entries} >= {"Essaimage"}
    assert len(entries) == 2


def test_what_others_lean_on_stays_and_says_who_does(admin_client):
    used, free = make_source(title="Citée"), make_source(title="Libre")
    make_citation(make_term(title="Réseau"), source=used, fact="Un fait appuyé.")

    page = asked(admin_client, SOURCES, "delete_selected", used, free)
    assert_contains(page, "D’autres contenus s’appuient dessus", "1 ligne va changer")
    confirmed(admin_client, SOURCES, "delete_selected", used, free)

    assert Source.objects.filter(pk=used.pk).exists()
    assert not Source.objects.filter(pk=free.pk).exists()


def test_a_writer_deletes_drafts_and_leaves_what_is_public():
    writer = InspectingClient()
    writer.force_login(make_editor("rédaction"))
    draft = make_dispositif(status="brouillon", natures=["pret"])
    public = make_dispositif()
    url = "/admin/dispositifs/dispositif/"

    page = asked(writer, url, "delete_selected", draft, public)
    confirmed(writer, url, "delete_selected", draft, public)

    assert_contains(page, "Vos droits ne le permettent pas.")
    assert list(Dispositif.objects.all()) == [public]


def test_a_deletion_costs_the_same_to_look_at_for_2_rows_and_for_50(admin_client):
    def cost(rows) -> int:
        with CaptureQueriesContext(connection) as queries:
            page = asked(admin_client, TERMS, "delete_selected", *rows)
        assert len(page.context["changing"]) == len(rows)
        return len(queries)

    few = [make_term() for _ in range(2)]
    cost(few)

    assert cost(few) == cost([make_term() for _ in range(50)])
