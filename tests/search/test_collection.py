"""A collection edited any number of times is the one that would be read whole."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from essaimage.search import orders
from essaimage.search.collection import Collection
from essaimage.search.documents import Choice, Document, IndexSource
from essaimage.search.shelves import Shelves

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LETTERS = "abcdefgh"


class Pairs(IndexSource):
    """Documents made of two letters: pk → letters."""

    name = "paires"
    model = None
    orders = ("une", "deux")
    watches = ()

    def __init__(self, pairs):
        self.pairs = dict(pairs)

    def documents(self, now, pks=None):
        for pk in self.pairs if pks is None else self.pairs.keys() & set(pks):
            one, two = self.pairs[pk]
            yield Document(
                pk=pk,
                texts=(f"mot{one}", f"mot{two}", ""),
                facets={"une": (one,), "lettres": tuple({one, two}), "_deux": (two,)},
                keys={"une": (one, pk), "deux": (two, one, -pk, pk)},
                row=one + two,
                due=NOW + timedelta(days=LETTERS.index(two)),
            )

    def scheduled(self, now):
        return {}

    def vocabulary(self, now):
        return {"une": [Choice(letter, letter.upper()) for letter in LETTERS]}


def told_by(collection):
    """Return everything that a collection says."""
    size = len(collection.ids)
    return {
        "rows": dict(collection.rows),
        "counts": {
            f: {v: n for v, n in c.items() if n} for f, c in collection.select({}).counts.items()
        },
        "internal": {value: set(ids) for value, ids in collection.values("_deux").items()},
        "orders": [collection.page([collection.ids], order, 0, size) for order in Pairs.orders],
        "words": {letter: set(collection.search(f"mot{letter}").ids) for letter in LETTERS},
        "wakes_at": collection.wakes_at,
        "woken": collection.awake(NOW + timedelta(days=3)),
    }


numbers = st.integers(1, 700)
pairs = st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(numbers, pairs, max_size=30),
    st.lists(st.dictionaries(numbers, st.none() | pairs, max_size=8), max_size=5),
)
def test_edits_end_where_a_whole_reading_does(first, edits):
    source = Pairs(first)
    collection = Collection.of(source, NOW)

    for edit in edits:
        source.pairs = {k: v for k, v in {**source.pairs, **edit}.items() if v}
        before, told = collection, told_by(collection)
        collection = collection.changed(source, NOW, edit)
        assert told_by(before) == told

    assert told_by(collection) == told_by(Collection.of(Pairs(source.pairs), NOW))


@pytest.mark.parametrize("edited", [0, 40])
def test_a_page_is_a_slice_of_what_is_sorted(edited, monkeypatch):
    monkeypatch.setattr(orders, "SIZE", 16)
    monkeypatch.setattr(orders, "FEW", 8)
    source = Pairs({pk: (LETTERS[pk * 7 % 8], LETTERS[pk * 5 % 8]) for pk in range(1, 500)})
    collection = Collection.of(source, NOW)
    for pk in range(3, 3 + edited):
        source.pairs[pk] = ("a", "h")
        source.pairs.pop(pk * 9, None)
        collection = collection.changed(source, NOW, [pk, pk * 9])
    third = BitMap(pk for pk in collection.ids if pk % 3 == 0)
    few = BitMap(list(collection.ids - third)[::45])
    buckets = [third, few, collection.ids - third - few]

    def key(pk):
        one, two = source.pairs[pk]
        return (two, one, -pk)

    ordered = [pk for bucket in buckets for pk in sorted(bucket, key=key)]
    for start in range(0, len(ordered) + 40, 7):
        assert collection.page(buckets, "deux", start, start + 20) == ordered[start : start + 20]


def test_every_option_is_counted_even_when_nothing_holds_it():
    counts = Collection.of(Pairs({1: ("a", "b")}), NOW).select({}).counts

    assert counts["une"] == {letter: int(letter == "a") for letter in LETTERS}
    assert "_deux" not in counts


def test_facets_worked_out_for_a_request_are_counted_and_ticked_like_others():
    collection = Collection.of(Pairs({1: ("a", "b"), 2: ("a", "c"), 3: ("b", "c")}), NOW)
    extra = {"verdict": {"oui": BitMap([1, 3]), "non": BitMap([2])}}

    selection = collection.select({"une": ["a"], "verdict": ["oui"]}, extra=extra)

    assert list(selection.ids) == [1]
    assert selection.counts["verdict"] == {"oui": 1, "non": 1}
    assert collection.total({"verdict": ["oui"]}, within=BitMap([1, 2]), extra=extra) == 1


def test_keys_of_another_length_are_refused():
    class Uneven(Pairs):
        def documents(self, now, pks=None):
            for document in super().documents(now, pks):
                document.keys["une"] = document.keys["une"][-document.pk :]
                yield document

    with pytest.raises(ValueError, match="sort keys"):
        Collection.of(Uneven({1: ("a", "b"), 2: ("a", "c")}), NOW)


def test_shelves_share_what_an_edit_leaves():
    before = Shelves().changed((), {number: str(number) for number in range(2000)})

    after = before.changed([5, 1999], {1999: "new"})

    assert len(before) == 2000
    assert before[5] == "5"
    assert 5 not in after
    assert (after[1999], after[700], len(after)) == ("new", "700", 1999)
    assert after._shelves[1] is before._shelves[1]
    assert dict(after.changed(list(after), {})) == {}
