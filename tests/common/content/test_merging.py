"""The merge of one value between what was loaded, the fixture and the desk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaimage.common.content.merging import NEVER_LOADED, Base, Outcome, merge

PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(0, 3), st.sampled_from("abc"), st.just(["a", "b"])
)
BASES = st.one_of(st.just(NEVER_LOADED), PLAIN.map(Base))


@pytest.mark.parametrize(
    ("base", "fixture", "current", "value", "outcome"),
    [
        (Base("a"), "a", "a", "a", Outcome.SAME),
        (Base("a"), "b", "a", "b", Outcome.FOLLOWS),
        (Base("a"), "a", "c", "c", Outcome.KEPT),
        (Base("a"), "b", "c", "c", Outcome.KEPT),
        (Base("a"), "b", "b", "b", Outcome.SAME),  # the editor and the fixture agree
        (NEVER_LOADED, "a", "a", "a", Outcome.SAME),
        (NEVER_LOADED, "a", "b", "b", Outcome.KEPT),
        (Base(None), "a", None, "a", Outcome.FOLLOWS),
        (Base("a"), None, "a", None, Outcome.FOLLOWS),
        (Base(["a"]), ["a", "b"], ["a"], ["a", "b"], Outcome.FOLLOWS),
        (Base(["a"]), ["a", "b"], ["c"], ["c"], Outcome.KEPT),
    ],
)
def test_who_wins(base, fixture, current, value, outcome):
    merged = merge(base, fixture, current)

    assert (merged.value, merged.outcome) == (value, outcome)


@given(BASES, PLAIN, PLAIN)
def test_a_value_changed_at_the_desk_is_never_lost(base, fixture, current):
    merged = merge(base, fixture, current)

    if not base.is_known or current != base.value:
        assert merged.value == current


@given(PLAIN, PLAIN)
def test_an_untouched_value_follows_the_fixture(base, fixture):
    assert merge(Base(base), fixture, base).value == fixture


@given(BASES, PLAIN, PLAIN, st.booleans())
def test_a_second_merge_changes_nothing(base, fixture, current, overwrite):
    first = merge(base, fixture, current, overwrite=overwrite)
    second = merge(Base(fixture), fixture, first.value, overwrite=overwrite)

    assert second.value == first.value


@given(BASES, PLAIN, PLAIN)
def test_overwriting_always_gives_the_fixture(base, fixture, current):
    assert merge(base, fixture, current, overwrite=True).value == fixture
