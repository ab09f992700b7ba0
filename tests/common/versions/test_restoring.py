"""A version is put back whole, or not at all and one reads why."""

from datetime import date

import pytest

from dispositifs.models import Dispositif, Role
from essaimage.common.models import Origin, SlugRedirect, Status, Version
from essaimage.common.versions import (
    RestorationRefusedError,
    record,
    recording,
    restore,
    snapshot,
)
from essaimage.common.versions.restoring import plan_restoration
from tests.factories import (
    make_case,
    make_citation,
    make_coverage,
    make_dispositif,
    make_editor,
    make_montant,
    make_nature,
    make_partenaire,
    make_role,
    make_scheme_use,
    make_source,
    make_term,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return make_editor("publication")


def kept(fiche) -> Version:
    """The version of ``fiche`` as it stands."""
    return record(fiche, author=None)


def deleted(fiche) -> Version:
    """The last version of ``fiche``, which is deleted."""
    version = record(fiche, author=None, origin=Origin.DELETION)
    fiche.delete()
    return version


def test_fields_rows_and_links_come_back_and_it_is_recorded(publisher):
    fiche = make_dispositif(title="Avant", natures=["pret", "garantie"])
    montant = make_montant(fiche, maximum=5000)
    coverage = make_coverage(fiche)
    version = kept(fiche)
    before = snapshot(fiche)
    with recording(fiche, author=None):
        fiche.title, fiche.verified_on = "Après", date(2026, 1, 1)
        fiche.save()
        fiche.natures.set([make_nature("don")])
        montant.delete()
        make_role(fiche)
        type(coverage).objects.filter(pk=coverage.pk).update(mode="exclut")

    restored, notes = restore(version, author=publisher, reason="C’était mieux.")

    assert snapshot(restored) == before
    assert notes == []
    last = Version.objects.of(fiche).first()
    assert (last.number, last.origin, last.reason) == (3, "restauration", "C’était mieux.")
    assert last.author == publisher


def test_what_was_written_outside_the_desk_is_kept_before_it_is_replaced(publisher):
    fiche = make_term(title="Un")
    version = kept(fiche)
    type(fiche).objects.filter(pk=fiche.pk).update(title="Deux")

    restore(version, author=publisher)

    assert [each.title for each in Version.objects.of(fiche)] == ["Un", "Deux", "Un"]


def test_a_restored_address_leaves_a_redirect_and_the_index_knows(client, publisher):
    fiche = make_dispositif(title="Le prêt des genêts", slug="genets", natures=["pret"])
    version = kept(fiche)
    fiche.title, fiche.slug, fiche.summary = "Rien de tel", "rien", "Rien."
    fiche.save()
    assert "/dispositifs/rien/" not in client.get("/dispositifs/?q=genets").text

    restore(version, author=publisher)

    assert SlugRedirect.objects.target(Dispositif.objects.all(), "rien") == fiche
    assert not SlugRedirect.objects.filter(slug="genets").exists()
    assert "/dispositifs/genets/" in client.get("/dispositifs/?q=genets").text
    assert client.get("/dispositifs/rien/")["Location"] == "/dispositifs/genets/"


def test_a_sheet_that_stands_keeps_its_status_unless_asked(publisher):
    fiche = make_term(status=Status.DRAFT)
    version = kept(fiche)
    fiche.status, fiche.body = Status.PUBLISHED, "Autre chose."
    fiche.save()

    plan = plan_restoration(version, may_publish=True)
    restored, _ = restore(version, author=publisher)

    assert plan.notes == ["Le statut ne change pas\N{NO-BREAK SPACE}: Publié."]
    assert restored.status == Status.PUBLISHED
    restored, _ = restore(version, author=publisher, with_status=True)
    assert restored.status == Status.DRAFT


def test_a_writer_never_publishes_by_restoring():
    fiche = make_term()
    version = kept(fiche)
    type(fiche).objects.filter(pk=fiche.pk).update(status=Status.DRAFT, body="Autre.")
    writer = make_editor("rédaction")

    restored, _ = restore(version, author=writer, with_status=True)
    assert (restored.status, restored.body) == (Status.DRAFT, fiche.body)

    restored, notes = restore(deleted(restored), author=writer)
    assert restored.status == Status.DRAFT
    type(fiche).objects.filter(pk=restored.pk).update(status=Status.PUBLISHED)
    restored, notes = restore(deleted(restored), author=writer)
    assert restored.status == Status.DRAFT
    assert "brouillon" in notes[0]


def test_a_deleted_sheet_comes_back_with_its_rows_its_links_and_its_address(publisher):
    fiche = make_dispositif(slug="genets", natures=["pret"], phases=["idee"], dated=False)
    make_citation(fiche)
    make_coverage(fiche)
    use = make_scheme_use(make_case(), dispositif=fiche)
    before = snapshot(fiche)

    restored, notes = restore(deleted(fiche), author=publisher)

    assert snapshot(restored) == before
    assert notes == []
    assert restored.is_published
    assert use.case.scheme_uses.get().dispositif == restored


def test_a_deleted_sheet_whose_address_is_taken_gets_another_one(publisher):
    fiche = make_term(slug="essaimer")
    version = deleted(fiche)
    make_term(slug="essaimer", code="autre")

    restored, notes = restore(version, author=publisher)

    assert restored.slug == "essaimer-2"
    assert "essaimer-2" in notes[0]
    assert restored.code == fiche.code


def test_an_address_that_leads_elsewhere_is_not_taken_back(publisher):
    fiche = make_term(slug="essaimer")
    version = deleted(fiche)
    other = make_term(slug="essaimer", code="autre")
    other.slug = "diffuser"
    other.save()

    restored, _ = restore(version, author=publisher)

    assert restored.slug == "essaimer-2"
    assert SlugRedirect.objects.target(type(fiche).objects.all(), "essaimer") == other


def test_what_it_names_and_is_no_more_is_told_and_nothing_is_written(publisher):
    fiche = make_dispositif(natures=["pret"], dated=False)
    make_citation(fiche)
    role = make_role(fiche, partenaire=make_partenaire(title="La Fabrique"), source=make_source())
    version = kept(fiche)
    partner, source = role.partenaire, role.source
    with recording(fiche, author=None):
        role.delete()
        fiche.body = "Autre."
        fiche.save()
    deleted(partner)
    source.delete()
    before = snapshot(fiche)

    with pytest.raises(RestorationRefusedError) as refusal:
        restore(version, author=publisher)

    assert "Partenaire\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}La Fabrique" in str(refusal.value)
    assert "n’existe plus" in str(refusal.value)
    assert snapshot(fiche) == before
    assert Version.objects.of(fiche).count() == 2

    restored, _ = restore(version, author=publisher, without_missing=True)
    assert restored.body == "Un paragraphe.\n\nUn autre paragraphe."
    assert not Role.objects.filter(dispositif=fiche).exists()


def test_a_rule_of_the_database_refuses_in_french(publisher):
    fiche = make_dispositif(natures=["pret"])
    version = kept(fiche)
    version.values["dispositifs.dispositif"][fiche.code]["vie"] = "termine"
    fiche.body = "Autre."
    fiche.save()
    before = snapshot(fiche)

    with pytest.raises(RestorationRefusedError, match="Un dispositif terminé a une date de fin"):
        restore(version, author=publisher)

    assert snapshot(fiche) == before


def test_a_published_sheet_never_loses_its_dated_fact_by_restoring(publisher):
    fiche = make_term(status=Status.DRAFT, dated=False)
    version = kept(fiche)
    make_citation(fiche)
    type(fiche).objects.filter(pk=fiche.pk).update(status=Status.PUBLISHED)

    with pytest.raises(RestorationRefusedError, match="un fait dont la source est datée"):
        restore(version, author=publisher)

    assert fiche.citations.count() == 1


def test_rows_that_exchange_what_must_differ_are_restored(publisher):
    fiche = make_dispositif(natures=["pret"])
    first, second = make_role(fiche), make_role(fiche)
    version = kept(fiche)
    before = snapshot(fiche)
    one, two = first.partenaire, second.partenaire
    second.delete()
    Role.objects.filter(pk=first.pk).update(partenaire=two)
    make_role(fiche, code=second.code, partenaire=one, source=second.source)

    restored, _ = restore(version, author=publisher)

    assert snapshot(restored) == before


def test_a_row_that_went_to_another_sheet_stays_there(publisher):
    use = make_scheme_use(make_case(), dispositif=make_dispositif(natures=["pret"]))
    fiche, other = use.dispositif, make_dispositif(natures=["pret"])
    version = kept(fiche)
    type(use).objects.filter(pk=use.pk).update(dispositif=other)

    restore(version, author=publisher)

    assert [each.text for each in fiche.uses.all()] == [use.text]
    assert other.uses.get() == use
