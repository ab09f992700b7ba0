"""What every row of the content owes: a source, a unit, a date that has come, a state of its age."""

from datetime import date

import pytest
from django.db.models import DateField, F
from django.utils import timezone

from dispositifs.choices import Etat, Vie
from dispositifs.models import Dispositif, DispositifRepere, Montant, Window
from essaimage.common.models import Repere
from models_catalog.models import Affinity, CaseRepere, CaseStudy, Figure, Fit, Implication, Trait

from .texts import content_models

# Without a source, the page says « proposition éditoriale »; everywhere else a source is compulsory.
# An affinity may lack one only where its weight is 0: the database sees to it.
EDITORIAL = {Trait, Fit, Implication, Affinity}
TODAYS = [date(year, month, 1) for year in range(2019, 2033) for month in (1, 7)]
REPERES = [(CaseRepere, CaseStudy), (DispositifRepere, Dispositif)]


def test_only_an_editorial_proposal_may_have_no_source():
    with_source = {
        model: model._meta.get_field("source")
        for model in content_models()
        if any(field.name == "source" for field in model._meta.fields)
    }

    assert len(with_source) >= 15
    assert {model for model, field in with_source.items() if field.null} == EDITORIAL


@pytest.mark.parametrize(("repere", "fiche"), REPERES)
def test_a_mark_has_a_source_no_page_and_no_sheet_of_the_same_name(repere, fiche):
    titles = {title.casefold() for title in fiche.objects.values_list("title", flat=True)}
    names = repere.objects.values_list("name", flat=True)

    assert issubclass(repere, Repere)
    assert not hasattr(repere, "get_absolute_url")
    assert not repere._meta.get_field("source").null
    assert [name for name in names if name.casefold() in titles] == []


def test_there_are_marks_of_schemes():
    assert DispositifRepere.objects.shown().exists()


def test_a_rate_says_of_what_it_is_a_share():
    rates = Montant.objects.filter(rate__isnull=False)

    assert rates.exists()
    for montant in rates:
        assert montant.base, montant
        assert 0 < montant.rate <= 100, montant


def test_an_amount_is_a_plausible_number_of_euros():
    """Thousands or millions written as units would show: « 3 » for 3 M€."""
    for montant in Montant.objects.filter(rate=None):
        amounts = [value for value in (montant.minimum, montant.maximum) if value]
        assert amounts, montant
        assert min(amounts) >= 50, montant


def test_no_date_is_still_to_come():
    """Windows aside: they announce. What is told has happened, what is cited has appeared."""
    today = timezone.localdate()
    late = [
        f"{row} ({field.verbose_name})"
        for model in content_models()
        if model is not Window
        for field in model._meta.concrete_fields
        if type(field) is DateField
        for row in model.objects.filter(**{f"{field.name}__gt": today})
    ]

    assert late == []


def test_a_figure_is_not_younger_than_the_source_that_gives_it():
    """A source known to the year may give a figure of that year."""
    younger = Figure.objects.filter(date__year__gt=F("source__date__year"))

    assert [f"{row.case}, {row}" for row in younger.select_related("case")] == []


def test_a_running_scheme_only_goes_from_actif_to_a_verifier():
    etats: dict[str, list[str]] = {}
    for today in TODAYS:
        rows = Dispositif.objects.filter(vie=Vie.EN_COURS).with_etat(today)
        for code, etat in rows.values_list("code", "etat"):
            etats.setdefault(code, []).append(etat)

    assert etats
    for code, sequence in etats.items():
        assert set(sequence) <= {Etat.ACTIF, Etat.A_VERIFIER}, code
        assert sequence == sorted(sequence, key=[Etat.ACTIF, Etat.A_VERIFIER].index), code
        assert sequence[-1] == Etat.A_VERIFIER, code


@pytest.mark.parametrize("today", [TODAYS[0], timezone.localdate(), TODAYS[-1]])
def test_a_closed_scheme_is_told_as_closed_whatever_the_day(today):
    closed = Dispositif.objects.exclude(vie=Vie.EN_COURS).with_etat(today)

    assert closed.exists()
    assert all(row.etat == row.vie for row in closed)


def test_a_replaced_scheme_says_by_what():
    for row in Dispositif.objects.filter(vie=Vie.REMPLACE):
        assert row.replaced_by or row.replaced_by_text, row
