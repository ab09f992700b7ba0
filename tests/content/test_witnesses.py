"""Witness communes: what the content says of six zonages for some forty communes."""

import re

import pytest

from essaimage.territoires.facts import facts_of, zonage_coverage
from essaimage.territoires.models import Commune, Status, Temoin, Zonage
from essaimage.territoires.zonages import CODES, DENSITE, DENSITIES, FRR

FRR_VALUES = {"FRR", "FRR+", "FRR socle", "FRR bénéficiaire"}


def test_the_six_zonages_are_explained_in_order():
    zonages = Zonage.objects.all()

    assert tuple(zonage.code for zonage in zonages) == CODES
    assert all(zonage.definition and zonage.opens for zonage in zonages)
    exhaustive = {zonage.code for zonage in zonages if zonage.is_exhaustive}
    assert exhaustive == {"frr", "pvd", "acv"}


def test_every_value_of_a_witness_is_one_of_its_zonage_and_dated():
    witnesses = Temoin.objects.select_related("commune", "zonage", "source")

    assert 40 <= witnesses.values("commune").distinct().count() <= 60
    for row in witnesses:
        assert row.code == f"{row.commune.code}-{row.zonage.code}"
        assert row.source.date, row
        assert row.status != Status.UNKNOWN, row
        if not row.zonage.is_exhaustive:
            assert row.status != Status.NO, row
        allowed = {DENSITE: set(DENSITIES), FRR: FRR_VALUES}.get(row.zonage.code, {""})
        assert row.value in allowed | ({""} if row.status == Status.NO else set()), row


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("23096", "densite 2, frr oui, pvd non, acv oui, villages-davenir inconnu, qpv oui"),
        ("63003", "densite 5, frr oui, pvd oui, acv non, villages-davenir inconnu, qpv inconnu"),
        ("85047", "densite 3, frr non, pvd oui, acv non, villages-davenir inconnu, qpv inconnu"),
        ("23077", "densite 7, frr oui, pvd non, acv non, villages-davenir oui, qpv inconnu"),
        ("97411", "densite 1, frr partiel, pvd non, acv non, villages-davenir inconnu, qpv oui"),
    ],
    ids=["Guéret", "Ambert", "Challans", "Faux-la-Montagne", "Saint-Denis de La Réunion"],
)
def test_what_the_witnesses_say(code, said):
    facts = facts_of(Commune.objects.with_places().get(code=code))

    known = (
        f"{each} {fact.value if each == DENSITE else fact.status}"
        for each, fact in facts.zonages.items()
    )
    assert ", ".join(known) == said


def test_a_fresh_site_says_how_much_it_knows():
    assert re.fullmatch(
        r"Zonages renseignés pour 43 communes sur \d+\.", zonage_coverage().sentence
    )
