"""Words find the sheets that hold them, where they hold them, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaimage.search.synonyms import Synonyms
from essaimage.search.text import TextIndex

SHEETS = {
    1: ("Petites villes de demain\nPVD", "Aide les petites villes", "Prêt d’honneur, micro-crédit"),
    2: ("Prêt à l’essaimage", "Une fédération prêtée", "Solidarité, économie sociale et solidaire"),
    3: ("France services", "Maison de services", "Habitat partagé, ouvert à la PVD voisine"),
}
INDEX = TextIndex.of(SHEETS.items())


def found(words, index=INDEX, **options):
    return list(index.search(words, **options).ids)


@pytest.mark.parametrize(
    ("words", "sheets"),
    [
        ("federation", [2]),
        ("fédérations", [2]),
        ("prete", [1, 2]),
        ("SOLIDARITES", [2]),
        ("microcrédit", [1]),
        ("micro credits", [1]),
        ("petites villes PVD", [1]),
        ("l’habitat d’un service", [3]),
        ("trottinette", []),
        ("fédération trottinette", []),
        ("qui", []),
        ("", []),
    ],
)
def test_every_word_must_be_found(words, sheets):
    assert found(words) == sheets


def test_a_title_comes_before_a_summary_and_a_summary_before_the_rest():
    index = TextIndex.of(
        [(1, ("", "", "garantie")), (2, ("", "garantie", "")), (3, ("Une garantie solide", "", ""))]
    )

    tiers = [list(tier) for tier in index.search("garanties").tiers]

    assert tiers == [[3], [2], [1]]


def test_the_sheet_that_is_named_so_comes_first():
    assert list(INDEX.search("pvd").tiers[0]) == [1]
    assert list(INDEX.search("france service").tiers[0]) == [3]


def test_a_sigle_and_what_it_stands_for_find_each_other():
    assert found("petites villes de demain") == [1, 3]


def test_a_synonym_finds_its_sheets_after_those_that_hold_the_word():
    synonyms = Synonyms.of([["prêt", "maison"]], one_way=[("crédit", ["habitat partagé"])])

    assert [list(tier) for tier in INDEX.search("prêt", synonyms).tiers] == [[2], [1], [3]]
    assert [list(tier) for tier in INDEX.search("crédit", synonyms).tiers] == [[1]]
    one_way = Synonyms.of(one_way=[("essaimage", ["services"])])
    assert found("essaimage", synonyms=one_way) == [2, 3]
    assert found("services", synonyms=one_way) == [3]


def test_an_edit_is_seen_and_what_was_read_before_stays():
    edited = INDEX.changed([1], [(2, ("Garage", "", "")), (4, ("Prêt neuf", "", ""))])

    assert found("prêt", edited) == [4]
    assert found("garage", edited) == [2]
    assert found("demain", edited) == []
    assert found("prêt") == [1, 2]


words = st.sampled_from(
    ["prêt", "prêtes", "fédération", "rural", "ruralité", "E.S.S.", "tiers-lieu"]
)
texts = st.tuples(*[st.lists(words, max_size=3).map(" ".join)] * 3)
sheets = st.dictionaries(st.integers(0, 6), texts, max_size=5)


@given(sheets, sheets, st.sets(st.integers(0, 6)))
def test_an_index_that_changed_answers_like_one_made_anew(before, after, removed):
    kept = {pk: told for pk, told in before.items() if pk not in removed} | after

    changed = TextIndex.of(before.items()).changed(removed, after.items())

    anew = TextIndex.of(kept.items())
    for word in ("prete", "federation", "ess", "tierslieu", "lieu ruraux"):
        assert changed.search(word).tiers == anew.search(word).tiers
    assert changed.ids == anew.ids


@given(st.text(max_size=250))
def test_whatever_is_typed_gets_an_answer(typed):
    for typing in (False, True):
        answer = INDEX.search(typed, typing=typing, places={"creuse"})
        assert sum(len(tier) for tier in answer.tiers) == len(answer.ids)
        assert answer.ids <= INDEX.ids


FORMS = (
    "prête",
    "Prête",
    "prete",
    "prêté",
    "Preté",
    "PRÊTE",
    "marché",
    "marche",
    "Marche",
    "œuvre",
    "lors",
)


@given(st.lists(st.lists(st.sampled_from(FORMS), min_size=1, max_size=5).map(" ".join), max_size=6))
def test_a_word_is_read_the_same_whatever_was_read_before(texts):
    sheets = [(pk, (text, "", "")) for pk, text in enumerate(texts)]
    together, one_by_one = TextIndex.of(sheets), TextIndex.of(())
    for sheet in sheets:
        one_by_one = one_by_one.changed((), [sheet])

    assert one_by_one.postings == together.postings
    assert one_by_one.words == together.words
    assert one_by_one.bare == together.bare
    for pk, (text, _, _) in sheets:
        alone = TextIndex.of([(pk, (text, "", ""))])
        assert {key for key, held in together.postings.items() if pk in held.every} == set(
            alone.postings
        )
