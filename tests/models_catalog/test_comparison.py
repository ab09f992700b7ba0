"""The comparison table, worked out from plain rows."""

import pytest

from models_catalog.comparison import compare
from models_catalog.models import Criterion, NetworkModel, Trait

MODELS = [NetworkModel(pk=number, title=title) for number, title in enumerate("ABC", start=1)]
CRITERION = Criterion(pk=1, title="Qui décide")


def traits(*values: str | None) -> list[Trait]:
    return [
        Trait(criterion_id=1, model_id=number, value=value)
        for number, value in enumerate(values, start=1)
        if value is not None
    ]


@pytest.mark.parametrize(
    ("values", "is_same", "same_as"),
    [
        (("oui", "non", "peut-être"), False, [None, None, None]),
        (("oui", "non", "oui"), False, [None, None, "A"]),
        (("oui", "non", "Non."), False, [None, None, "B"]),
        (("oui", "Oui", "OUI."), True, [None, "A", "A"]),
        (("oui", "oui", None), False, [None, "A", None]),
        ((None, "oui", "oui"), False, [None, None, "B"]),
    ],
)
def test_equal_answers_are_seen(values, is_same, same_as):
    (row,) = compare([CRITERION], MODELS, traits(*values))

    assert row.is_same is is_same
    assert [cell.same_as and cell.same_as.title for cell in row.cells] == same_as


def test_a_criterion_that_says_nothing_is_left_out():
    assert compare([CRITERION], MODELS, []) == []


def test_one_model_alone_is_not_said_the_same():
    (row,) = compare([CRITERION], MODELS[:1], traits("oui"))

    assert not row.is_same
