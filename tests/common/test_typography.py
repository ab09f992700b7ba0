"""French typography: tables of cases."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaimage.common.dates import french_date, months_before
from essaimage.common.figures import euros, number, signed
from essaimage.common.typography import sort_key, typographie


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'eau d'ici", "l’eau d’ici"),
        ("aujourd'hui", "aujourd’hui"),
        ("Qui paie ?", "Qui paie\u00a0?"),
        ("«mot»", "«\u00a0mot\u00a0»"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("12 955 habitants", "12\u00a0955 habitants"),
        ("50 % de 3 M€", "50\u00a0% de 3\u00a0M€"),
        ("et puis...", "et puis…"),
        ("https://exemple.fr/?a=1:2", "https://exemple.fr/?a=1:2"),
        ("[lien](dispositif:insite)", "[lien](dispositif:insite)"),
        ("en 2020 2021", "en 2020 2021"),
    ],
)
def test_text_is_set_as_french_is_printed(typed, printed):
    assert typographie(typed) == printed


@given(st.text(alphabet="a1 '«»:;!?.%€\u00a0\u202fé", max_size=40))
def test_setting_twice_changes_nothing_more(text):
    assert typographie(typographie(text)) == typographie(text)


def test_french_order_ignores_accents_and_case():
    words = ["Zèbre", "école", "Ecole", "abri", "Œuvre", "ouvert"]

    assert sorted(words, key=sort_key) == ["abri", "Ecole", "école", "Œuvre", "ouvert", "Zèbre"]


@pytest.mark.parametrize(
    ("day", "precision", "said"),
    [
        (date(2026, 2, 5), "jour", "5 février 2026"),
        (date(2026, 2, 1), "jour", "1er février 2026"),
        (date(2026, 2, 1), "mois", "février 2026"),
        (date(2026, 1, 1), "annee", "2026"),
        (None, "jour", ""),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(day, precision, said):
    assert french_date(day, precision) == said


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 23), 30, date(2024, 5, 23)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
    ],
)
def test_months_before_never_falls_outside_the_month(day, months, expected):
    assert months_before(day, months) == expected


@pytest.mark.parametrize(
    ("amount", "said"),
    [(6000, "6 000 €"), (1_500_000, "1,5 M€"), (3 * 10**9, "3 Md€"), (57, "57 €")],
)
def test_amounts_are_said_as_people_do(amount, said):
    assert euros(amount).replace("\u00a0", " ") == said
    assert number(1646).replace("\u00a0", " ") == "1 646"


@pytest.mark.parametrize(
    ("value", "said", "added"), [(0, "0", "0"), (1, "1", "+1"), (-2, "−2", "−2")]
)
def test_numbers_bear_a_real_minus_sign(value, said, added):
    assert (number(value), signed(value)) == (said, added)
