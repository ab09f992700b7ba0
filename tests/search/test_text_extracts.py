"""Extracts show the words searched where they stand, marked, and nothing that could harm."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaimage.search.analysis import tokens
from essaimage.search.extracts import extract, marked
from essaimage.search.found import Marks
from essaimage.search.synonyms import Synonyms
from essaimage.search.text import TextIndex

TEXT = (
    "La tête de réseau anime les sites. Elle prête son nom à des associations, sans les diriger ! "
    "Les fédérations et leurs micro-crédits existent depuis longtemps dans les départements ruraux, "
    "où l’économie sociale et solidaire emploie une personne sur sept. Voilà tout ce qu’on en sait."
)
INDEX = TextIndex.of([(1, ("", "", TEXT))])
SYNONYMS = Synonyms.of([["ESS", "économie sociale et solidaire"]])


def shown(words, length=120):
    return extract(TEXT, INDEX.search(words, SYNONYMS).marks, length)


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("pret", ["prête"]),
        ("federation", ["fédérations"]),
        ("association", ["associations"]),
        ("microcredit", ["micro-crédits"]),
        ("ess", ["économie sociale et solidaire"]),
        ("longt", ["longtemps"]),
        ("fedration", ["fédérations"]),
    ],
)
def test_what_was_found_is_marked_as_it_is_written(words, marks):
    assert re.findall("<mark>(.*?)</mark>", shown(words)) == marks


def test_an_extract_is_cut_between_words_and_says_so():
    said = re.sub("</?mark>", "", shown("personne sept"))

    assert said.startswith("…")
    assert len(said) < 130
    assert said.strip("…").strip(".") in TEXT
    assert f" {said.strip('…').split()[0]}" in TEXT


def test_a_sentence_is_quoted_from_its_beginning_when_it_is_near():
    assert shown("associations").startswith("…Elle <mark>") or shown("associations").startswith(
        "La"
    )


def test_without_marks_the_text_begins():
    assert extract("Court.", Marks()) == "Court."
    assert extract(TEXT, Marks(), 30) == "La tête de réseau anime les…"


@given(st.text(alphabet="<>&\"'/= scriptéà.-’prêt\u202e\x00", max_size=300), st.integers(10, 200))
def test_nothing_but_marks_is_html(text, length):
    said = extract(text, Marks(frozenset({"pret", "script"}), beginnings=("s",)), length)

    bare = re.sub("</?mark>", "", said)
    assert not set(bare) & set("<>\"'")
    assert said.count("<mark>") == said.count("</mark>")
    assert re.fullmatch("(?:[^<]|<mark>[^<]*</mark>)*", said)


def test_a_title_is_marked_whole():
    assert marked("Prêt <b>", Marks(frozenset({"pret"}))) == "<mark>Prêt</mark> &lt;b&gt;"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Les Œuvres de nos cœurs", "oeuvre"),
        ("Les Œuvres de nos cœurs", "coeur"),
        ("L’État, la RÉGION", "region"),
        ("Une maison E.S.S. à Guéret", "ess"),
        ("Jusqu’à 20\u202f000 habitants", "20000"),
        ("Un tiers‑lieu", "tierslieu"),
        ("Des yeux, un œil", "oeil"),
        ("Aux États-Unis", "etat"),
    ],
)
def test_a_word_is_marked_however_it_is_written(text, words):
    marks = Marks(keys=frozenset(token.key for token in tokens(words)))

    assert "<mark>" in extract(text, marks)
