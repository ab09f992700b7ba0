"""What a query may be taken for: beginnings, typing errors, places, words said around the others."""

import time

import pytest

from essaimage.search.text import TextIndex

SHEETS = {
    1: ("Subvention pour une association", "Un tiers-lieu rural", "Prêt, département de la Creuse"),
    2: (
        "Fédération",
        "Habitat partagé",
        "Une antenne marche, un départ ; le microcrédit ; la franchise",
    ),
    3: ("Coopérative", "Le marché des fermes", "Garantie et accompagnement franche"),
}
INDEX = TextIndex.of(SHEETS.items())
PLACES = {"creuse", "saint étienne", "mende", "Mende", "Saint Étienne", "l’Isle"}


def ask(words, **options):
    return INDEX.search(words, places=PLACES, **options)


def found(words, **options):
    return list(ask(words, **options).ids)


@pytest.mark.parametrize(
    ("words", "corrected", "sheets"),
    [
        ("subvantion", "subvention", [1]),
        ("SUBVNETION", "subvention", [1]),
        ("fedraton", "fédération", [2]),
        ("l’asociation", "l’association", [1]),
        ("garentie accompagnement", "garantie accompagnement", [3]),
        ("ubvention", "subvention", [1]),
        ("habitta partagé", "habitat partagé", [2]),
    ],
)
def test_a_typing_error_is_put_right_and_said(words, corrected, sheets):
    answer = ask(words)

    assert list(answer.ids) == sheets
    assert answer.corrected == corrected


@pytest.mark.parametrize(
    "words", ["pre", "prx", "2024", "xyzzy", "subvuntiun trottinette", "antXXXe"]
)
def test_what_is_too_far_or_too_short_is_not_put_right(words):
    answer = ask(words)

    assert not answer.ids
    assert answer.corrected == ""


def test_a_short_half_of_a_compound_is_left_as_it_is():
    assert ask("cruse département").corrected == "creuse département"
    assert ask("cruse-département").corrected == ""
    assert ask("antrenne-franchise").corrected == "antenne-franchise"


def test_words_typed_right_are_never_put_right():
    assert ask("fermes").corrected == ""
    assert ask("habitat partage").corrected == ""


def test_a_beginning_stands_for_its_words_when_it_is_none():
    assert found("subv") == [1]
    assert found("habitat part") == [2]
    assert found("franch") == [2, 3]
    assert found("subv", typing=True) == [1]
    assert found("su", typing=True) == [1]
    assert found("s", typing=True) == []
    assert found("sub") == []  # as likely an acronym


def test_while_one_types_the_last_word_is_also_a_beginning():
    assert found("marche") == [2, 3]
    assert found("un", typing=True) == []  # a stop word is the beginning of nothing here
    assert ask("fédér", typing=True).marks.beginnings == ("feder",)


@pytest.mark.parametrize(
    ("words", "sheets"),
    [
        ("tierslieu", [1]),
        ("tiers lieux", [1]),
        ("tiers-lieu", [1]),
        ("micro crédit", [2]),
        ("micro-crédits", [2]),
        ("habitatpartagé", [2]),
    ],
)
def test_words_are_found_glued_or_apart(words, sheets):
    assert found(words) == sheets
    assert ask(words).corrected == ""


@pytest.mark.parametrize(
    ("words", "sheets"),
    [("marché", [3]), ("marches", [2]), ("département", [1]), ("départ", [2]), ("departs", [2])],
)
def test_accents_tell_false_friends_apart(words, sheets):
    assert found(words) == sheets


@pytest.mark.parametrize(
    ("words", "aside", "sheets"),
    [
        ("habitat partagé creuse", ("creuse",), [2]),
        ("association creuse", (), [1]),
        ("habitat à Mende", ("Mende",), [2]),
        ("fédération Saint Étienne", ("Saint Étienne",), [2]),
        ("Mende", ("Mende",), []),
    ],
)
def test_a_place_that_no_sheet_holds_with_the_rest_is_set_aside(words, aside, sheets):
    answer = ask(words)

    assert list(answer.ids) == sheets
    assert answer.set_aside == aside


def test_what_is_said_around_the_words_is_left_out():
    assert found("je cherche une subvention pour mon association") == [1]
    assert found("trouver une garantie") == [3]
    assert found("cherche") == []


@pytest.mark.parametrize(
    "words",
    [
        *(
            "'",
            '"',
            "%",
            "_",
            "\\",
            "[a-z",
            "(((",
            "*",
            "\x00",
            "\u202e",
            "😀😀",
            "...",
            "’’’",
            "-",
        ),
        *("l'", "d’’’", "a.b.c.d." * 40, "é" * 300, "prêt " * 1000, "' OR 1=1 --", "\ud800", "ﬁ"),
        *("1 000 000 000 000", "пример", "例え", "\u0301\u0301", "x" * 5000, "ſ", "İstanbul"),
    ],
)
def test_no_query_fails_nor_takes_long(words):
    for typing in (False, True):
        began = time.thread_time()
        answer = ask(words, typing=typing)
        assert time.thread_time() - began < 0.2
        assert answer.ids <= INDEX.ids
        assert len(answer.words) <= 200


def test_a_long_query_is_cut_after_a_word():
    answer = ask("fédération " * 30)

    assert list(answer.ids) == [2]
    assert answer.words.endswith("fédération")


def test_a_village_is_not_half_a_compound_nor_a_common_word():
    places = {"mer", "marché", "Marché"}

    assert INDEX.search("habitat outre-mer", places=places).set_aside == ()
    assert INDEX.search("habitat marché", places=places).set_aside == ()
    assert INDEX.search("habitat Marché", places=places).set_aside == ("Marché",)
