"""Everything that the founding article names is on the site, linked both ways."""

import pytest

from dispositifs.models import Beneficiaire, Dispositif, Nature, Partenaire
from essaimage.common.models import Source, Term
from models_catalog.models import (
    Adoption,
    CaseStudy,
    Illustration,
    KeyQuestion,
    NetworkModel,
    Phase,
    SuccessFactor,
)
from tests.assertions import assert_contains


def test_the_three_models_come_in_their_order():
    slugs = list(NetworkModel.objects.published().main().values_list("slug", flat=True))

    assert slugs == ["integre", "federation", "franchise-sociale"]


@pytest.mark.parametrize(
    ("model", "codes"),
    [
        (KeyQuestion, ["autonomie-locale", "marque", "conditions-implantation"]),
        (CaseStudy, ["phenix", "simon-de-cyrene", "messidor"]),
        (
            Partenaire,
            ["bnp-paribas", "banque-des-territoires", "ag2r-la-mondiale", "ronalpia", "anct"],
        ),
        (Dispositif, ["petites-villes-de-demain", "insite", "agenda-rural"]),
        (Phase, ["idee", "preuve", "codification", "pilote", "deploiement", "consolidation"]),
        (Term, ["essaimage", "tete-de-reseau", "ruralite"]),
    ],
)
def test_a_founding_sheet_is_published(model, codes):
    found = set(model.objects.published().filter(code__in=codes).values_list("code", flat=True))

    assert found == set(codes)


def test_the_values_of_the_contract_exist():
    assert set(Nature.objects.values_list("code", flat=True)) >= {
        *("pret", "subvention", "fonds_propres", "garantie", "accompagnement"),
        *("ingenierie", "reseau", "immobilier", "prix", "exoneration"),
    }
    assert set(Beneficiaire.objects.values_list("code", flat=True)) >= {
        *("association", "cooperative", "societe_esus", "societe"),
        *("fondation", "collectivite", "particulier"),
    }


@pytest.mark.parametrize(
    ("case", "model"),
    [
        ("phenix", "integre"),
        ("simon-de-cyrene", "federation"),
        ("messidor", "franchise-sociale"),
    ],
)
def test_each_founding_pioneer_adopted_the_model_it_told_of(client, case, model):
    adoption = Adoption.objects.get(case__code=case, model__code=model)

    assert adoption.basis == "nomme"
    assert_contains(client.get(f"/modeles/{model}/"), adoption.case.title)
    assert_contains(client.get(f"/pionniers/{case}/"), adoption.model.title)


@pytest.mark.parametrize("slug", ["autonomie-locale", "marque", "conditions-implantation"])
def test_each_founding_question_is_shown_by_a_pioneer_and_answered_by_model(client, slug):
    page = client.get(f"/questions/{slug}/")

    assert Illustration.objects.filter(question__code=slug).exists()
    for model in NetworkModel.objects.main():
        assert_contains(page, model.title)


def test_the_principles_of_the_webinar_are_told():
    assert SuccessFactor.objects.published().count() >= 6


def test_the_webinar_is_the_origin(client):
    source = Source.objects.get(code="french-impact-webinaire")

    assert source.url in client.get("/a-propos/").content.decode()


@pytest.mark.parametrize(
    ("partner", "dispositif"),
    [
        ("anct", "petites-villes-de-demain"),
        ("banque-des-territoires", "petites-villes-de-demain"),
        ("bnp-paribas", "act-for-impact"),
        ("ronalpia", "ronalpia-implantation"),
    ],
)
def test_a_partner_and_its_scheme_lead_to_each_other(client, partner, dispositif):
    partenaire = Partenaire.objects.get(code=partner)
    scheme = Dispositif.objects.get(code=dispositif)

    assert_contains(client.get(partenaire.get_absolute_url()), scheme.title)
    assert partenaire.get_absolute_url() in client.get(scheme.get_absolute_url()).content.decode()
