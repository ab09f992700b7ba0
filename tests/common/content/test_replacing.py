"""What left the fixtures, and what the fixtures are told to win back from the desk."""

import pytest
from django.core.management import CommandError

from essaimage.common.models import Source, Term, TermCitation
from tests.common.content.conftest import TERM
from tests.factories import make_source

pytestmark = pytest.mark.django_db


def test_what_left_the_fixtures_is_kept_and_reported(folder):
    folder.load_text(TERM + "- model: common.source\n  fields: {code: b, publisher: B, title: B}\n")

    said = folder.load_text(TERM)

    assert Source.objects.filter(code="b").exists()
    assert "N’est plus dans les fixtures, gardé : common.source « b »." in said


def test_pruning_deletes_what_nobody_touched_and_exports_first(folder, settings):
    more = "- model: common.source\n  fields: {code: %s, publisher: B, title: B}\n"
    folder.load_text(TERM + more % "b" + more % "c")
    Source.objects.filter(code="c").update(title="Écrit à la main")

    said = folder.load_text(TERM, "--prune")

    assert set(Source.objects.values_list("code", flat=True)) == {"rapport-2026", "c"}
    assert "supprimé : common.source « b »." in said
    assert "gardé : common.source « c »." in said
    [saved] = (settings.VAR_DIR / "exports").iterdir()
    assert "code: b" in (saved / "03_sources.yaml").read_text()


def test_pruning_keeps_what_the_desk_hangs_on(folder):
    folder.load_text(TERM)
    term = Term.objects.get()
    term.citations.create(code="du-bureau", source=make_source(), establishes="date", fact="Écrit.")
    alone = "- model: common.source\n  fields: {code: b, publisher: B, title: B}\n"

    said = folder.load_text(alone, "--prune")

    assert TermCitation.objects.filter(code="du-bureau").exists()
    assert "gardé : common.term « essaimage »." in said


def test_pruning_spares_a_sheet_that_an_editor_verified(folder):
    draft = "- model: common.term\n  fields: {code: brouillon, title: B, slug: brouillon}\n"
    folder.load_text(TERM + draft)
    Term.objects.filter(code="brouillon").update(verified_on="2026-11-20")

    folder.load_text(TERM, "--prune")

    assert Term.objects.filter(code="brouillon").exists()


def test_overwriting_exports_first_then_brings_the_fixtures_back(folder, settings):
    folder.load_text(TERM)
    Term.objects.update(summary="Écrit à la main.")
    TermCitation.objects.all().delete()

    said = folder.load("--overwrite")

    term = Term.objects.get()
    assert term.summary == "Faire exister ailleurs ce qui marche ici."
    assert term.citations.count() == 1
    [saved] = (settings.VAR_DIR / "exports").iterdir()
    assert "summary: Écrit à la main." in (saved / "11_glossaire.yaml").read_text()
    assert str(saved) in said
    assert said.splitlines()[-1] == "1 rétablie, 1 mise à jour, 1 inchangée."


def test_overwriting_nothing_exports_nothing(folder, settings):
    folder.load_text(TERM)

    folder.load("--overwrite")

    assert not (settings.VAR_DIR / "exports").exists()


def test_an_export_that_cannot_be_written_stops_the_overwriting(folder, settings):
    folder.load_text(TERM)
    Term.objects.update(summary="Écrit à la main.")
    settings.VAR_DIR.mkdir()
    (settings.VAR_DIR / "exports").write_text("un fichier")

    with pytest.raises(CommandError, match="export de sauvegarde"):
        folder.load("--overwrite")

    assert Term.objects.get().summary == "Écrit à la main."


def test_a_sheet_that_changed_its_code_says_how_to_go_on(folder):
    folder.load_text(TERM)
    renamed = TERM.replace("code: essaimage\n", "code: essaimer\n").replace(
        "fiche: [essaimage]", "fiche: [essaimer]"
    )
    text = renamed.replace("essaimage-abeilles", "essaimer-abeilles")

    with pytest.raises(CommandError, match="n’est plus dans les fixtures : --prune le supprime"):
        folder.load_text(text)
    folder.load("--prune")

    assert Term.objects.get().code == "essaimer"
