"""What is missing and what is old, told from plain values."""

from datetime import date

import pytest

from essaimage.common.completeness import Freshness, Need, completeness, is_old

NEEDS = tuple(Need(code, f"sans {code}", f"Ajoutez : {code}.", "") for code in ("un", "deux"))
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("has", "score", "lacking"),
    [
        ({}, 0, "sans un, sans deux"),
        ({"deux": True}, 1, "sans un"),
        ({"un": True, "deux": False}, 1, "sans deux"),
        ({"un": True, "deux": True, "autre": False}, 2, ""),
    ],
)
def test_a_score_says_what_is_missing(has, score, lacking):
    full = completeness(NEEDS, has)

    assert (full.score, full.total, full.lacking) == (score, 2, lacking)
    assert full.said == f"{score} sur 2"
    assert full.is_full == (not lacking)


@pytest.mark.parametrize(
    ("evidence", "verified", "read", "is_due", "said"),
    [
        (None, None, None, True, "aucune preuve datée"),
        (date(2026, 5, 23), None, None, False, "preuve\N{NO-BREAK SPACE}: 23 mai 2026"),
        (date(2026, 5, 22), None, None, True, "preuve\N{NO-BREAK SPACE}: 22 mai 2026"),
        (date(2019, 1, 1), date(2026, 11, 23), None, False, "vérifiée le 23 novembre 2026"),
        (date(2019, 1, 1), None, date(2026, 6, 1), False, "sources lues le 1er juin 2026"),
    ],
)
def test_the_newest_proof_counts(evidence, verified, read, is_due, said):
    fresh = Freshness(evidence, verified, read, review_months=6, today=TODAY)

    assert (fresh.is_due, fresh.said) == (is_due, said)


def test_a_proof_is_said_as_its_source_dates_it():
    fresh = Freshness(date(2019, 1, 1), None, None, 12, TODAY, evidence_precision="annee")

    assert fresh.said == "preuve\N{NO-BREAK SPACE}: 2019"


def test_a_verification_gets_old():
    assert is_old(date(2025, 11, 22), 12, TODAY)
    assert not is_old(date(2025, 11, 23), 12, TODAY)
    assert not is_old(None, 12, TODAY)
