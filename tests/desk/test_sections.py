"""What the front page of the desk says is to be done: who sees what, in what order, and right counts."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.admin.models import ADDITION
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essaimage.desk.sections import SECTIONS, Desk, Urgency, sections_for
from essaimage.search.models import Miss
from tests import factories
from tests.assertions import assert_contains, assert_not_contains

from .sections import TODAY, ago, client_of, log, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return factories.make_editor("rédaction")


@pytest.fixture
def publisher():
    return factories.make_editor("rédaction", "publication")


def fill(publisher) -> None:
    """Give every section something to do."""
    mine = factories.make_dispositif(title="Mon brouillon", status="brouillon")
    log(publisher, mine, ADDITION)
    for number in range(7):
        factories.make_term(title=f"À lire {number}", status="a_relire")
        factories.make_term(title=f"Ébauche {number}", status="brouillon")
        factories.make_message(email=f"v{number}@exemple.fr")
        Miss.objects.create(word=f"mot {number}", times=number + 1, last_seen=TODAY)
        scheme = factories.make_dispositif(title=f"Aide {number}")
        soon = factories.make_dispositif(title=f"Bientôt {number}")
        factories.make_window(dispositif=scheme, opens=None, closes=ago(40 + number))
        factories.make_window(dispositif=soon, opens=None, closes=TODAY + timedelta(days=number))


# --- Counts ---------------------------------------------------------------------------------------


def test_each_count_is_what_its_whole_list_shows(publisher):
    fill(publisher)
    client = client_of(publisher)

    for section in sections_for(Desk(publisher)):
        page = client.get(section.address, follow=True)
        shown = (
            page.context["cl"].result_count
            if section.elsewhere
            else rows_over_pages(client, section)
        )

        assert shown == section.count, section.slug
        assert section.count or section.empty, section.slug


def rows_over_pages(client, section) -> int:
    """Count the rows of a section's own list, page after page."""
    total, address = 0, section.address
    while address:
        html = client.get(address).content.decode()
        total += html.count("data-ligne")
        following = re.search(r'href="(\?page=\d+)">Suivant', html)
        address = section.address + following[1] if following else ""
    return total


def test_the_front_page_shows_a_few_rows_and_the_exact_count(publisher):
    fill(publisher)
    html = client_of(publisher).get("/admin/").content.decode()

    part = html.split('data-attente="a-relire"')[1].split("</section>")[0]
    assert 'data-total="7"' in part
    assert part.count("data-ligne") == 5
    assert "/admin/bureau/a-relire/" in part


def test_the_lists_by_missing_thing_hold_what_they_announce(publisher):
    fill(publisher)
    client = client_of(publisher)

    ways = SECTIONS["manques"](Desk(publisher)).ways

    assert ways
    for way in ways:
        announced = int(way.label.rpartition(":")[2])
        assert client.get(way.address).context["cl"].result_count == announced, way.label


def test_every_row_leads_to_a_page_that_holds_its_anchor(publisher):
    fill(publisher)
    client = client_of(publisher)

    for section in sections_for(Desk(publisher)):
        for row in section.rows[:1]:
            for address in [row.address, *(way.address for way in row.links if not way.is_outside)]:
                path, _, anchor = address.partition("#")
                page = unescape(client.get(path).content.decode())
                assert not anchor or f'id="{anchor}"' in page, address


# --- Whose it is ------------------------------------------------------------------------------------


def test_a_draft_is_that_of_who_began_it_or_wrote_it_last(writer, publisher):
    begun = factories.make_term(title="Commencé par elle", status="brouillon")
    log(writer, begun, ADDITION)
    log(publisher, begun)
    other = factories.make_term(title="Commencé par lui", status="brouillon")
    log(publisher, other, ADDITION)
    factories.make_term(title="Sans auteur", status="brouillon")

    assert titles(writer, "mes-brouillons") == ["Commencé par elle"]
    assert set(titles(writer, "brouillons")) == {"Commencé par lui", "Sans auteur"}
    assert set(titles(publisher, "mes-brouillons")) == {"Commencé par elle", "Commencé par lui"}


