"""French words are compared as readers expect: tables of cases."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaimage.search.analysis import plain_words, stem, tokens
from essaimage.search.vocabulary import FAMILIES, SET_APART, STOP_WORDS

WORDS = [
    "".join(parts)
    for parts in product(
        ("form", "organis", "implant", "collectiv", "nation"),
        ("er", "ation", "ement", "ités", "eurs", "iques", "erions", "antes"),
    )
]


def key(word: str) -> str:
    return next(tokens(word)).key


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’État et l'Europe", ["etat", "et", "europe"]),
        ("Cœur de ville", ["coeur", "de", "ville"]),
        ("jusqu’au 31/12", ["au", "31", "12"]),
        ("aujourd'hui", ["aujourd", "hui"]),
        ("ÉCOLE à l’œuvre", ["ecole", "a", "oeuvre"]),
        ("l’E.S.S. et la S.C.I.C", ["ess", "et", "la", "scic"]),
        ("20 000 habitants, 3\u00a0500 €", ["20000", "habitants", "3500"]),
        ("le 12 345 678", ["le", "12345678"]),
        ("demain.Il", ["demain", "il"]),
        ("curriculum vitæ", ["curriculum", "vitae"]),
        ("e\u0301cole", ["ecole"]),
        ("« à confirmer »", ["a", "confirmer"]),
        ("", []),
    ],
)
def test_words_are_plain_and_elisions_cut(text, words):
    assert plain_words(text) == words


@pytest.mark.parametrize(
    ("text", "compound"),
    [("micro-crédit", "microcredit"), ("tiers‑lieux", "tierslieux"), ("Guid’Asso", "guidasso")],
)
def test_words_tied_by_a_sign_are_also_one_word(text, compound):
    assert [token.plain for token in tokens(text) if token.is_compound] == [compound]


@pytest.mark.parametrize("text", ["peut-elle", "l’habitat", "c’est-à-dire", "2024-2025"])
def test_other_signs_make_no_compound(text):
    assert not [token for token in tokens(text) if token.is_compound]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("emploi", "emplois"),
        ("lieu", "lieux"),
        ("velo", "vélos"),
        ("implantation", "implantations"),
        ("financement", "financeurs"),
        ("rural", "ruraux"),
        ("rural", "ruralité"),
        ("local", "locaux"),
        ("réseau", "réseaux"),
        ("fédération", "fédérer"),
        ("essaimage", "essaimé"),
        ("région", "régionaux"),
        ("banque", "bancaire"),
        ("prêt", "prêtée"),
    ],
)
def test_forms_of_a_word_share_a_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("département", "départ"),
        ("commune", "commun"),
        ("commune", "communication"),
        ("marché", "marche"),
        ("fonds", "fonder"),
        ("fonds", "fondation"),
        ("loyer", "loi"),
        ("don", "donner"),
        ("associé", "association"),
        ("collecte", "collectivité"),
        ("coopérative", "coopération"),
        ("environnement", "environ"),
        ("formation", "forme"),
        ("relais", "relier"),
        ("voix", "voie"),
        ("prêt", "près"),
        ("organisation", "organe"),
        ("siège", "sien"),
    ],
)
def test_false_friends_do_not_share_a_key(one, other):
    assert key(one) != key(other)


def test_a_word_set_apart_is_never_taken_for_its_look_alike():
    for family in SET_APART:
        forms = [word for word, own in FAMILIES.items() if own == family]
        assert all(next(tokens(word)).keys == (family,) for word in forms)


def test_stop_words_are_written_as_they_are_compared():
    assert all(plain_words(word) == [word] for word in STOP_WORDS)


@given(st.text(max_size=80))
def test_each_token_says_where_it_stands(text):
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.plain
        assert not set(token.plain) & set(" '’.-")


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
