"""French words are compared as readers expect: tables of cases."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest

from essaimage.search.analysis import plain_words, score, stem

WORDS = [
    "".join(parts)
    for parts in product(
        ("form", "organis", "implant", "collectiv", "nation"),
        ("er", "ation", "ement", "ités", "eurs", "iques", "erions", "antes"),
    )
]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’État et l'Europe", ["etat", "et", "europe"]),
        ("Cœur de ville", ["coeur", "de", "ville"]),
        ("jusqu’au 31/12", ["au", "31", "12"]),
        ("aujourd'hui", ["aujourd", "hui"]),
        ("ÉCOLE à l’œuvre", ["ecole", "a", "oeuvre"]),
        ("", []),
    ],
)
def test_words_are_plain_and_elisions_cut(text, words):
    assert plain_words(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("emploi", "emplois"),
        ("lieu", "lieux"),
        ("velo", "velos"),
        ("implantation", "implantations"),
        ("financement", "financements"),
        ("rural", "rurale"),
    ],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


def test_a_title_weighs_more_than_a_body_and_every_word_counts():
    in_title = ((9, "Prêt pour un café"), (1, ""))
    in_body = ((9, "Autre chose"), (1, "Un prêt pour un café de village"))

    assert score("café", in_title) > score("cafe", in_body) > 0
    assert score("café trottinette", in_title) == 0


def test_the_last_word_may_be_a_beginning_and_stop_words_are_left_out():
    parts = ((1, "Accompagnement des associations"),)

    assert score("accomp", parts) > 0
    assert score("accomp associations", parts) == 0
    assert score("l’accompagnement de la", parts) > 0


def test_threads_that_search_together_get_the_stems_one_gets_alone():
    alone = [stem(word) for word in WORDS]
    stem.cache_clear()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # as if the machine were busy
    try:
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(lambda _: [stem(word) for word in WORDS], range(4)))
    finally:
        sys.setswitchinterval(interval)

    assert together == [alone] * 4