def test_what_is_to_review_is_for_who_publishes_the_oldest_first(writer, publisher):
    first = factories.make_term(title="Le plus ancien", status="a_relire")
    factories.make_term(title="Le plus récent", status="a_relire")
    type(first).objects.filter(pk=first.pk).update(updated_at=timezone.now() - timedelta(days=3))

    review = SECTIONS["a-relire"](Desk(publisher))
    assert [row.title for row in review.rows] == ["Le plus ancien", "Le plus récent"]
    assert review.urgency == Urgency.NOW
    assert SECTIONS["a-relire"](Desk(writer)).urgency == Urgency.WHEN_POSSIBLE
    assert_contains(client_of(writer).get("/admin/"), "Rien à faire de votre côté")


def test_who_may_not_touch_what_is_published_is_not_asked_to(writer, publisher):
    fill(publisher)

    assert SECTIONS["ferme-bientot"](Desk(writer)) is None
    assert SECTIONS["ferme-sans-suite"](Desk(writer)) is None
    assert SECTIONS["a-revoir"](Desk(writer)) is None
    assert not [title for title in titles(writer, "manques") if title.startswith("Aide")]
    assert client_of(writer).get("/admin/bureau/a-revoir/").status_code == 404


def test_an_account_without_a_group_has_nothing_to_do():
    nobody = factories.make_editor()

    assert sections_for(Desk(nobody)) == []
    assert_not_contains(client_of(nobody).get("/admin/"), "Rien à faire ici", "Toutes les listes")


# --- What is said -----------------------------------------------------------------------------------


def test_an_empty_desk_says_so(publisher):
    page = client_of(publisher).get("/admin/")

    assert_contains(page, "Rien à faire", "Aucun message n’attend de réponse.", "est à jour")
    assert_not_contains(page, "Commencez par")


def test_the_page_begins_with_the_first_thing_to_do(publisher):
    fill(publisher)

    page = client_of(publisher).get("/admin/")

    assert_contains(page, "Commencez par", "À faire maintenant", "À surveiller")
    assert all(section.why.endswith((".", "?")) for section in sections_for(Desk(publisher)))


def test_a_section_leads_to_the_chapter_that_says_how(publisher):
    client = client_of(publisher)
    chapters = [section.guide for section in sections_for(Desk(publisher)) if section.guide]

    assert chapters
    assert {client.get(chapter.address).status_code for chapter in chapters} == {200}


def test_a_vain_search_leads_to_forms_that_bear_its_words(publisher):
    Miss.objects.create(word="garage solidaire", times=3, last_seen=TODAY)
    client = client_of(publisher)

    synonym, fiche = SECTIONS["recherches"](Desk(publisher)).rows[0].links

    assert_contains(client.get(synonym.address), 'value="garage solidaire"')
    assert_contains(client.get(fiche.address), "garage solidaire")


# --- Cost -------------------------------------------------------------------------------------------


def test_the_front_page_costs_the_same_for_5_fiches_and_for_155(publisher):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/admin/").status_code == 200
        return len(seen)

    client = client_of(publisher)
    fill_once(publisher)
    client.get("/admin/")
    alone = queries()
    for _ in range(30):
        fill_once(publisher)

    assert queries() == alone


def fill_once(publisher) -> None:
    """One thing to do of each kind: five sheets."""
    draft = factories.make_dispositif(status="brouillon")
    log(publisher, draft, ADDITION)
    factories.make_term(status="a_relire")
    factories.make_term(status="brouillon")
    factories.make_case(verified_on=None)
    scheme = factories.make_dispositif()
    factories.make_window(dispositif=scheme, opens=None, closes=TODAY)
    factories.make_message()


def test_what_visitors_read_is_completed_before_drafts(publisher):
    factories.make_dispositif(title="En chantier", status="brouillon")
    factories.make_dispositif(title="Publiée, presque pleine", steps="Écrire.", body="Un texte.")

    rows = SECTIONS["manques"](Desk(publisher)).rows

    assert [row.title for row in rows][-1] == "En chantier"
    assert rows[len(rows) - 1].detail.endswith(", brouillon")
