"""Words that need not all be found: what is said of every sheet, names, questions typed whole."""

import pytest

from essaimage.search.found import Found, best_answers
from essaimage.search.synonyms import Synonyms
from essaimage.search.text import TextIndex

SHEETS = {
    1: ("Épicerie de village", "Une association ouvre une épicerie", "Au village, avec un prêt"),
    2: ("Antenne", "Le site d’une association", "Une aide au démarrage"),
    3: ("Fonds Macif", "Une association de la mutuelle Macif", "Aide et dispositif"),
    4: ("P’INS, essaimage", "Un dispositif pour grandir", "Association, village"),
    5: ("VoisinMalin", "Porte-à-porte", "Une association"),
    6: ("Vieille caisse", "Une association", "Un village, une ville"),
}
INDEX = TextIndex.of(SHEETS.items())


def ask(words, **options):
    return INDEX.search(words, **options)


def test_when_no_sheet_holds_every_word_those_that_hold_the_most_are_given():
    answer = ask("j’ai une association et je veux une antenne dans un village avec un prêt")

    assert answer.whole == 0
    assert list(answer.tiers[0]) == [1]
    assert answer.partial == answer.ids
    assert answer.left_out == ()


def test_a_rare_word_weighs_more_than_common_ones():
    answer = ask("association village antenne épicerie")

    assert answer.tiers[0] == INDEX.search("épicerie").ids
    assert 6 not in answer.ids


def test_what_holds_some_follows_the_few_that_hold_all():
    answer = ask("association village prêt épicerie")

    assert list(answer.tiers[0]) == [1]
    assert answer.whole == 1
    assert 1 not in answer.partial


def test_enough_answers_are_followed_by_no_other():
    assert not ask("association village").partial


def test_one_word_of_two_is_no_answer_when_the_other_is_nowhere():
    assert not ask("association trottinette").ids
    assert not ask("monnaie associative").ids


def test_a_word_that_nothing_holds_is_told():
    answer = ask("prêt trottinette épicerie")

    assert list(answer.ids) == [1]
    assert answer.left_out == ("trottinette",)


def test_while_one_types_every_word_counts():
    assert not ask("association antenne vill", typing=True).partial


def test_what_is_said_of_every_sheet_need_not_be_found():
    words = {"aide", "dispositif"}

    assert list(ask("aide essaimage", said_of_all=words).ids) == [4]
    assert list(ask("dispositif macif", said_of_all=words).ids) == [3]
    assert list(ask("aide", said_of_all=words).ids) == [2, 3]
    phrase = Synonyms.of([["aide au démarrage", "coup de pouce"]])
    assert list(INDEX.search("aide au démarrage", phrase, said_of_all={"aide"}).ids) == [2]


def test_what_is_said_as_to_somebody_is_left_out_but_for_a_phrase():
    assert list(ask("trouver une épicerie").ids) == [1]
    found = INDEX.search("trouver un local", Synonyms.of(one_way=[("trouver un local", ["prêt"])]))
    assert list(found.ids) == [1]


@pytest.mark.parametrize("words", ["pins", "PINS", "P’INS", "p'ins", "p ins", "pin's essaimage"])
def test_an_apostrophe_inside_a_name_may_be_left_out(words):
    assert list(ask(words).ids) == [4]


def test_two_words_in_the_plural_are_one_name():
    assert list(ask("voisins malins").ids) == [5]
    assert ask("voisins malins").corrected == ""


def test_a_word_that_another_collection_holds_is_no_typing_error():
    assert ask("macis").corrected == "macif"
    assert not ask("macis", elsewhere=lambda token: token.plain == "macis").ids


def test_a_word_never_written_is_no_other_because_of_its_stem():
    sheets = {
        1: ("Franchise", "", ""),
        2: ("Franchise", "", ""),
        3: ("", "Une réponse franche", ""),
    }
    made = TextIndex.of(sheets.items())

    assert made.search("franchisse").corrected == "franchise"
    assert list(made.search("franches").ids) == [3]
    assert made.search("franches").corrected == ""


def test_an_acronym_known_by_synonyms_is_not_the_beginning_of_words():
    synonyms = Synonyms.of(one_way=[("ANTE", ["prêt"])])

    assert list(INDEX.search("ante", synonyms).ids) == [1]


def test_the_very_name_is_told_from_what_mentions_it():
    assert list(ask("fonds macif").named) == [3]
    assert list(ask("macif").named) == [3]  # never written without a capital
    assert not ask("association").named
    assert not ask("épicerie").named


@pytest.mark.parametrize(
    ("words", "aside"),
    [
        ("association ville", ()),
        ("association rouge", ()),
        ("association Rouge", ("Rouge",)),
        ("association à rouge", ("rouge",)),
        ("épicerie L’Union", ("L’Union",)),
    ],
)
def test_a_place_named_as_a_thing_is_one_when_it_is_said_so(words, aside):
    assert ask(words, places={"rouge", "Rouge", "ville", "Union"}).set_aside == aside


def found(ids, *, partial=(), corrected="", asked=1):
    ids = INDEX.ids & type(INDEX.ids)(ids)
    return Found(ids, (ids,), partial=type(ids)(partial), corrected=corrected, asked=asked)


def test_collections_that_answer_worse_than_others_are_left_out():
    whole, put_right, part = found([1]), found([2], corrected="x"), found([3], partial=[3])
    every = {"a": whole, "b": put_right, "c": part, "d": found([])}

    assert set(best_answers(every)) == {"a"}
    assert set(best_answers({"b": put_right, "c": part})) == {"b"}
    assert set(best_answers({"c": part, "d": found([])})) == {"c"}
    assert set(best_answers({"a": found([1], asked=4), "b": put_right, "c": part})) == {"a", "c"}
