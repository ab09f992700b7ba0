"""When two names are one, whatever the plurals, the accents, the order and a slip of the finger.

Words are those of the search (decision 0012). A name that says a place, a number or a word more speaks
of something else: « Fonds régional (Bretagne) » is no twin of « Fonds régional (Normandie) », nor of
« Fonds régional »; « Fondation Macif » none of « Fondation RTE ».
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from essaimage.search.analysis import normal, place_key, stem, tokens

_SUBTITLE = re.compile(r"\s+(?:[:–—]|-)\s+|\s*:\s+")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"(19|20)\d\d")
# What is put before a name, or after it, without making it another.
WEAK = frozenset(
    stem(word)
    for word in ("dispositif", "programme", "appel", "projet", "candidature", "édition", "nouveau")
)
REMEMBERED = 4_000  # names read lately
SURE = 3  # words in common, from which one more common word does not make another name


@dataclass(frozen=True)
class Word:
    """A word of a name: its key, as typed without accents, whether it has a capital, brackets."""

    key: str
    plain: str
    is_name: bool
    is_aside: bool


@dataclass(frozen=True)
class Title:
    """A name, read once to be compared with many. ``blocks``: how its words begin."""

    words: tuple[Word, ...]
    places: frozenset[str]
    numbers: frozenset[str]
    years: frozenset[str]
    joined: str
    head: str  # before « : », joined; empty when there is no subtitle
    sigle: str
    blocks: frozenset[str]

    @property
    def whole(self) -> frozenset[str]:
        """What names it in one word."""
        return frozenset({self.joined, self.head, self.sigle} - {""})


class Reader:
    """Reads names, knowing those of places."""

    def __init__(self, places: Iterable[str] = ()) -> None:
        names = sorted({place_key(place) for place in places} - {""}, key=len, reverse=True)
        self._places = (
            re.compile(rf"(?<!\S)({'|'.join(map(re.escape, names))})(?!\S)") if names else None
        )

        self.read = lru_cache(maxsize=REMEMBERED)(self._read)

    def _read(self, text: str, sigle: str = "") -> Title:
        """Return a name as it is compared; an acronym between brackets is told from a place."""
        text = normal(text)
        aside = " ".join(_IN_BRACKETS.findall(text))
        said = _joined(sigle)
        if not said and aside.isupper() and " " not in aside.strip():
            said = _joined(aside)  # « Dispositif local d’accompagnement (DLA) »
        plain = place_key(text)
        places = frozenset(self._places.findall(plain)) if self._places else frozenset()
        local = {part for place in places for part in place.split()}
        words, numbers, years = [], set(), set()
        outside = _IN_BRACKETS.sub(lambda found: " " * len(found[0]), text)
        for token in tokens(text):
            if token.is_compound or token.is_stop or token.plain in local or token.plain == said:
                continue
            if token.plain.isdigit():
                (years if _YEAR.fullmatch(token.plain) else numbers).add(token.plain)
                continue
            is_aside = outside[token.start : token.end] != text[token.start : token.end]
            words.append(Word(token.key, token.plain, token.is_name, is_aside))
        strong = tuple(word for word in words if word.key not in WEAK) or tuple(words)
        before, *after = _SUBTITLE.split(outside.strip(), maxsplit=1)
        joined = _joined(text)
        blocks = {word.plain[:4] for word in strong}
        return Title(
            strong, places, frozenset(numbers), frozenset(years),
            joined, _joined(before) if after else "", said, frozenset(blocks),
        )  # fmt: skip


def alike(one: Title, other: Title) -> str:
    """Return in what two names are one, in French; empty when they are two."""
    if one.places != other.places or one.numbers != other.numbers:
        return ""
    if one.years and other.years and one.years != other.years:
        return ""
    if one.sigle and one.sigle == other.sigle:
        return "même sigle"
    if _is_short_for(one, other) or _is_short_for(other, one):
        return "même nom"
    left, right, common = compared(one.words, other.words)
    if not left and not right and common:
        return "même titre"
    if one.joined and one.joined == other.joined:
        return "même titre"
    extra = left or right
    if (left and right) or len(extra) > 1 or common < SURE:
        return ""
    return "" if extra[0].is_name or extra[0].is_aside else "titre presque identique"


def _is_short_for(one: Title, other: Title) -> bool:
    """Whether a name is the acronym of another, or what stands there before « : »."""
    return bool(one.joined) and one.joined in (other.sigle, other.head)


def compared(
    ones: tuple[Word, ...], others: tuple[Word, ...]
) -> tuple[list[Word], list[Word], int]:
    """Return the words that only one of two names has, and how many they share, typing slips included."""
    rest = list(others)
    alone = []
    for word in ones:
        twin = next((each for each in rest if each.key == word.key), None)
        twin = twin or next((each for each in rest if is_slip(word.plain, each.plain)), None)
        if twin is None:
            alone.append(word)
        else:
            rest.remove(twin)
    return alone, rest, len(ones) - len(alone)


def is_slip(one: str, other: str) -> bool:
    """Whether two words are one, typed badly: one letter under seven, two beyond, none in a short one."""
    shortest = min(len(one), len(other))
    if shortest < 5 or one[0] != other[0]:
        return False
    allowed = 1 if shortest < 7 else 2
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _joined(text: str) -> str:
    """Return ``text`` as one word, stop words left out: « Coco Shaker » is « CoCoShaker »."""
    found = [token for token in tokens(normal(text)) if not token.is_compound]
    return "".join(token.plain for token in found if not token.is_stop)
