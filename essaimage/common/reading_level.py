"""How hard a French text is to read, as pure functions: sentences, long words, a known index.

The index is Flesch's reading ease as L. Kandel and A. Moles adapted it (« Application de l’indice de
Flesch à la langue française », Cahiers d’études de radio-télévision, no 19, 1958, p. 253-274):

    207 - 1.015 * (words / sentences) - 73.6 * (syllables / words)

The higher, the easier; Flesch's own scale gives the words of ``said``. It says nothing of whether a
text is clear: it finds the sentences to read again.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

LONG_WORD = 9  # letters

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s»)\]]|$)|\n+")
_VOWELS = "aàâäeéèêëiîïoôöuùûüyœæ"
_NUCLEUS = re.compile(f"[{_VOWELS}]+")
# What parts two vowels into two syllables, in the order in which it is looked for.
_PARTED = (
    (re.compile("(?<=q)u(?=[^|])|(?<=g)u(?=[eéèêiîy])"), ""),  # « que », « guide »: no sound
    (re.compile(f"(?<=[{_VOWELS}])y(?=[{_VOWELS}])"), "y|"),  # « moyen »: moi-ien
    (re.compile(f"é(?=[{_VOWELS}])"), "é|"),  # « réaliser »
    (re.compile("(?<=[aeéo])(?=[ïë])"), "|"),  # « naïf », « Noël »
    (re.compile("(?<=[oé])(?=o(?!u))|(?<=[ao])(?=é)"), "|"),  # « coopérer », « aéré », « poésie »
)
_MUTE_END = re.compile(f"(?<=[^|{_VOWELS}])es?$|(?<=[éèiîuyaeo])e(?:s)?$|(?<=\\|)es?$")

_SCALE = (
    (70, "facile"),
    (60, "courant"),
    (50, "assez difficile"),
    (30, "difficile"),
)


@dataclass(frozen=True)
class ReadingLevel:
    """What a text is made of. ``long_words`` have nine letters or more."""

    words: int
    sentences: int
    syllables: int
    long_words: int

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences

    @property
    def long_share(self) -> float:
        """The share of long words, from 0 to 1."""
        return self.long_words / self.words

    @property
    def index(self) -> float:
        """Kandel and Moles's index: about 100 for a very easy text, under 30 for a very hard one."""
        return 207 - 1.015 * self.words_per_sentence - 73.6 * self.syllables / self.words

    @property
    def said(self) -> str:
        """The index in a word, on Flesch's scale."""
        return next((word for least, word in _SCALE if self.index >= least), "très difficile")


def reading_level(text: str) -> ReadingLevel | None:
    """Measure a plain text; None when it holds no word."""
    words = _WORD.findall(text)
    if not words:
        return None
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    sentences = sum(bool(_WORD.search(text, start, end)) for start, end in pairwise(ends))
    return ReadingLevel(
        words=len(words),
        sentences=sentences,
        syllables=sum(map(syllables, words)),
        long_words=sum(letters(word) >= LONG_WORD for word in words),
    )


def letters(word: str) -> int:
    """Return the letters of ``word``, the elided article put aside: « l’école » has five."""
    return max(len(part) for part in re.split("[’']", word))


def syllables(word: str) -> int:
    """Return about how many syllables ``word`` has when it is read; at least one.

    One per group of vowels, once silent u and parted vowels are seen to; a final mute e does not
    count. A number is one, an acronym in capitals one per letter. Left as they are: « -ent » of
    verbs, counted, and « i » before a vowel (« client »), not counted apart; they make up for each
    other.
    """
    if any(letter.isdigit() for letter in word):
        return 1
    if len(word) > 1 and word.isupper():
        return len(word)
    sounded = word.lower()
    for pattern, replacement in _PARTED:
        sounded = pattern.sub(replacement, sounded)
    without_end = _MUTE_END.sub("", sounded)
    return max(1, len(_NUCLEUS.findall(without_end)))
