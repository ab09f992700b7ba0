"""Reported errors in their list and on the desk: right counts, few queries, and who sees them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essaimage.desk.corrections.waiting import waiting
from essaimage.desk.sections import Desk, section_named
from tests import factories as make
from tests.assertions import assert_contains, assert_not_contains

from .settling import act, address, enter

pytestmark = pytest.mark.django_db
LIST = "/admin/desk/correction/"


def test_the_list_asks_as_much_of_the_database_for_fifty_rows():
    client, counts = enter(), []
    for total in (1, 49):
        for number in range(total):
            make.make_correction(proposed=f"Texte {number}.")
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(LIST)
        counts.append(len(queries))

    assert page.context["cl"].result_count == 50
    assert counts[0] == counts[1]


def test_the_desk_tells_what_waits_the_oldest_first():
    fiche = make.make_term(title="Essaimage")
    first = make.make_correction(fiche, proposed="Ceci.")
    make.make_correction(fiche, proposed="ceci")
    second = make.make_correction(fiche, proposed="Cela.")
    settled = make.make_correction(fiche, proposed="Autre.")
    client = enter()
    act(client, settled, "classer")

    section = section_named(Desk(make.make_editor("rédaction")), "erreurs-signalees")
    page = client.get("/admin/")
    listed = client.get(section.elsewhere)

    assert section.count == waiting().count() == listed.context["cl"].result_count == 2
    assert [row.address for row in section.rows] == [address(first), address(second)]
    assert_contains(page, "Erreurs signalées", "Essaimage : La définition", address(first))


def test_the_desk_tells_nothing_to_those_without_the_right():
    make.make_correction(make.make_term(title="Secret"))

    assert section_named(Desk(make.make_editor()), "erreurs-signalees") is None


def test_both_groups_settle_and_publication_deletes():
    correction = make.make_correction()
    delete = address(correction).replace("change", "delete")

    assert_not_contains(enter("rédaction").get(address(correction)), delete)
    assert enter("rédaction").get(delete).status_code == 403
    assert_contains(enter("publication").get(address(correction)), delete)
    assert enter("publication").get("/admin/desk/correction/add/").status_code == 403


def test_a_report_nobody_knows_leads_to_the_desk():
    assert enter().get("/admin/desk/correction/999999/change/").status_code == 302
    assert enter().get("/admin/desk/correction/x/change/").status_code == 302


def test_the_words_of_visitors_are_found():
    make.make_correction(proposed="Le taux a changé.")

    assert_contains(enter().get(LIST, {"q": "taux"}), "Le taux a changé.")
