"""Every French text of the fixtures is spelt as hunspell's dictionary or our own list of words has it.

Our list, ``words/mots.txt``, holds names, acronyms and words of the trade, one per line. Without
hunspell or its French dictionary (Debian: ``hunspell``, ``hunspell-fr``) the first test is skipped.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from essaimage.common.typography import without_accents

from .texts import french_texts, words_only

OUR_WORDS = Path(__file__).parent / "words" / "mots.txt"
DICTIONARY = "fr_FR"
# A word may hold apostrophes and hyphens (« Alter’Incub », « porte-à-porte ») and figures (« AG2R »).
WORD = re.compile(r"(?<!\w)[^\W\d_]\w*(?:[’'-]\w+)*")
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’'](?=\w)", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """Return the words of ``text``, their elided article put aside: « l’Avise » gives « Avise »."""
    return [ELISION.sub("", word) for word in WORD.findall(words_only(text))]


def our_words() -> list[str]:
    return OUR_WORDS.read_text(encoding="utf-8").splitlines()


def misspelt(words: set[str]) -> set[str]:
    """Return the words that hunspell does not know; skip the test when it cannot tell."""
    if not shutil.which("hunspell"):
        pytest.skip("hunspell n’est pas installé")
    run = subprocess.run(
        ["hunspell", "-d", DICTIONARY, "-i", "utf-8", "-L"],
        input="\n".join(sorted(words)) + "\n", capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if run.returncode:
        pytest.skip(f"hunspell n’a pas le dictionnaire {DICTIONARY}")
    return set(run.stdout.splitlines())


def test_every_word_is_spelt_as_a_dictionary_has_it():
    places = {word: where for where, text in french_texts() for word in words_of(text)}
    unknown = misspelt(places.keys() | {"orthografe"})

    assert "orthografe" in unknown  # the dictionary does its work
    faults = sorted(unknown - set(our_words()) - {"orthografe"})
    assert [f"{word} ({places[word]})" for word in faults] == []


def test_our_words_are_all_in_use():
    used = {word for _, text in french_texts() for word in words_of(text)}

    assert [word for word in our_words() if word not in used] == []


def test_our_words_stand_in_order_each_once():
    words = our_words()

    assert words == sorted(set(words), key=lambda word: (without_accents(word).casefold(), word))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’Avise et l’Ademe d’abord.", ["Avise", "et", "Ademe", "abord"]),
        ("Qu’Alter’Incub, dit-on, aujourd’hui !", ["Alter’Incub", "dit-on", "aujourd’hui"]),
        ("[Un **lien**](dispositif:xyzt), https://exemple.fr/abcd `abcd`", ["Un", "lien"]),
        ("AG2R, le 18e, 20 000 €, E2C ; data.gouv.fr", ["AG2R", "le", "E2C"]),
    ],
)
def test_words_are_told_from_what_is_not_french(text, words):
    assert words_of(text) == words
