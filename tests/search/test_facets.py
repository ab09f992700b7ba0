"""Facet counts say what ticking gives."""

from hypothesis import given
from hypothesis import strategies as st

from essaimage.search.facets import Postings

FACETS = {"a": ["x", "y"], "b": ["u", "v", "w"]}
rows = st.lists(
    st.fixed_dictionaries({name: st.sets(st.sampled_from(v)) for name, v in FACETS.items()}),
    max_size=12,
)
chosen = st.fixed_dictionaries({name: st.sets(st.sampled_from(v)) for name, v in FACETS.items()})


def postings_of(values):
    postings = Postings(range(len(values)))
    for facet in FACETS:
        postings.add(facet, [(i, v) for i, row in enumerate(values) for v in row[facet]])
    return postings


@given(rows, chosen)
def test_a_count_is_the_total_of_the_list_with_that_value_alone(values, ticked):
    postings = postings_of(values)

    selection = postings.select(ticked)

    for facet in FACETS:
        for value, count in selection.counts[facet].items():
            assert count == postings.total({**ticked, facet: [value]})


@given(rows, chosen)
def test_a_row_is_kept_when_it_holds_a_value_of_every_facet_ticked(values, ticked):
    kept = postings_of(values).select(ticked).ids

    assert kept == {
        i
        for i, row in enumerate(values)
        if all(not wanted or row[facet] & wanted for facet, wanted in ticked.items())
    }


def test_rows_outside_are_never_counted():
    postings = postings_of([{"a": {"x"}, "b": set()}, {"a": {"x"}, "b": set()}])
    postings.add("a", [(99, "x")])

    assert postings.select({}, within=[0, 99]).counts["a"]["x"] == 1
