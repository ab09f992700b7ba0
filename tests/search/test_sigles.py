"""Sigles and what they stand for: the rules of a corpus, worked out when they are asked for."""

from hypothesis import given
from hypothesis import strategies as st

from essaimage.search.sigles import Sigles
from essaimage.search.synonyms import Rule, Synonyms
from essaimage.search.text import TextIndex

WORDS = ("fonds", "local", "rural", "ville", "prêt")
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
sheets = st.dictionaries(
    st.integers(1, 9),
    st.tuples(phrases, st.sampled_from(["", "FLR", "PV", "PV rural"])),
    max_size=6,
)


def index_of(told):
    return TextIndex.of((pk, (f"{title}\n{sigle}", "", "")) for pk, (title, sigle) in told.items())


def made_in_advance(index):
    """Return the same rules, made for every sheet."""
    rules = []
    for sigle, title in index.sigles.told.values():
        one, other = (tuple((key,) for key in keys) for keys in (sigle, title))
        if one and other and one != other:
            rules += [Rule(one, (other,)), Rule(other, (one,))]
    return Synonyms(rules)


def told(rules):
    return {rule.phrase: set(rule.others) for rule in rules}


@given(sheets, st.lists(st.sampled_from([*WORDS, "FLR", "PV"]), min_size=1, max_size=6))
def test_rules_are_those_of_every_sheet(known, typed):
    index = index_of(known)
    keys = [frozenset(index_of({1: (word, "")}).postings) for word in typed]
    expected = made_in_advance(index)

    for position in range(len(typed)):
        assert told(index.acronyms.at(keys, position)) == told(expected.at(keys, position))


@given(sheets, sheets, st.sets(st.integers(1, 9)))
def test_an_edit_gives_what_reading_again_gives(before, after, removed):
    kept = {pk: told for pk, told in before.items() if pk not in removed} | after
    index = index_of(before).changed(
        removed, [(pk, (f"{title}\n{sigle}", "", "")) for pk, (title, sigle) in after.items()]
    )
    fresh = index_of(kept).sigles

    assert index.sigles.told == fresh.told
    assert index.sigles.ids == fresh.ids
    for sigle, _ in fresh.told.values():
        assert set(index.sigles.beginning(sigle[0])) == set(fresh.beginning(sigle[0]))
    for sigle in {told[0] for told in index_of(before).sigles.told.values()}:
        assert index.called(sigle) == fresh.called(sigle)


def test_what_no_edit_touches_is_shared():
    sigles = Sigles().changed((), {1: (("pv",), ("petit", "vil"))})

    assert sigles.changed([1], {1: (("pv",), ("petit", "vil"))}) is sigles
    assert sigles.changed([2], {}) is sigles
