"""French words as searches compare them: the same analysis for what is written and what is typed.

A text is cut into pieces (« l’État », « tiers-lieu », « E.S.S. », « 20 000 »), each explained once and
remembered. A piece gives tokens: the plain word that people type, and the key that inflections share.
The key is the Snowball stem of the *accented* word, then without accents: « fédération » and « fédérer »
meet, and the index learns from the corpus which keys a word typed without accents may stand for.
See decision 0012.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

import snowballstemmer

from essaimage.common.typography import without_accents

from .vocabulary import FAMILIES, SET_APART, STOP_WORDS

_STEMMER = snowballstemmer.stemmer("french")
_STEMMING = Lock()  # the stemmer keeps the word it works on: one thread at a time
_APOSTROPHES = "'’ʼ`´"
_SIGNS = re.escape(f"{_APOSTROPHES}-‐‑–.")  # what may stand inside a word
# Thousands are written with a space and typed with none; other signs inside a word say how it is made.
_ELIDING = tuple(_APOSTROPHES)
PIECE = re.compile(rf"\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?![^\W_])|[^\W_]+(?:[{_SIGNS}][^\W_]+)*")
_WORD = re.compile(r"[^\W_]+")
_ELIDED = frozenset(
    {"c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"}
)
_LONGEST = 40  # letters; what is longer is no word, and costs
_LONGEST_UNCHANGED = 3  # letters; « bus », « gas » keep their last one


@dataclass(frozen=True, slots=True)
class Token:
    """A word: ``plain`` (lower case, no accents), its ``key``, the word as a reader would write it.

    ``start`` and ``end`` place it in the text. ``is_compound``: it is made of the words before it
    (« microcrédit » for « micro-crédit ») and says nothing more. ``is_name``: it has a capital.
    """

    plain: str
    key: str
    shown: str
    start: int
    end: int
    is_compound: bool = False
    is_name: bool = False

    @property
    def is_stop(self) -> bool:
        return self.plain in STOP_WORDS

    @property
    def is_bare(self) -> bool:
        """Whether it was written without accents."""
        return self.shown == self.plain

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of the word as written, and that of the word had it no accents."""
        bare = self.key if self.is_apart else stem(self.plain)
        return (self.key,) if bare == self.key else (self.key, bare)

    @property
    def is_apart(self) -> bool:
        """Whether it must not be taken for a word that looks like it (« marché » for « marche »)."""
        return self.key in SET_APART


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the key of a lower-case word: « implantations » and « implanter » share one."""
    if word in FAMILIES:
        return FAMILIES[word]
    if len(word) > _LONGEST or not word.isalpha():
        return without_accents(word)
    # Snowball knows « -aux » and leaves « -ois »; the few plurals in « -eux » are in the table.
    singular = word[:-1] if len(word) > _LONGEST_UNCHANGED and word[-1] == "s" else word
    if singular in FAMILIES:
        return FAMILIES[singular]
    with _STEMMING:
        found = _STEMMER.stemWord(singular)
    return without_accents(found)


def normal(text: str) -> str:
    """Return ``text`` with one way to write each letter (« é » may be typed as two characters)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text``, which is ``normal``, stop words and compounds included."""
    for piece in PIECE.finditer(text):
        yield from placed(piece)


def placed(piece: re.Match) -> Iterator[Token]:
    """Yield the tokens of a piece found in a text, where they stand in that text."""
    start = piece.start()
    for token in tokens_of(piece[0]):
        yield Token(
            token.plain, token.key, token.shown,
            start + token.start, start + token.end, token.is_compound, token.is_name,
        )  # fmt: skip


def pieces(text: str) -> list[str]:
    """Return the pieces of ``text``, to be explained by ``tokens_of``: the cheapest way to read much."""
    return PIECE.findall(normal(text))


def place_key(name: str) -> str:
    """Return the name of a place as plain words: « Villeneuve-d’Ascq », « villeneuve ascq »."""
    return " ".join(plain_words(name))


def plain_words(text: str) -> list[str]:
    """Return the words of ``text``: lower case, no accents, elisions cut (« l’État » gives « etat »)."""
    return [token.plain for token in tokens(normal(text)) if not token.is_compound]


@lru_cache(maxsize=4_000)
def tokens_of(piece: str) -> tuple[Token, ...]:
    """Return the tokens of one piece; their places are those in the piece."""
    if piece[0].isdigit() and not piece.isalnum() and _digits(piece).isdigit():
        figures = _digits(piece)
        return (Token(figures, figures, figures, 0, len(piece)),)
    parts = list(_WORD.finditer(piece))
    letters = [part for part in parts if piece[part.end() : part.end() + 1] not in _ELIDING]
    if "." in piece and all(len(part[0]) == 1 and part[0].isalpha() for part in letters):
        acronym = "".join(part[0] for part in letters)  # « E.S.S. », « l’E.S.S. »
        return (_token(acronym, letters[0].start(), len(piece)),)
    found: list[Token] = []
    joined: Token | None = None  # the word just before, when it may be half of a compound
    tie = ""  # what stands between the two
    for part in parts:
        sign = piece[part.end() : part.end() + 1]
        if sign and sign in _APOSTROPHES and part[0].lower() in _ELIDED:
            joined = None
            continue
        token = _token(part[0], part.start(), part.end())
        found.append(token)
        if joined is not None and _makes_a_compound(joined, token, tie):
            whole = _token(joined.shown + token.shown, joined.start, token.end)
            shown = f"{joined.shown}{piece[joined.end : token.start]}{token.shown}"
            found.append(replace(whole, shown=shown, is_compound=True, is_name=joined.is_name))
        joined, tie = (token if sign and sign != "." else None), sign
    return tuple(found)


def forget() -> None:
    """Let go of the words explained so far: a whole corpus was read, and queries use a few of them."""
    tokens_of.cache_clear()
    stem.cache_clear()


def _digits(piece: str) -> str:
    return piece.translate({ord(space): None for space in " \u00a0\u202f"})


def _token(written: str, start: int, end: int) -> Token:
    shown = written.lower()
    plain = without_accents(shown)
    opened = shown.replace("œ", "oe").replace("æ", "ae")
    return Token(plain, stem(opened), shown, start, end, is_name=written[0].isupper())


def _makes_a_compound(first: Token, second: Token, tie: str) -> bool:
    """Whether two words tied by a sign may also be typed as one: « tierslieu », « guidasso », « pins ».

    An apostrophe that is no elision makes a name, whatever its letters: « P’INS ».
    """
    shortest = 1 if tie in _ELIDING else 3
    return all(
        len(word.plain) >= shortest and word.plain.isalpha() and not word.is_stop
        for word in (first, second)
    )
