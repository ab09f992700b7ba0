"""A load keeps a version of the sheets it changes or deletes, and of nothing else."""

import pytest

from essaimage.common.models import Term, TermCitation, Version
from essaimage.common.versions import deleting, record, snapshot
from tests.common.content.conftest import TERM

pytestmark = pytest.mark.django_db
CHANGED = TERM.replace("Faire exister ailleurs", "Faire vivre ailleurs")


def told() -> list[tuple[int, str, str]]:
    """Return the number, the origin and the summary of each version of the term."""
    return [
        (each.number, each.origin, each.values["common.term"]["essaimage"]["summary"][:12])
        for each in Version.objects.order_by("number")
    ]


def test_what_a_load_creates_needs_no_version(folder):
    folder.load_text(TERM)
    folder.load()

    assert told() == []


def test_a_load_keeps_what_it_found_and_what_it_made(folder):
    folder.load_text(TERM)

    folder.load_text(CHANGED)

    assert told() == [(1, "reprise", "Faire existe"), (2, "chargement", "Faire vivre ")]
    assert Version.objects.of(Term.objects.get()).first().author is None


def test_a_changed_row_makes_a_version_of_its_sheet(folder):
    folder.load_text(TERM)
    record(Term.objects.get(), author=None)

    folder.load_text(TERM.replace("establishes: definition", "establishes: date"))

    assert [(number, origin) for number, origin, _ in told()] == [(1, "bureau"), (2, "chargement")]


def test_what_the_desk_kept_makes_no_version(folder):
    folder.load_text(TERM)
    Term.objects.update(summary="Écrit à la main.")
    record(Term.objects.get(), author=None)

    folder.load_text(CHANGED)

    assert [(number, origin) for number, origin, _ in told()] == [(1, "bureau")]


def test_a_dry_run_and_a_refused_load_keep_nothing(folder):
    folder.load_text(TERM)

    folder.load_text(CHANGED, "--dry-run")
    with pytest.raises(Exception, match="Rien n’a été changé"):
        folder.load_text(CHANGED.replace("status: publie", "status: ailleurs"))

    assert told() == []


def test_a_pruned_sheet_may_be_restored(folder):
    draft = "- model: common.term\n  fields: {code: b, title: B, slug: b, body: Un texte.}\n"
    folder.load_text(TERM + draft)

    folder.load_text(TERM, "--prune")

    version = Version.objects.get()
    assert (version.fiche_code, version.origin) == ("b", "suppression")
    assert version.values["common.term"]["b"]["body"] == "Un texte."


def test_a_sheet_brought_back_by_the_fixtures_goes_on_with_its_history(folder):
    folder.load_text(TERM)
    fiche = Term.objects.get()
    before = snapshot(fiche)
    with deleting(Term, [fiche.pk], author=None):
        fiche.delete()

    folder.load("--overwrite")

    assert [(number, origin) for number, origin, _ in told()] == [
        (1, "suppression"),
        (2, "chargement"),
    ]
    assert snapshot(Term.objects.get()) == before
    assert TermCitation.objects.exists()
