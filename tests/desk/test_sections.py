"""What the front page of the desk says is to be done: who sees what, in what order, and right counts."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essaimage.common.models import Move, Step
from essaimage.desk.sections import SECTIONS, Desk, Urgency, sections_for
from essaimage.search.models import Miss
from tests import factories
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ago = lambda days: TODAY - timedelta(days=days)  # noqa: E731


def log(user, fiche, flag=CHANGE) -> None:
    LogEntry.objects.log_actions(user.pk, [fiche], flag, single_object=True)


@pytest.fixture
def writer():
    return factories.make_editor("rédaction")


@pytest.fixture
def publisher():
    return factories.make_editor("rédaction", "publication")


def client_of(user) -> InspectingClient:
    client = InspectingClient()
    client.force_login(user)
    return client


def titles(user, slug: str) -> list[str]:
    """Return the titles of the rows of a section, in order."""
    return [row.title for row in SECTIONS[slug](Desk(user)).rows]


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

    assert_contains(page, "Rien à faire", "Aucun message n’attend de réponse.", "tout est à jour")
    assert_not_contains(page, "Commencez par")


def test_the_page_begins_with_the_first_thing_to_do(publisher):
    fill(publisher)

    page = client_of(publisher).get("/admin/")

    assert_contains(page, "Commencez par", "À faire maintenant", "À surveiller")
    assert all(section.why.endswith((".", "?")) for section in sections_for(Desk(publisher)))


def test_a_vain_search_leads_to_forms_that_bear_its_words(publisher):
    Miss.objects.create(word="garage solidaire", times=3, last_seen=TODAY)
    client = client_of(publisher)

    synonym, fiche = SECTIONS["recherches"](Desk(publisher)).rows[0].links

    assert_contains(client.get(synonym.address), 'value="garage solidaire"')
    assert_contains(client.get(fiche.address), "garage solidaire")


# --- Windows ----------------------------------------------------------------------------------------


def test_windows_that_close_within_thirty_days(publisher):
    for title, days in (("Hier", -1), ("Ce soir", 0), ("Trente", 30), ("Plus tard", 31)):
        scheme = factories.make_dispositif(title=title)
        factories.make_window(dispositif=scheme, opens=None, closes=TODAY + timedelta(days=days))
    over = factories.make_dispositif(title="Finie", vie="termine", ended_on=ago(1))
    factories.make_window(dispositif=over, opens=None, closes=TODAY)
    draft = factories.make_dispositif(title="Cachée", status="brouillon")
    factories.make_window(dispositif=draft, opens=None, closes=TODAY)

    assert titles(publisher, "ferme-bientot") == ["Ce soir", "Trente"]
    assert titles(publisher, "ferme-sans-suite") == ["Hier"]


def test_a_closed_window_is_forgotten_once_another_is_written(publisher):
    scheme = factories.make_dispositif(title="Chaque année")
    factories.make_window(dispositif=scheme, opens=None, closes=ago(90))
    assert titles(publisher, "ferme-sans-suite") == ["Chaque année"]

    factories.make_window(dispositif=scheme, opens=TODAY + timedelta(days=60), closes=None)

    assert titles(publisher, "ferme-sans-suite") == []


def test_a_month_closes_when_its_last_day_is_behind(publisher):
    scheme = factories.make_dispositif(title="Au mois")
    factories.make_window(
        dispositif=scheme, opens=None, closes=TODAY.replace(day=1), closes_precision="mois"
    )

    assert titles(publisher, "ferme-bientot") == ["Au mois"]
    assert titles(publisher, "ferme-sans-suite") == []


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


# --- Steps and hours ----------------------------------------------------------------------------------


def test_what_was_sent_back_comes_with_its_note(writer, publisher):
    fiche = factories.make_term(title="À reprendre", status="brouillon")
    log(writer, fiche, ADDITION)
    Move.objects.create(
        model_label="common.term",
        fiche_code=fiche.code,
        step=Step.SEND_BACK,
        from_status="a_relire",
        to_status="brouillon",
        note="Il manque la source.",
        author_name="Paul",
    )

    (row,) = SECTIONS["renvoyees"](Desk(writer)).rows
    assert (row.title, row.note) == ("À reprendre", "Il manque la source.")
    assert "par Paul" in row.detail
    assert titles(writer, "mes-brouillons") == []
    assert titles(publisher, "renvoyees") == []
    assert "Il manque la source." in SECTIONS["brouillons"](Desk(publisher)).rows[0].note
    assert_contains(client_of(writer).get("/admin/"), "Il manque la source.")


def test_a_fiche_sent_again_is_no_longer_sent_back(writer, publisher):
    fiche = factories.make_term(title="Reprise", status="a_relire")
    log(writer, fiche, ADDITION)
    for minutes, step, to, note in (
        (2, Step.SEND_BACK, "brouillon", "Encore un effort."),
        (1, Step.SUBMIT, "a_relire", "C’est fait."),
    ):
        Move.objects.create(
            model_label="common.term",
            fiche_code=fiche.code,
            step=step,
            from_status="brouillon",
            to_status=to,
            note=note,
            author_name="Léa",
            moved_at=timezone.now() - timedelta(minutes=minutes),
        )

    assert titles(writer, "renvoyees") == []
    (row,) = SECTIONS["a-relire"](Desk(publisher)).rows
    assert "par Léa" in row.detail
    assert row.note == "C’est fait."


def test_what_the_clock_will_do_is_told_the_next_first(publisher):
    now = timezone.now()
    factories.make_term(title="Lundi", published_at=now + timedelta(days=2))
    factories.make_term(
        title="Bientôt finie",
        published_at=now - timedelta(days=9),
        ends_at=now + timedelta(days=1),
    )
    factories.make_term(
        title="Déjà finie", published_at=now - timedelta(days=9), ends_at=now - timedelta(days=1)
    )

    rows = SECTIONS["programmees"](Desk(publisher)).rows

    assert [row.title for row in rows] == ["Bientôt finie", "Lundi"]
    assert "sera retirée" in rows[0].detail
    assert "paraîtra" in rows[1].detail
    assert "Déjà finie" not in titles(publisher, "manques") + titles(publisher, "a-revoir")
