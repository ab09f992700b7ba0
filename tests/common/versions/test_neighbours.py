"""A row that two pages write makes a version of both sheets; a deletion tells whom it took from."""

import pytest

from dispositifs.models import Dispositif, Suitability
from essaimage.common.models import Version
from essaimage.common.versions import deleting, record, recording, restore, snapshot
from models_catalog.models import Affinity
from tests.factories import (
    make_affinity,
    make_answer,
    make_case,
    make_dispositif,
    make_model,
    make_phase,
    make_question,
    make_scheme_use,
    make_suitability,
)

pytestmark = pytest.mark.django_db


def origins(fiche) -> list[str]:
    return [each.origin for each in Version.objects.of(fiche).reverse()]


def delete(fiche, **said) -> Version:
    """Delete ``fiche`` as the desk does; return its last version."""
    with deleting(type(fiche), [fiche.pk], author=None, **said):
        type(fiche).objects.filter(pk=fiche.pk).delete()
    return Version.objects.of(fiche).first()


def test_a_row_written_from_one_page_makes_a_version_of_both_sheets():
    case, scheme = make_case(), make_dispositif(natures=["pret"])
    before = snapshot(scheme)

    with recording(case, author=None, reason="Vu dans leur rapport."):
        use = make_scheme_use(case, dispositif=scheme)

    assert origins(case) == origins(scheme) == ["reprise", "bureau"]
    last, first = Version.objects.of(scheme)
    assert last.reason == "Vu dans leur rapport."
    assert use.code in last.values["dispositifs.schemeuse"]
    assert first.digest != last.digest
    with recording(case, author=None):
        use.delete()
    assert snapshot(scheme) == before
    assert Version.objects.of(scheme).first().digest == first.digest


def test_a_row_that_passes_to_another_sheet_makes_a_version_of_the_three():
    use = make_scheme_use(make_case(), dispositif=make_dispositif())
    old, new = use.dispositif, make_dispositif()

    with recording(use.case, author=None):
        type(use).objects.filter(pk=use.pk).update(dispositif=new)

    for fiche in (use.case, old, new):
        assert origins(fiche) == ["reprise", "bureau"]


def test_the_weights_of_an_answer_come_back_with_it():
    question = make_question()
    answer = make_answer(question)
    make_affinity(answer)
    before = snapshot(question)
    version = record(question, author=None)
    with recording(question, author=None):
        answer.delete()
    assert not Affinity.objects.exists()

    restore(version, author=None)

    assert snapshot(question) == before
    assert Affinity.objects.get().answer.question == question


def test_a_deletion_is_told_in_the_sheets_it_takes_from():
    phase = make_phase("idee")
    scheme = make_dispositif(phases=[phase])

    version = delete(phase, reason="Doublon.")

    assert (version.origin, version.reason) == ("suppression", "Doublon.")
    assert origins(scheme) == ["reprise", "bureau"]
    assert Version.objects.of(scheme).first().reason == "Suppression de\N{NO-BREAK SPACE}: Idee"


def test_who_linked_to_a_deleted_sheet_links_to_it_again_once_restored():
    phase = make_phase("idee")
    scheme = make_dispositif(phases=[phase])
    heir = make_dispositif()
    child = make_dispositif(programme=heir)
    versions = [delete(phase), delete(heir)]
    assert not scheme.phases.exists()
    assert not Dispositif.objects.filter(programme__isnull=False).exists()

    restored = [restore(version, author=None)[0] for version in versions]

    assert list(scheme.phases.all()) == [restored[0]]
    child.refresh_from_db()
    assert child.programme == restored[1]
    assert Version.objects.of(child).first().reason.startswith("Retour de")


def test_who_moved_on_is_left_where_it_is():
    parent, other = make_dispositif(), make_dispositif()
    child = make_dispositif(programme=parent)
    version = delete(parent)
    Dispositif.objects.filter(pk=child.pk).update(programme=other)

    restore(version, author=None)

    child.refresh_from_db()
    assert child.programme == other


def test_rows_of_others_that_a_deletion_took_away_come_back():
    model, scheme = make_model(), make_dispositif()
    make_suitability(scheme, model=model, reason="Le réseau signe.")
    before = snapshot(scheme)
    version = delete(model)
    assert not Suitability.objects.exists()

    restore(version, author=None)

    assert snapshot(scheme) == before
    assert Suitability.objects.get().reason == "Le réseau signe."


def test_an_answer_written_on_its_own_page_makes_a_version_of_its_question():
    question = make_question()
    answer = make_answer(question)

    with recording(answer, author=None, reason="Plus clair."):
        affinity = make_affinity(answer)
    with recording(answer, author=None):
        type(answer).objects.filter(pk=answer.pk).update(label="Oui, partout.")

    assert origins(question) == origins(answer) == ["reprise", "bureau", "bureau"]
    newest, middle, first = Version.objects.of(question)
    assert affinity.code in middle.values["models_catalog.affinity"]
    assert "models_catalog.affinity" not in first.values
    assert newest.values["models_catalog.answer"][answer.code]["label"] == "Oui, partout."
