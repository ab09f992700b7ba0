"""French typography as pure functions: what readers see, and how words are put in order."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

NBSP = "\u00a0"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # A straight apostrophe between letters (or after one, before « or a digit) is a typographic one.
    (re.compile(r"(?<=[^\W\d_])'(?=[\w«“])"), "’"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    # High punctuation and guillemets keep their space, whatever space was typed.
    (re.compile(r"[ \u202f]+(?=[:;!?»](?:\W|$))"), NBSP),
    (re.compile(r"«[ \u202f]*(?=\S)"), f"«{NBSP}"),
    (re.compile(r"(?<=[^\s«])»"), f"{NBSP}»"),
    # Figures and what they count never part at the end of a line.
    (re.compile(r"(?<=\d)[ \u202f](?=\d{3}(?!\d))"), NBSP),
    (re.compile(r"(?<=\d)[ \u202f](?=(?:€|%|k€|M€|Md€)(?:\W|$))"), NBSP),
)
# No rule has anything to say of a text without one of these: most texts written by the thousand.
_MARK = re.compile(r"['«»:;!?€%0-9]|\.\.\.")


# Everything that a text editor, a browser or YAML takes for the end of a line.
_LINE_END = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


def tidy(text: str) -> str:
    """Return ``text`` without what nobody sees: spaces at both ends and at ends of lines, tabs.

    A browser sends ``\\r\\n`` and drops the last line break; a YAML block keeps it. Stored tidy, a
    text opened and saved in the admin is still equal to the one in the fixtures, and always fits a
    literal block of YAML.
    """
    lines = _LINE_END.split(text.expandtabs(4))
    return "\n".join(line.rstrip() for line in lines).strip()


def without_controls(text: str, kept: str = "\n") -> str:
    """Return ``text`` without the characters that no file needs (control, format), save those ``kept``."""
    # Each letter is looked at once, whatever the length: tables have thousands of long cells.
    unwanted = {
        letter
        for letter in set(text)
        if letter not in kept and unicodedata.category(letter)[0] == "C"
    }
    return text.translate(dict.fromkeys(map(ord, unwanted))) if unwanted else text


@lru_cache(maxsize=1024, typed=True)  # writing a row asks three times; a safe text is no other text
def typographie(text: str) -> str:
    """Return ``text`` with French typographic apostrophes, ellipses and non-breaking spaces.

    Addresses are left as they are: no rule inserts a space inside a word. Applying it twice changes
    nothing more. Source of the rules: Lexique des règles typographiques, Imprimerie nationale;
    U+00A0 stands for the narrow space too, which common system faces lack.
    """
    if not _MARK.search(text):
        return text
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text.replace(f"{NBSP}{NBSP}»", f"{NBSP}»")


def without_accents(text: str) -> str:
    """Return ``text`` without its accents, ``œ`` and ``æ`` opened, case kept."""
    opened = text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae").replace("Æ", "Ae")
    decomposed = unicodedata.normalize("NFKD", opened)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def in_french_order(rows: Iterable, name: str = "title") -> list:
    """Return ``rows`` in the alphabetical order of their ``name``, the same on every database."""
    return sorted(rows, key=lambda row: sort_key(getattr(row, name)))


def sort_key(text: str) -> tuple[str, str]:
    """Return the key that sorts ``text`` as a French reader expects, the same on every database.

    Letters first without accents, case or punctuation, then the text itself to settle ties.
    """
    letters = re.sub(r"[^0-9a-z]+", " ", without_accents(text).lower()).strip()
    return letters, text
