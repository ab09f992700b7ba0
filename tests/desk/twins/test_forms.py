"""An editor who writes what is there already is told, and goes on if they will."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dispositifs.models import Dispositif, Partenaire
from essaimage.common.models import Source, Term
from essaimage.desk.sections import Desk, section_named
from essaimage.desk.twins.finding import pairs, twins_of
from essaimage.desk.twins.models import TwinsApart
from tests import factories
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient

from ..forms import filled

pytestmark = pytest.mark.django_db

ADD = "/admin/common/term/add/"
QUICK = {"title": "Les villages d'avenir", "summary": "Un appui aux communes rurales."}


@pytest.fixture
def editor() -> InspectingClient:
    client = InspectingClient()
    client.force_login(factories.make_editor("rédaction", "publication"))
    return client


def key_of(row) -> str:
    return f"{row._meta.label_lower}:{row.code}"


def test_a_title_close_to_another_is_told_with_the_way_to_it(editor):
    there = factories.make_term(title="Villages d’avenir")

    page = editor.post(ADD, QUICK)

    assert page.status_code == 200
    assert_contains(page, "Est-ce un doublon ?")
    assert_contains(page, f"/admin/common/term/{there.pk}/change/")
    assert_contains(page, "même titre")
    assert Term.objects.count() == 1


def test_the_box_goes_on_and_is_remembered(editor):
    there = factories.make_term(title="Villages d’avenir")

    page = editor.post(ADD, QUICK | {"pas_un_doublon": key_of(there)})

    assert page.status_code == 302
    added = Term.objects.exclude(pk=there.pk).get()
    assert TwinsApart.objects.keys() == {tuple(sorted((key_of(there), key_of(added))))}
    assert twins_of(added) == []


def test_another_twin_found_meanwhile_is_told_all_the_same(editor):
    there = factories.make_term(title="Villages d’avenir")
    factories.make_term(title="Village d’avenir")

    page = editor.post(ADD, QUICK | {"pas_un_doublon": key_of(there)})

    assert_contains(page, "Est-ce un doublon ?")
    assert_not_contains(page, f'value="{key_of(there)}"')


def test_a_title_of_its_own_asks_nothing(editor):
    factories.make_term(title="Villages d’avenir (Bretagne)")

    assert editor.post(ADD, QUICK | {"title": "Villages d’avenir (Normandie)"}).status_code == 302


def test_an_acronym_and_a_repere_count_too(editor):
    factories.make_dispositif(title="Dispositif local d’accompagnement", sigle="DLA")
    factories.make_dispositif_repere(name="Fonds du bocage")

    acronym = twins_of(Dispositif(title="DLA"))
    repere = twins_of(Dispositif(title="Le fonds du bocage"))

    assert [why for _, why in acronym] == ["même nom"]
    assert [each.name for each, _ in repere] == ["Fonds du bocage"]


def test_a_sheet_whose_title_was_not_touched_is_saved_without_a_word(editor):
    one = factories.make_term(title="Villages d’avenir")
    factories.make_term(title="Village d’avenir")
    address = f"/admin/common/term/{one.pk}/change/"

    saved = editor.post(address, filled(editor.get(address)) | {"false_friend": "Autre sens."})

    assert saved.status_code == 302


def test_a_title_changed_into_another_is_told(editor):
    one = factories.make_term(title="Bourgs d’avenir")
    factories.make_term(title="Villages d’avenir")
    address = f"/admin/common/term/{one.pk}/change/"
    data = filled(editor.get(address)) | {"title": "Village d’avenir"}

    page = editor.post(address, data)
    again = filled(page)
    done = editor.post(address, data | {"pas_un_doublon": keys_sent(page)})

    assert_contains(page, "Est-ce un doublon ?")
    assert again["title"] == ["Village d’avenir"]  # nothing typed is lost
    assert done.status_code == 302
    one.refresh_from_db()
    assert one.title == "Village d’avenir"


def keys_sent(page) -> str:
    """What the box sends."""
    return page.content.decode().partition('name="pas_un_doublon" value="')[2].partition('"')[0]


def test_the_same_site_is_told_for_a_partner_even_with_another_name(editor):
    factories.make_partenaire(title="Avise", website="https://www.exemple.fr/")

    found = twins_of(Partenaire(title="Agence d’appui", website="http://exemple.fr/index.html"))

    assert [why for _, why in found] == ["même page officielle"]


def test_schemes_may_share_the_front_page_of_who_runs_them():
    factories.make_dispositif(title="Une aide", site_url="https://exemple.fr/")
    factories.make_dispositif(title="Une bourse", site_url="https://exemple.fr/bourse")

    assert twins_of(Dispositif(title="Autre chose", site_url="https://exemple.fr")) == []
    assert twins_of(Dispositif(title="Autre chose", site_url="https://exemple.fr/bourse/"))


def test_a_source_is_written_once(editor):
    factories.make_source(title="Un rapport", url="https://exemple.fr/rapport.pdf")
    data = {
        "publisher": "Un éditeur",
        "title": "Le rapport",
        "url": "http://www.exemple.fr/rapport.pdf#page=2",
        "date_precision": "jour",
        "extent": "extrait",
    }
    shown = editor.get("/admin/common/source/add/")

    page = editor.post("/admin/common/source/add/", filled(shown) | data)

    assert_contains(page, "même adresse")
    assert Source.objects.count() == 1


def test_other_faults_are_told_first(editor):
    factories.make_term(title="Villages d’avenir")

    page = editor.post(ADD, QUICK | {"summary": "x" * 301})

    assert_not_contains(page, "Est-ce un doublon ?")


@pytest.mark.parametrize("sent", ["", ",", "n’importe:quoi", "a.b:", "x" * 500, "a.b:c,d.e:f"])
def test_a_strange_box_breaks_nothing(editor, sent):
    factories.make_term(title="Villages d’avenir")

    page = editor.post(ADD, QUICK | {"pas_un_doublon": sent})

    assert_contains(page, "Est-ce un doublon ?")


# --- The list of pairs ----------------------------------------------------------------------------


def test_the_desk_lists_pairs_until_they_are_said_to_be_two(editor):
    one = factories.make_term(title="Villages d’avenir")
    other = factories.make_term(title="Village d’avenir")
    user = factories.make_editor("rédaction")
    (row,) = section_named(Desk(user), "doublons").rows

    done = editor.post(row.click.address, {row.click.name: row.click.value, "next": "/admin/"})

    assert done["Location"] == "/admin/"
    assert key_of(one) in row.click.value
    assert key_of(other) in row.click.value
    assert section_named(Desk(user), "doublons").count == 0
    TwinsApart.objects.all().delete()
    assert section_named(Desk(user), "doublons").count == 1


@pytest.mark.parametrize("sent", ["", "a.b:c", "a.b:c a.b:c", "a b", "a.b:c d.e:f g.h:i"])
def test_a_strange_pair_is_not_kept(editor, sent):
    done = editor.post("/admin/desk/twinsapart/dire/", {"deux": sent, "next": "//piege.exemple/"})

    assert done["Location"] == "/admin/desk/twinsapart/"
    assert not TwinsApart.objects.exists()


def test_saying_it_needs_a_right_and_a_button(editor):
    nobody = InspectingClient()
    nobody.force_login(factories.make_editor())

    assert editor.get("/admin/desk/twinsapart/dire/").status_code == 405
    assert nobody.post("/admin/desk/twinsapart/dire/", {"deux": "a.b:c a.b:d"}).status_code == 403
    assert section_named(Desk(factories.make_editor()), "doublons") is None


def test_pairs_cost_the_same_for_2_sheets_and_for_50():
    factories.make_term(title="Villages d’avenir")
    with CaptureQueriesContext(connection) as alone:
        pairs([Term])
    for number in range(49):
        factories.make_term(title=f"Village d’avenir {number}")

    with CaptureQueriesContext(connection) as crowded:
        pairs([Term])

    assert len(crowded) == len(alone)
