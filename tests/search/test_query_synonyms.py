"""Words that stand for others: one way or both, phrases, acronyms; as editors write them."""

import pytest
from django.core.exceptions import ValidationError

from essaimage.search import index
from essaimage.search.models import SynonymGroup
from essaimage.search.synonym_models import Sense
from essaimage.search.synonyms import Synonyms
from essaimage.search.text import TextIndex
from tests.assertions import assert_contains
from tests.factories import make_synonym, make_synonym_group, make_term

SHEETS = {
    1: ("Prêt solidaire", "Pour les associations", "un crédit"),
    2: ("Microcrédit", "L’économie sociale et solidaire", "une banque"),
    3: ("Fonds propres", "Investir dans un tiers-lieu", "un réseau de maisons de services"),
    4: ("Garantie", "", "des fonds, des moyens propres ; une maison, des services"),
}
INDEX = TextIndex.of(SHEETS.items())


def tiers(words, synonyms):
    return [list(tier) for tier in INDEX.search(words, synonyms).tiers]


def test_both_ways_each_word_finds_the_others_after_itself():
    synonyms = Synonyms.of([["prêt", "microcrédit", "emprunt"]])

    assert tiers("prêts", synonyms) == [[1], [2]]
    assert tiers("microcredits", synonyms) == [[2], [1]]
    assert tiers("emprunt", synonyms) == [[1, 2]]


def test_one_way_the_others_do_not_find_the_first():
    synonyms = Synonyms.of(one_way=[("argent", ["prêt"]), ("banque", ["garantie"])])

    assert tiers("argent", synonyms) == [[1]]
    assert tiers("prêt", synonyms) == [[1]]
    assert tiers("banque", synonyms) == [[2], [4]]


def test_a_phrase_stands_for_a_word_and_a_word_for_a_phrase():
    synonyms = Synonyms.of([["ESS", "économie sociale et solidaire"], ["capital", "fonds propres"]])

    assert tiers("ess", synonyms) == [[2]]
    assert tiers("capital", synonyms) == [[3]]  # far apart in a long text, two words are no phrase
    assert tiers("l’économie sociale & solidaire", synonyms) == [[2]]


def test_the_words_of_a_phrase_are_not_taken_one_by_one():
    synonyms = Synonyms.of([["maison de services", "tiers-lieu"], ["maison", "garantie"]])

    assert tiers("maison de services", synonyms) == [[3, 4]]
    assert tiers("garantie", synonyms) == [[4], [3]]


def test_a_synonym_counts_among_other_words():
    synonyms = Synonyms.of(one_way=[("asso", ["association"]), ("aide", ["prêt", "garantie"])])

    assert tiers("aide asso", synonyms) == [[1]]


def test_a_synonym_of_a_synonym_is_none():
    synonyms = Synonyms.of([["argent", "crédit"], ["crédit", "banque"]])

    assert tiers("argent", synonyms) == [[1]]


def test_a_word_known_by_synonyms_alone_is_put_right_too():
    synonyms = Synonyms.of(one_way=[("emprunt", ["prêt"])])

    answer = INDEX.search("enprunt", synonyms)

    assert list(answer.ids) == [1]
    assert answer.corrected == "emprunt"


@pytest.mark.django_db
def test_the_glossary_and_the_groups_of_editors_make_the_rules():
    term = make_term(title="Société coopérative d’intérêt collectif", sigle="SCIC")
    make_synonym(term=term, word="coop", direction="vers_le_terme")
    make_synonym_group("tiers-lieu", "fablab")
    make_synonym_group("sous", sense=Sense.ONE_WAY, others="prêt\ngarantie")
    made = TextIndex.of(
        [
            (1, ("Scic", "", "")),
            (2, ("Société coopérative d’intérêt collectif", "", "")),
            (3, ("Un tiers-lieu", "", "")),
            (4, ("Coop", "", "")),
            (5, ("Garantie", "", "")),
        ]
    )

    def found(words):
        return list(made.search(words, index.current()["synonymes"]).ids)

    assert found("scic") == [1, 2]
    assert found("société coopérative d'intérêt collectif") == [1, 2]
    assert found("coop") == [1, 2, 4]
    assert found("fablab") == [3]
    assert found("sous") == [5]
    make_synonym_group("atelier", "tiers-lieu")
    assert found("atelier") == [3]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"words": "seul"}, "words"),
        ({"words": "deux\n,,,"}, "words"),
        ({"words": "deux\n" + "x" * 81}, "words"),
        ({"words": "\n".join(f"mot {number}" for number in range(41))}, "words"),
        ({"sense": Sense.ONE_WAY}, "__all__"),
        ({"others": "autre"}, "__all__"),
    ],
)
@pytest.mark.django_db
def test_a_group_that_would_find_nothing_is_refused(values, field):
    group = SynonymGroup(**{"name": "Groupe", "words": "un\ndeux"} | values)

    with pytest.raises(ValidationError) as refused:
        group.full_clean()

    assert list(refused.value.message_dict) == [field]


def test_an_editor_writes_a_group_in_the_admin(admin_client):
    page = admin_client.get("/admin/search/synonymgroup/add/")
    assert_contains(page, "Un mot ou une expression par ligne.")

    admin_client.post(
        "/admin/search/synonymgroup/add/",
        {
            "name": "Lieux",
            "words": "bistrot\nbar",
            "sense": "sens_unique",
            "others": "café",
            "basis": "editoriale",
        },
    )

    assert_contains(admin_client.get("/admin/search/synonymgroup/"), "bistrot, bar → café")
