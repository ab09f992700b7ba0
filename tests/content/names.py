"""Recognise the names of persons without writing them: only their fingerprints are kept.

The content names roles and organisations, never persons. Names met in the sources are kept in
``words/noms.sha256`` as salted SHA-256 fingerprints of the normalised name, full names and the last
names that are no common word. To add one: ``python -m tests.content.names "Prénom Nom"``.
"""

import re
import sys
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

from essaimage.common.typography import without_accents

FINGERPRINTS = Path(__file__).parent / "words" / "noms.sha256"
SALT = "essaimage : des rôles et des organisations, jamais des personnes"
LONGEST = 4  # words in a name: « Prénom Nom de Lieu »
WORD = re.compile(r"[^\W_]+")
# What bears a person's name without being one: an organisation, a law, a place.
BORNE_BY = {"fondation", "loi", "prix", "rue", "place", "lycee", "institut"}


def normalised(text: str) -> list[str]:
    """Return the words of ``text`` in lower case without accents; hyphens and apostrophes part words."""
    return [word.casefold() for word in WORD.findall(without_accents(text))]


def fingerprint(words: Collection[str]) -> str:
    """Return the fingerprint of a normalised name: 64 hexadecimal digits."""
    return sha256(f"{SALT}|{' '.join(words)}".encode()).hexdigest()


def known_fingerprints() -> frozenset[str]:
    return frozenset(FINGERPRINTS.read_text(encoding="ascii").split())


def names_in(text: str, known: Collection[str]) -> list[str]:
    """Return the runs of one to four words of ``text`` whose fingerprint is among ``known``."""
    words = normalised(text)
    return [
        " ".join(words[start : start + length])
        for start in range(len(words))
        if not BORNE_BY & set(words[max(0, start - 2) : start])
        for length in range(1, min(LONGEST, len(words) - start) + 1)
        if fingerprint(words[start : start + length]) in known
    ]


def add(names: list[str]) -> None:
    """Write the fingerprints of ``names`` among the others, in order."""
    known = known_fingerprints() if FINGERPRINTS.exists() else frozenset()
    added = {fingerprint(normalised(name)) for name in names}
    FINGERPRINTS.write_text("\n".join(sorted(known | added)) + "\n", encoding="ascii")


if __name__ == "__main__":
    add(sys.argv[1:])
