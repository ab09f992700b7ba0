"""A sheet is read as one document: its fields, its rows, its links, in plain values keyed by codes."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dispositifs.models import Dispositif
from essaimage.common.versions import digest, snapshot, snapshots
from essaimage.common.versions.trees import compact, whole
from models_catalog.models import CaseStudy
from tests.factories import (
    make_answer,
    make_case,
    make_citation,
    make_coverage,
    make_dispositif,
    make_montant,
    make_question,
    make_scheme_use,
    make_source,
    make_term,
)

pytestmark = pytest.mark.django_db


def test_a_snapshot_holds_the_sheet_its_rows_and_its_links():
    source = make_source(code="rapport")
    fiche = make_dispositif(code="insite", natures=["pret", "garantie"], dated=False)
    make_citation(fiche, code="f1", source=source, fact="Il existe.")
    make_montant(fiche, code="m1", maximum=5000, source=source)

    tree = snapshot(fiche)

    own = tree["dispositifs.dispositif"]["insite"]
    assert own["title"] == fiche.title
    assert own["slug"] == fiche.slug
    assert own["status"] == "publie"
    assert own["published_at"] == fiche.published_at.replace(microsecond=0).isoformat()
    assert own["verified_on"] is None
    assert own["natures"] == ["garantie", "pret"]
    assert "updated_at" not in own
    assert tree["dispositifs.dispositifcitation"]["f1"]["source"] == "rapport"
    assert tree["dispositifs.montant"]["m1"]["dispositif"] == "insite"
    assert json.loads(json.dumps(tree)) == tree


def test_rows_written_from_two_pages_are_part_of_both_sheets():
    use = make_scheme_use(make_case(), dispositif=make_dispositif())
    answer = make_answer(make_question())

    for fiche in (use.case, use.dispositif):
        assert list(snapshot(fiche)["dispositifs.schemeuse"]) == [use.code]
    assert list(snapshot(answer.question)["models_catalog.answer"]) == [answer.code]


def test_the_digest_changes_with_a_field_a_row_or_a_link_and_with_nothing_else():
    fiche = make_dispositif(natures=["pret"])
    digests = [digest(snapshot(fiche))]
    fiche.save()
    assert digest(snapshot(fiche)) == digests[0]

    Dispositif.objects.filter(pk=fiche.pk).update(cumul="Avec tout.")
    digests.append(digest(snapshot(fiche)))
    make_coverage(fiche)
    digests.append(digest(snapshot(fiche)))
    fiche.natures.clear()
    digests.append(digest(snapshot(fiche)))

    assert len(set(digests)) == 4


def test_what_is_stored_leaves_defaults_out_and_gives_them_back():
    fiche = make_dispositif(natures=["pret"])
    make_coverage(fiche)
    tree = snapshot(fiche)

    stored = compact(tree)

    assert "cumul" not in stored["dispositifs.dispositif"][fiche.code]
    assert len(json.dumps(stored)) < len(json.dumps(tree)) * 0.7
    assert whole(stored) == tree


def test_a_version_from_before_a_field_was_dropped_is_still_read():
    fiche = make_term()
    stored = compact(snapshot(fiche))
    stored["common.term"][fiche.code]["couleur"] = "bleu"
    stored["autre.table"] = {"x": {}}

    assert whole(stored) == snapshot(fiche)


@pytest.mark.parametrize(("make", "model"), [(make_dispositif, Dispositif), (make_case, CaseStudy)])
def test_fifty_sheets_are_read_in_as_many_queries_as_one(make, model):
    counts = []
    for total in (1, 49):
        for _ in range(total):
            make()
        pks = list(model.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            trees = snapshots(model, pks)
        counts.append(len(queries))

    assert len(trees) == 50
    assert counts[0] == counts[1] <= 16
    assert trees[pks[-1]] == snapshot(model.objects.get(pk=pks[-1]))


def test_a_sheet_that_is_gone_has_no_snapshot():
    fiche = make_term()
    pk = fiche.pk
    fiche.delete()
    fiche.pk = pk

    assert snapshot(fiche) == {}
