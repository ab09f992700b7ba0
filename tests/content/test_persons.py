"""No person is named in the content: roles and organisations are."""

import re

import pytest

from .names import BORNE_BY, FINGERPRINTS, fingerprint, known_fingerprints, names_in, normalised
from .texts import all_texts, french_texts

# Given names that are common in France and are no other French word at the head of a name we print.
# Source: Insee, fichier des prénoms (the most given since 1900).
GIVEN_NAMES = (
    "Alain|Alexandre|Alice|Amélie|André|Anne|Antoine|Arnaud|Arthur|Audrey|Aurélie|Benjamin|Benoît|"
    "Bernard|Brigitte|Bruno|Camille|Catherine|Cécile|Céline|Charles|Charlotte|Chloé|Christian|"
    "Christine|Christophe|Claire|Claude|Clément|Daniel|David|Delphine|Denis|Didier|Dominique|"
    "Élise|Élodie|Emma|Emmanuel|Éric|Estelle|Étienne|Fabrice|Florence|Franck|François|Françoise|"
    "Frédéric|Gabriel|Gérard|Gilles|Guillaume|Guy|Hélène|Henri|Hugo|Hugues|Isabelle|Jacqueline|"
    "Jacques|Jean|Jeanne|Jérôme|Joël|Julie|Julien|Juliette|Laure|Laurence|Laurent|Léa|Louis|Louise|"
    "Luc|Lucas|Lucie|Manon|Marc|Marcel|Marie|Marion|Martine|Mathieu|Mathilde|Maxime|Michel|Mohamed|"
    "Monique|Muriel|Nadia|Nathalie|Nicolas|Nicole|Olivier|Pascal|Patricia|Patrick|Paul|Pauline|"
    "Philippe|Pierre|Raphaël|Robert|Roger|Sandrine|Sarah|Sébastien|Simon|Sophie|Stéphane|Sylvie|"
    "Thierry|Thomas|Valérie|Véronique|Vincent|Virginie|Xavier|Yann|Yves|Yvonne"
)
FULL_NAME = re.compile(rf"(?<!-)\b(?:{GIVEN_NAMES})(?:-[A-ZÉ]\w+)?(?: [A-ZÉ]\.)? [A-ZÉ][\w-]+")
TITLE = re.compile(r"\b(?:M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Me|Dr|Pr) [A-ZÉ]\w+")


def faults(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{where} : {found}"
        for where, text in french_texts()
        for found in persons(pattern, text.replace("\u00a0", " "))
    ]


def persons(pattern: re.Pattern[str], text: str) -> list[str]:
    """Return what ``pattern`` finds in ``text``, unless an organisation or a law bears that name."""
    return [
        found[0]
        for found in pattern.finditer(text)
        if not BORNE_BY & set(normalised(text[: found.start()])[-2:])
    ]


def test_no_name_met_in_the_sources_is_written():
    known = known_fingerprints()
    found = [(where, name) for where, text in all_texts() for name in names_in(text, known)]

    assert found == []


def test_nobody_is_called_by_a_given_name_and_another():
    assert faults(FULL_NAME) == []


def test_nobody_is_called_by_a_title():
    assert faults(TITLE) == []


def test_the_fingerprints_are_in_order_and_tell_no_name():
    lines = FINGERPRINTS.read_text(encoding="ascii").splitlines()

    assert len(lines) >= 40
    assert lines == sorted(set(lines))
    assert all(re.fullmatch(r"[0-9a-f]{64}", line) for line in lines)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Selon Camille Éxemple-Vide, tout va bien.", ["camille exemple vide"]),
        ("CAMILLE EXEMPLE VIDE", ["camille exemple vide"]),
        ("fondee-par-camille-exemple-vide", ["camille exemple vide"]),
        ("L’Hypothétique l’a dit.", ["hypothetique"]),
        ("La Fondation Camille Exemple-Vide finance.", []),
        ("Camille donne un exemple.", []),
    ],
)
def test_a_name_is_recognised_however_it_is_written(text, found):
    names = ("Camille Exemple-Vide", "Hypothétique")
    known = {fingerprint(normalised(name)) for name in names}

    assert names_in(text, known) == found


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Jean-Luc Martin préside.", True),
        ("Marie D. Martin", True),
        ("Simon de Cyrène ouvre une maison.", False),
        ("La fondation Abbé Pierre", False),
        ("Saint-Étienne Métropole", False),
        ("L’association Pierre par pierre", False),
        ("La Fondation Camille Exemple", False),
    ],
)
def test_a_full_name_is_told_from_other_words(text, is_name):
    assert bool(persons(FULL_NAME, text)) is is_name
