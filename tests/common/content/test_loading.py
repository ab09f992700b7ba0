"""Loading the fixtures: what follows them, and what stays as the desk made it."""

import threading

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essaimage.common.models import LoadedObject, SlugRedirect, Synonym, Term, TermCitation
from tests.common.content.conftest import TERM
from tests.factories import make_term

pytestmark = pytest.mark.django_db


def test_an_empty_database_takes_everything(folder):
    said = folder.load_text(TERM)

    term = Term.objects.published().get()
    assert term.citations.get().source.publisher == "Observatoire des réseaux"
    assert said.splitlines()[-1] == "3 créées."


def test_a_second_load_writes_nothing_and_says_so(folder):
    folder.load_text(TERM)
    updated_at = Term.objects.get().updated_at

    with CaptureQueriesContext(connection) as queries:
        said = folder.load()

    writes = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writes == []
    assert Term.objects.get().updated_at == updated_at
    assert said.splitlines()[-2:] == ["Rien n’a changé.", "3 inchangées."]


def test_an_untouched_field_follows_the_fixture(folder):
    folder.load_text(TERM)

    said = folder.load_text(TERM.replace("qui marche ici", "qui réussit ici"))

    assert Term.objects.get().summary == "Faire exister ailleurs ce qui réussit ici."
    assert said.splitlines()[-1] == "1 mise à jour, 2 inchangées."


def test_a_hand_edit_survives_and_is_reported_while_other_fields_follow(folder):
    folder.load_text(TERM)
    Term.objects.update(summary="Écrit à la main.")

    said = folder.load_text(
        TERM.replace("qui marche ici", "qui réussit ici").replace("slug: essaimage", "slug: essaim")
    )

    term = Term.objects.get()
    assert (term.summary, term.slug) == ("Écrit à la main.", "essaim")
    assert "Gardé : common.term « essaimage », champ « summary »" in said
    assert "les fixtures ont changé aussi" in said
    assert said.splitlines()[-1] == "2 inchangées, 1 gardée."


def test_a_hand_edit_is_reported_again_at_each_load(folder):
    folder.load_text(TERM)
    Term.objects.update(summary="Écrit à la main.")
    folder.load()

    said = folder.load()

    assert "champ « summary » : changé dans l’administration." in said


def test_a_text_saved_by_a_browser_is_no_edit(folder):
    folder.load_text(
        TERM.replace("status: publie", "status: publie\n    body: |\n      Un.\n\n      Deux.")
    )
    term = Term.objects.get()
    term.body = "Un.\r\n\r\nDeux."
    term.save()

    said = folder.load()

    assert said.splitlines()[-1] == "3 inchangées."


def test_what_an_editor_deleted_stays_deleted_and_is_reported(folder):
    folder.load_text(TERM)
    TermCitation.objects.all().delete()
    Term.objects.all().delete()

    said = folder.load_text(TERM.replace("qui marche ici", "qui réussit ici"))

    assert not Term.objects.exists()
    assert "Supprimé dans l’administration, le reste : common.term « essaimage »." in said
    assert said.splitlines()[-1] == "1 inchangée, 2 absentes."


def test_a_new_row_of_a_deleted_sheet_waits(folder):
    folder.load_text(TERM)
    Term.objects.all().delete()
    synonym = "- model: common.synonym\n  fields: {code: duplication, term: [essaimage], word: x}\n"

    said = folder.load_text(TERM + synonym)

    assert not Synonym.objects.exists()
    assert "Pas créé : common.synonym « duplication », car common.term « essaimage »" in said


def test_a_slug_renamed_by_an_editor_makes_no_duplicate(folder):
    folder.load_text(TERM)
    term = Term.objects.get()
    term.slug = "essaimer"
    term.save()

    folder.load()

    assert Term.objects.get().slug == "essaimer"


