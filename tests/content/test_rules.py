"""The rules of the content: sources and dates, depth, links, addresses, units (design: content)."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Count, Q

from dispositifs.choices import NUMERIC_KINDS, NUMERIC_OPERATORS, Acces, Etat, Vie
from dispositifs.models import Condition, Dispositif, Montant, Partenaire
from essaimage.common.fields import FrenchTextMixin, MarkdownField
from essaimage.common.models import Keyed, Source, Status
from essaimage.common.publication import (
    FULL_SHEET_FACTS,
    FULL_SHEET_SOURCES,
    published_without_evidence,
)
from essaimage.common.texts import Texts, fiche_models
from essaimage.common.typography import typographie
from essaimage.pages.method import KINDS
from essaimage.territoires.models import Departement, Region
from models_catalog.models import (
    CaseStudy,
    Criterion,
    Implication,
    KeyQuestion,
    NetworkModel,
    Trait,
)

FULL_SHEETS = [kind.model for kind in KINDS if kind.is_full]
SHEET_LINK = re.compile(r"\]\(([a-z]+:[a-z0-9_-]+)\)")


def content_models() -> list[type[Keyed]]:
    return [model for model in apps.get_models() if issubclass(model, Keyed)]


def named(rows) -> list[str]:
    return [str(row) for row in rows]


@pytest.mark.parametrize("model", fiche_models())
def test_every_published_sheet_rests_on_a_dated_source(model):
    assert model.objects.published().exists()
    assert named(published_without_evidence(model)) == []


@pytest.mark.parametrize("model", FULL_SHEETS)
def test_a_full_sheet_has_five_dated_facts_from_two_sources(model):
    dated = Q(citations__source__date__isnull=False)
    counted = model.objects.published().annotate(
        facts=Count("citations", filter=dated, distinct=True),
        sources=Count("citations__source", filter=dated, distinct=True),
    )

    full = {"facts__gte": FULL_SHEET_FACTS, "sources__gte": FULL_SHEET_SOURCES}
    assert named(counted.exclude(**full)) == []


def test_every_link_between_sheets_resolves():
    links = Texts().links
    broken = [
        (str(row), target)
        for model in content_models()
        for field in model._meta.fields
        if isinstance(field, MarkdownField)
        for row in model.objects.all()
        for target in SHEET_LINK.findall(getattr(row, field.attname))
        if not target.startswith("https") and target not in links
    ]

    assert broken == []


def test_no_address_is_truncated_or_without_host():
    urls = [
        *Source.objects.exclude(url=None).values_list("url", flat=True),
        *Dispositif.objects.exclude(site_url=None).values_list("site_url", flat=True),
        *Dispositif.objects.exclude(application_url=None).values_list("application_url", flat=True),
        *Partenaire.objects.exclude(website=None).values_list("website", flat=True),
        *CaseStudy.objects.exclude(website=None).values_list("website", flat=True),
    ]

    assert urls
    assert [
        url for url in urls if not re.fullmatch(r"https?://[^/\s…]+\.[a-z]{2,}[^\s…]*", url)
    ] == []
    assert [url for url in urls if url.endswith(("...", "…", "-"))] == []


def test_nobody_claims_to_have_verified_a_page_in_the_fixtures():
    verified = [row for model in fiche_models() for row in model.objects.exclude(verified_on=None)]

    assert named(verified) == []


def test_every_text_is_typographically_french():
    wrong = [
        (str(row), field.name)
        for model in content_models()
        for field in model._meta.fields
        if isinstance(field, FrenchTextMixin)
        for row in model.objects.all()
        if typographie(getattr(row, field.attname)) != getattr(row, field.attname)
    ]

    assert wrong == []


def test_a_straight_apostrophe_is_nowhere():
    wrong = [
        (str(row), field.name)
        for model in content_models()
        for field in model._meta.fields
        if isinstance(field, FrenchTextMixin)
        for row in model.objects.all()
        if re.search(r"[a-zA-Zàéèêîôûç]'[a-zA-Zàéèêîôûç]", getattr(row, field.attname))
    ]

    assert wrong == []


def test_the_fixtures_are_as_the_export_writes_them():
    call_command("export_content", check=True, verbosity=0)


def test_the_official_territories_are_all_there():
    assert Region.objects.count() == 18
    assert Departement.objects.count() == 101
    assert Departement.objects.get(code="2A").name == "Corse-du-Sud"
    assert Departement.objects.get(code="01").region.code == "84"


def test_the_comparison_table_has_no_hole():
    models = NetworkModel.objects.main()
    holes = [
        (str(criterion), str(model))
        for criterion in Criterion.objects.all()
        for model in models
        if not Trait.objects.filter(criterion=criterion, model=model).exists()
    ]

    assert holes == []
    assert Criterion.objects.count() >= 10


def test_every_question_says_what_each_of_the_three_models_implies():
    holes = [
        (str(question), str(model))
        for question in KeyQuestion.objects.published()
        for model in NetworkModel.objects.main()
        if not Implication.objects.filter(question=question, model=model).exists()
    ]

    assert holes == []


def test_thresholds_are_numbers_and_every_condition_is_a_sentence():
    for condition in Condition.objects.all():
        assert condition.sentence
        if condition.operator in NUMERIC_OPERATORS:
            assert condition.kind in NUMERIC_KINDS
            assert float(condition.value) > 0, condition


def test_amounts_say_what_they_are_counted_by():
    for montant in Montant.objects.all():
        assert montant.said, montant
        assert montant.get_unit_display(), montant


def test_schemes_for_communes_are_never_shown_as_open_to_associations():
    through = Dispositif.objects.filter(acces__in=[Acces.PAR_COMMUNE, Acces.PAR_EPCI])

    assert through.exists()
    assert named(through.filter(beneficiaires__code="association")) == []


@pytest.mark.parametrize(
    ("code", "today", "etat"),
    [
        ("petites-villes-de-demain", date(2026, 11, 23), Etat.ACTIF),
        ("petites-villes-de-demain", date(2029, 1, 1), Etat.A_VERIFIER),
        ("agenda-rural", date(2026, 11, 23), Etat.REMPLACE),
        ("agenda-rural", date(2020, 1, 1), Etat.REMPLACE),
    ],
)
def test_the_etat_of_a_scheme_follows_the_age_of_its_evidence(code, today, etat):
    assert Dispositif.objects.with_etat(today).get(code=code).etat == etat


def test_nothing_closed_is_told_as_running():
    for dispositif in Dispositif.objects.published().filter(vie=Vie.TERMINE):
        assert dispositif.ended_on is not None, dispositif


def test_summaries_are_plain_and_stand_alone():
    wrong = [
        str(row)
        for model in fiche_models()
        for row in model.objects.filter(status=Status.PUBLISHED)
        if re.search(r"[*_#\[\]`]|https?://", row.summary) or len(row.summary) < 40
    ]

    assert wrong == []
