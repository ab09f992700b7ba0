"""An error reported is accepted in one go, mended by hand, refused or closed: by whom, and what follows."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError

from essaimage.common.models import Version
from essaimage.desk.corrections import settling
from essaimage.desk.corrections.admin import CorrectionAdmin
from essaimage.desk.models import Correction
from tests import factories as make
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient

from .settling import act, address, enter, status_of

pytestmark = pytest.mark.django_db


def test_the_page_says_side_by_side_what_there_is_to_compare():
    fiche = make.make_dispositif(site_url="https://ancien.exemple.fr/")
    correction = make.make_correction(
        fiche,
        "site_url",
        proposed="nouveau.exemple.fr",
        evidence="Voir https://preuve.exemple.fr/a.",
    )

    page = enter().get(address(correction))

    assert_contains(
        page,
        "La page disait",
        "https://ancien.exemple.fr/",
        "La même chose.",
        "nouveau.exemple.fr",
        "Serait écrit : https://nouveau.exemple.fr",
        "Accepter et corriger la page",
        'href="https://preuve.exemple.fr/a"',
        f"/admin/dispositifs/dispositif/{fiche.pk}/change/#id_site_url",
    )


def test_accepting_writes_the_value_its_version_and_the_history(client):
    fiche = make.make_dispositif(site_url="https://ancien.exemple.fr/", slug="aide")
    correction = make.make_correction(fiche, "site_url", proposed="https://nouveau.exemple.fr/")
    before = fiche.updated_at

    response = act(enter(), correction, "accepter")

    fiche.refresh_from_db()
    version = Version.objects.of(fiche).first()
    assert response.status_code == 302
    assert fiche.site_url == "https://nouveau.exemple.fr/"
    assert fiche.updated_at > before
    assert_contains(client.get("/dispositifs/aide/"), 'href="https://nouveau.exemple.fr/"')
    assert (version.origin, version.author_name) == ("correction", "Claude")
    assert f"n° {correction.pk}" in version.reason
    correction.refresh_from_db()
    assert (correction.status, correction.was_applied) == ("acceptee", True)
    assert correction.handled_name == "Claude"
    assert LogEntry.objects.get().get_change_message() == "Acceptée."


def test_accepting_the_value_of_a_row_writes_that_row_alone():
    fiche = make.make_dispositif()
    one, other = make.make_montant(fiche, maximum=1000), make.make_montant(fiche, maximum=2000)
    correction = make.make_correction(fiche, f"montants:{one.code}:maximum", proposed="1 500 €")

    act(enter(), correction, "accepter")

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.maximum, other.maximum) == (1500, 2000)
    assert Version.objects.of(fiche).first().origin == "correction"


def test_a_date_known_to_the_month_is_written_so():
    fiche = make.make_dispositif()
    window = make.make_window(fiche)
    correction = make.make_correction(fiche, f"windows:{window.code}:closes", proposed="mars 2031")

    act(enter(), correction, "accepter")

    window.refresh_from_db()
    assert (window.closes.isoformat(), window.closes_precision) == ("2031-03-01", "mois")


def test_a_mark_is_mended_too():
    repere = make.make_dispositif_repere(fact="Il existe.")

    act(enter(), make.make_correction(repere, "fact", proposed="Il a fermé."), "accepter")

    repere.refresh_from_db()
    assert repere.fact == "Il a fermé."


@pytest.mark.parametrize(
    ("point", "proposed", "said"),
    [
        ("summary", "x" * 301, "300 caractères"),
        ("title", "x" * 161, "160 caractères"),
        ("vie", "Terminé", "Un dispositif terminé a une date de fin."),
        ("ruralite", "Réservé au rural", "Dites ce qui fait"),
        ("site_url", "la page du ministère", "n’est pas lu comme une adresse"),
        ("body", "Tout est faux.", "Ce n’est pas une valeur simple"),
        ("~roles", "La CAF n’y est plus.", "Ce n’est pas une valeur simple"),
        ("autre", "Une faute.", "Ce n’est pas une valeur simple"),
    ],
)
def test_what_breaks_a_rule_is_said_and_nothing_is_written(point, proposed, said):
    fiche = make.make_dispositif(ruralite="ouvert")
    correction = make.make_correction(fiche, point, proposed=proposed)
    before = type(fiche).objects.values().get(pk=fiche.pk)

    page = act(enter(), correction, "accepter")

    assert_contains(page, "Rien n’a été enregistré.", said, "Ouvrir la fiche", status=400)
    assert type(fiche).objects.values().get(pk=fiche.pk) == before
    assert status_of(correction) == "a_traiter"
    assert not Version.objects.exists()


def test_an_empty_proposal_never_empties_a_summary():
    fiche = make.make_term(summary="Un résumé.")
    correction = make.make_correction(fiche, "summary")
    Correction.objects.filter(pk=correction.pk).update(proposed="   ")

    assert act(enter(), correction, "accepter").status_code == 400
    fiche.refresh_from_db()
    assert fiche.summary == "Un résumé."


def test_what_changed_since_is_asked_about_first():
    fiche = make.make_term(summary="Vu par la personne.")
    correction = make.make_correction(fiche, "summary", proposed="Proposé.")
    type(fiche).objects.filter(pk=fiche.pk).update(summary="Écrit depuis.")
    client = enter()

    asked = act(client, correction, "accepter")
    fiche.refresh_from_db()

    assert_contains(asked, "Vu par la personne.", "Écrit depuis.", "quand même", status=400)
    assert fiche.summary == "Écrit depuis."
    assert act(client, correction, "accepter", vu="oui").status_code == 302
    fiche.refresh_from_db()
    assert fiche.summary == "Proposé."


def test_what_the_page_says_already_is_not_written_again():
    fiche = make.make_term(summary="Avant.")
    correction = make.make_correction(fiche, "summary", proposed="Déjà dit.")
    type(fiche).objects.filter(pk=fiche.pk).update(summary="Déjà dit.")

    assert_contains(act(enter(), correction, "accepter"), "La page dit déjà cela", status=400)


def test_a_sheet_that_is_gone_can_only_be_closed():
    fiche = make.make_term()
    correction = make.make_correction(fiche)
    fiche.delete()
    client = enter()

    assert_contains(client.get(address(correction)), "La fiche n’existe plus")
    assert act(client, correction, "accepter").status_code == 400
    assert act(client, correction, "corrige").status_code == 400
    assert act(client, correction, "classer").status_code == 302


def test_those_who_may_not_change_the_sheet_may_not_accept():
    fiche = make.make_term(summary="Avant.")
    correction = make.make_correction(fiche)
    writer = enter("rédaction")

    assert_not_contains(writer.get(address(correction)), "Accepter et corriger")
    for gesture in ("accepter", "corrige"):
        assert_contains(act(writer, correction, gesture), "du groupe « publication »", status=400)
    fiche.refresh_from_db()
    assert (fiche.summary, status_of(correction)) == ("Avant.", "a_traiter")
    assert act(writer, correction, "refuser", texte="Faux.").status_code == 302


@pytest.mark.parametrize("groups", [(), ("?",)])
def test_those_without_the_right_see_nothing(groups):
    correction = make.make_correction()
    client = InspectingClient()
    client.force_login(make.make_editor())

    assert client.get(address(correction)).status_code == 403
    assert act(client, correction, "refuser", texte="x").status_code == 403
    assert InspectingClient().get(address(correction)).status_code == 302


def test_a_refusal_says_why():
    correction = make.make_correction()
    client = enter()

    mute = act(client, correction, "refuser", texte="  ")
    told = act(client, correction, "refuser", texte="La page officielle dit l’inverse.")

    assert_contains(mute, "Dites pourquoi", status=400)
    assert told.status_code == 302
    assert status_of(correction) == "refusee"
    assert_contains(client.get(address(correction)), "La page officielle dit l’inverse.")


def test_what_is_settled_is_not_settled_again():
    fiche = make.make_term(summary="Avant.")
    correction = make.make_correction(fiche)
    client = enter()
    act(client, correction, "refuser", texte="Non.")

    page = client.post(address(correction), {"geste": "accepter"}, follow=True)

    assert_contains(page, "Claude a déjà traité ce signalement", "refusée")
    fiche.refresh_from_db()
    assert fiche.summary == "Avant."


def test_an_unknown_gesture_does_nothing():
    correction = make.make_correction()

    assert act(enter(), correction, "supprimer-tout").status_code == 400
    assert status_of(correction) == "a_traiter"


def test_the_same_thing_said_twice_is_settled_once():
    fiche = make.make_dispositif(cost="Cher")
    first = make.make_correction(fiche, "cost", proposed="C’est gratuit.", email="a@exemple.fr")
    second = make.make_correction(fiche, "cost", proposed="c'est GRATUIT", email="b@exemple.fr")
    other = make.make_correction(fiche, "cost", proposed="Dix euros.")
    client = enter()

    page = client.get(address(first))
    listed = client.get("/admin/desk/correction/")
    act(client, first, "accepter")

    assert_contains(page, "2 personnes proposent la même chose", "b@exemple.fr")
    assert_contains(listed, address(first), address(other))
    assert_not_contains(listed, address(second))
    assert [status_of(row) for row in (first, second, other)] == [
        "acceptee",
        "acceptee",
        "a_traiter",
    ]
    assert_contains(client.get(address(second)), "Répondre à b@exemple.fr")


def test_a_reason_pasted_from_anywhere_is_kept_without_what_nobody_sees():
    correction = make.make_correction()

    act(enter(), correction, "refuser", texte="La\x00 source\u200b dit\r\nnon.")

    correction.refresh_from_db()
    assert correction.answer == "La source dit\nnon."


def test_a_reason_without_end_is_given_back():
    correction = make.make_correction()

    page = act(enter(), correction, "refuser", texte="Début " + "x" * 6000)

    assert_contains(page, "dépasse 5000 caractères", "Début", status=400)


def test_a_report_deleted_meanwhile_is_said(monkeypatch):
    correction = make.make_correction()
    found = CorrectionAdmin.get_object

    def then_gone(self, *args, **kwargs):
        row = found(self, *args, **kwargs)
        Correction.objects.all().delete()
        return row

    monkeypatch.setattr(CorrectionAdmin, "get_object", then_gone)
    response = act(enter(), correction, "accepter")

    assert response.status_code == 302


def test_what_the_database_refuses_at_the_last_moment_is_said(monkeypatch):
    fiche = make.make_term(summary="Avant.")
    correction = make.make_correction(fiche)

    def refuse(*args, **kwargs):
        raise IntegrityError("raced")

    monkeypatch.setattr(settling, "_write", refuse)
    page = act(enter(), correction, "accepter")

    assert_contains(page, "La base de données a refusé", status=400)
    assert status_of(correction) == "a_traiter"