def test_a_slug_renamed_by_the_fixture_leaves_a_redirect(folder):
    folder.load_text(TERM)

    folder.load_text(TERM.replace("slug: essaimage", "slug: essaimer"))

    term = Term.objects.get()
    assert term.slug == "essaimer"
    assert SlugRedirect.objects.target(Term.objects.all(), "essaimage") == term


def test_two_sheets_may_swap_their_slugs(folder):
    text = "".join(
        f"- model: common.term\n  fields: {{code: {code}, title: {code}, slug: {slug}}}\n"
        for code, slug in [("un", "premier"), ("deux", "second")]
    )
    folder.load_text(text)

    folder.load_text(
        text.replace("premier", "x").replace("second", "premier").replace("slug: x", "slug: second")
    )

    assert dict(Term.objects.values_list("code", "slug")) == {"un": "second", "deux": "premier"}
    assert not SlugRedirect.objects.exists()


def test_a_new_sheet_may_take_the_slug_that_another_leaves(folder):
    folder.load_text(TERM)
    newcomer = "- model: common.term\n  fields: {code: nouveau, title: Nouveau, slug: essaimage}\n"

    folder.load_text(newcomer + TERM.replace("slug: essaimage", "slug: essaimer"))

    assert Term.objects.get(slug="essaimage").code == "nouveau"
    assert SlugRedirect.objects.target(Term.objects.all(), "essaimage") is None


def test_a_slug_taken_at_the_desk_names_both_sheets(folder):
    make_term(title="Un terme du bureau", slug="essaimage", code="du-bureau")

    with pytest.raises(CommandError) as refusal:
        folder.load_text(TERM)

    said = str(refusal.value)
    assert "common.term « essaimage », champ « slug »" in said
    assert "« Un terme du bureau » (code « du-bureau », écrit dans l’administration)" in said
    assert Term.objects.get().code == "du-bureau"
    assert not LoadedObject.objects.exists()


def test_what_only_the_database_has_is_counted_and_listed_on_request(folder):
    make_term(code="du-bureau", dated=False, status="brouillon")

    said = folder.load_text(TERM)
    detail = folder.load(verbosity=2)

    assert "Seulement dans la base : termes du glossaire 1." in said
    assert "« du-bureau »" not in said
    assert "common.term « du-bureau »" in detail


def test_a_dry_run_says_everything_and_writes_nothing(folder):
    said = folder.load_text(TERM, "--dry-run")

    assert "À blanc : rien n’a été écrit." in said
    assert said.splitlines()[-1] == "3 créées."
    assert not Term.objects.exists()
    assert not LoadedObject.objects.exists()


def test_a_file_may_name_what_comes_later(folder):
    source, term, citation = TERM.strip().split("\n- ")

    folder.load_text(f"- {citation}\n- {term}\n{source}\n")

    assert Term.objects.get().citations.count() == 1


def test_a_sheet_published_without_a_dated_fact_is_refused(folder):
    with pytest.raises(CommandError) as refusal:
        folder.load_text(TERM.replace("    date: 2026-02-05\n", ""))

    assert "common.term « essaimage », champ « status » : Une fiche publiée" in str(refusal.value)
    assert not Term.objects.exists()


def test_a_sheet_left_without_a_dated_fact_at_the_desk_is_only_reported(folder):
    folder.load_text(TERM)
    TermCitation.objects.all().delete()

    said = folder.load()

    assert "À corriger dans l’administration : common.term « essaimage »" in said


def test_another_table_is_out_of_reach(folder):
    with pytest.raises(CommandError, match=r"auth\.user"):
        folder.load_text("- model: auth.user\n  fields: {code: a, username: root}\n")


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_make_no_duplicate(folder):
    folder.write(TERM)
    said: list[str] = []

    def load() -> None:
        try:
            said.append(folder.load().splitlines()[-1])
        finally:
            connection.close()

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["3 créées.", "3 inchangées."]
    assert Term.objects.count() == 1
