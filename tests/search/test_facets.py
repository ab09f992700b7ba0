"""Facet counts say what ticking gives."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap, FrozenBitMap

from essaimage.search.facets import moved, select, total

FACETS = {"a": ["x", "y"], "b": ["u", "v", "w"], "_c": ["z"]}
rows = st.lists(
    st.fixed_dictionaries({name: st.sets(st.sampled_from(v)) for name, v in FACETS.items()}),
    max_size=12,
)
numbers = st.sets(st.integers(0, 9))
chosen = st.fixed_dictionaries({name: st.sets(st.sampled_from(v)) for name, v in FACETS.items()})


def holding_of(values):
    return {
        facet: {v: BitMap(i for i, row in enumerate(values) if v in row[facet]) for v in every}
        for facet, every in FACETS.items()
    }


@given(rows, chosen)
def test_a_count_is_the_total_of_the_list_with_that_value_alone(values, ticked):
    base, holding = BitMap(range(len(values))), holding_of(values)

    selection = select(base, holding, ticked)

    for facet in ("a", "b"):
        for value, count in selection.counts[facet].items():
            assert count == total(base, holding, {**ticked, facet: [value]})


@given(rows, chosen)
def test_a_row_is_kept_when_it_holds_a_value_of_every_facet_ticked(values, ticked):
    kept = select(BitMap(range(len(values))), holding_of(values), ticked).ids

    assert set(kept) == {
        i
        for i, row in enumerate(values)
        if all(not wanted or row[facet] & wanted for facet, wanted in ticked.items())
    }


def test_rows_outside_are_never_counted():
    holding = holding_of([{"a": {"x"}, "b": set(), "_c": set()}] * 2)

    assert select(BitMap([0]), holding, {}).counts["a"] == {"x": 1, "y": 0}


def test_an_internal_facet_filters_and_is_not_counted():
    values = [{"a": {"x"}, "b": set(), "_c": {"z"}}, {"a": {"x"}, "b": set(), "_c": set()}]

    selection = select(BitMap([0, 1]), holding_of(values), {"_c": ["z"]})

    assert list(selection.ids) == [0]
    assert "_c" not in selection.counts


def test_a_value_that_nothing_holds_keeps_nothing():
    holding = holding_of([{"a": {"x"}, "b": set(), "_c": set()}])

    assert total(BitMap([0]), holding, {"a": ["?"]}) == 0
    assert total(BitMap([0]), holding, {"?": ["x"]}) == 0


@given(
    before=st.dictionaries(st.sampled_from("abc"), numbers.filter(bool)),
    removed=numbers,
    added=st.dictionaries(st.sampled_from("abcd"), numbers.filter(bool)),
)
def test_who_holds_what_after_an_edit_is_what_sets_say(before, removed, added):
    after = moved(
        {value: FrozenBitMap(ids) for value, ids in before.items()},
        BitMap(removed),
        {value: BitMap(ids) for value, ids in added.items()},
    )

    expected = {
        value: (before.get(value, set()) - removed) | added.get(value, set())
        for value in before.keys() | added.keys()
    }
    assert {value: set(ids) for value, ids in after.items()} == {
        value: ids for value, ids in expected.items() if ids
    }


def test_what_an_edit_leaves_as_it_was_is_shared():
    one, other = FrozenBitMap([1, 2]), FrozenBitMap([1, 3])

    after = moved({"a": one, "b": other}, BitMap([1]), {"a": BitMap([1])})

    assert after["a"] is one
    assert after["b"] == BitMap([3])
