"""The names of France's places in memory, lean: 36 000 places, 40 000 names, eight megabytes.

Pure: built from plain rows, it knows no database. Names are kept sorted (what begins with…), by words
(in any order) and by length (typing errors are looked for among names of about the same length).
"""

import heapq
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .columns import COMMUNE, DEPARTEMENT, EPCI, REGION, Coded, Place, Places, Texts, Words
from .naming import SMALL_WORDS, key_of, without_article
from .spelling import AFTER, Spelling, close_to

_KIND_RANK = {
    COMMUNE: 0,
    DEPARTEMENT: 1,
    REGION: 2,
    EPCI: 3,
}  # between equals: Paris, then Paris (75)
_WIDEST = 200  # entries looked at for one beginning, the most peopled first
_LONG = 6  # letters of a name being typed: its second letter is then trusted
_PREFIX_WORDS = 400  # words that one beginning may stand for
_EPCI_PREFIXES = frozenset({"cc", "ca", "cu", "metropole", "communaute"})


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name or code of a commune; ``kind`` as ``AliasKind`` says, ``commune`` its code."""

    code: str
    name: str
    kind: str
    commune: str


class Gazetteer:
    """Places found by what their names begin with, by their words, nearly, or by a code."""

    def __init__(self, places: Iterable[Place], aliases: Iterable[Alias]) -> None:
        self.places = Places(places)
        self.communes = self._coded({COMMUNE})
        self.wider = self._coded({DEPARTEMENT, EPCI})  # whose codes one may type
        self.codes: dict[str, int] = {}  # old codes, arrondissements
        self.aliases: list[Alias] = []  # those that have a name of their own to be found by
        self._of_aliases = array("I")  # the place of each
        self.arrondissements: dict[tuple[str, int], Alias] = {}
        self._read_aliases(aliases)
        self._postcodes, self._posted = self._by_postcode()
        self._by_departement: dict[str, array] = defaultdict(lambda: array("I"))
        for number in self.communes.values():
            self._by_departement[self.places.departement(number)].append(number)
        self._index_names()

    def _coded(self, kinds: Collection[str]) -> Coded:
        numbers = range(len(self.places))
        return Coded(
            self.places, (number for number in numbers if self.places.kind(number) in kinds)
        )

    def _read_aliases(self, aliases: Iterable[Alias]) -> None:
        for alias in aliases:
            number = self.communes.get(alias.commune)
            if number is None:
                continue
            if alias.code not in self.communes:
                self.codes[alias.code] = number
            city = key_of(self.places.name(number))
            if alias.kind == "arrondissement":
                rank = next(word for word in key_of(alias.name).split() if word[0].isdigit())
                self.arrondissements[city, int(re.match(r"\d+", rank)[0])] = alias
            elif alias.name and key_of(alias.name) != city:
                self.aliases.append(alias)
                self._of_aliases.append(number)

    def _by_postcode(self) -> tuple[Texts, array]:
        pairs = sorted(
            (postcode, number)
            for number in self.communes.values()
            for postcode in self.places.postcodes(number).split()
        )
        return Texts(pair[0] for pair in pairs), array("I", (pair[1] for pair in pairs))

    def _index_names(self) -> None:
        """Sort every name under its keys; an entry is a place, then, after them all, an alias."""
        keyed: list[tuple[str, int]] = []
        words: dict[str, list[int]] = defaultdict(list)
        compacts: list[tuple[str, int]] = []
        for entry, name, kind in self._entries():
            key = key_of(name)
            keys = {key, without_article(key)}
            if kind == EPCI:
                keys = {key, _bare_epci(key)}
            keyed += [(each, entry) for each in keys]
            compacts += {(each.replace(" ", ""), entry) for each in keys}
            for word in set(key.split()) - SMALL_WORDS:
                words[word].append(entry)
        key_of.cache_clear()
        keyed.sort()
        self._keys = Texts(key for key, _ in keyed)
        self._named = array("I", (entry for _, entry in keyed))
        self._words = Words(words)
        self._names = Spelling(compacts)
        self._spelt = Spelling((word, number) for number, word in enumerate(self._words.vocabulary))
        self._weights = array("I", (self._people(entry) for entry, _, _ in self._entries()))

    def _people(self, entry: int) -> int:
        return self.places.population(self.place_of(entry))

    def _entries(self) -> Iterator[tuple[int, str, str]]:
        for number, place in enumerate(self.places):
            yield number, place.name, place.kind
        for number, alias in enumerate(self.aliases, len(self.places)):
            yield number, alias.name, COMMUNE

    # --- What an entry is ---------------------------------------------------------------------

    def place_of(self, entry: int) -> int:
        """Return the number of the place that an entry leads to."""
        alias = entry - len(self.places)
        return self._of_aliases[alias] if alias >= 0 else entry

    def alias_of(self, entry: int) -> Alias | None:
        """Return the alias that an entry is, None for a place under its own name."""
        return self.aliases[entry - len(self.places)] if entry >= len(self.places) else None

    def order(self, number: int) -> tuple[int, int, str]:
        """Return what ranks a place among equals: the most peopled first, a commune before its namesake."""
        kind = self.places.kind(number)
        return -self.places.population(number), _KIND_RANK[kind], self.places.code(number)

    # --- Looking ------------------------------------------------------------------------------

    def exactly(self, key: str) -> list[int]:
        """Return the entries of this very name."""
        return list(self._named[bisect_left(self._keys, key) : bisect_right(self._keys, key)])

    def beginning(self, key: str, keep: Collection[int] | None = None) -> list[int]:
        """Return the entries whose name begins so, at most two hundred, the most peopled."""
        start, end = self._range(self._keys, key)
        entries: Collection[int] = self._named[start:end]
        if keep is not None:
            entries = [entry for entry in entries if self.place_of(entry) in keep]
        return self._most_peopled(entries)

    def _most_peopled(self, entries: Collection[int]) -> list[int]:
        return heapq.nlargest(_WIDEST, entries, key=self._weights.__getitem__)

    @staticmethod
    def _range(sorted_texts: Texts, beginning: str) -> tuple[int, int]:
        return bisect_left(sorted_texts, beginning), bisect_left(sorted_texts, beginning + AFTER)

    def with_words(self, words: list[str]) -> set[int]:
        """Return the entries whose name holds these words, in any order, the last one as a beginning."""
        telling = [word for word in words if word not in SMALL_WORDS]
        if not telling:
            return set()
        start, end = self._range(self._words.vocabulary, telling[-1])
        if end - start > _PREFIX_WORDS:
            start, end = 0, 0
        found = set(self._words.between(start, end) or self._words.entries(telling[-1]))
        for word in telling[:-1]:
            if not found:
                break
            found = found.intersection(self._words.entries(word))
        return found

    def near(self, compact: str, distance: int) -> dict[int, int]:
        """Return the entries whose name is ``distance`` typing errors away at most, each with how many.

        ``compact`` has no spaces: whether one types them does not matter.
        """
        return self._names.near(compact, distance)

    def near_beginning(self, key: str) -> dict[int, int]:
        """Return the entries whose name begins nearly so, its first letters being right.

        Names are cut one letter further than what was typed: a missing letter then counts for one
        error, a wrong one for two.
        """
        start, end = self._range(self._keys, _sure_beginning(key))
        cut = [name[: len(key) + 1] for name in self._keys[start:end]]
        return {self._named[start + position]: errors for position, errors in close_to(key, cut, 2)}

    def corrected(self, word: str, distance: int) -> list[str]:
        """Return the known words nearest to ``word``, itself alone when it is known."""
        if word in self._words:
            return [word]
        found = self._spelt.near(word, distance)
        words = self._words.vocabulary
        return [words[number] for number in sorted(found, key=found.__getitem__)]

    def posted(self, postcode: str) -> list[int]:
        """Return the communes of a postcode or of its beginning, the most peopled first."""
        start, end = self._range(self._postcodes, postcode)
        found = set(self._posted[start:end])
        return self._most_peopled(found)

    def main_communes(self, departements: Iterable[str]) -> list[int]:
        """Return the communes of some départements, the most peopled first."""
        inside = [n for code in departements for n in self._by_departement.get(code, ())]
        return self._most_peopled(inside)

    def inside(self, departements: Collection[str]) -> Collection[int]:
        """Return the numbers of the communes of some départements."""
        return Inside(self.places, departements)


class Inside(Collection):
    """The communes of some départements, asked one by one: no set of thousands is built."""

    def __init__(self, places: Places, departements: Collection[str]) -> None:
        self._places = places
        self._departements = departements

    def __contains__(self, number: object) -> bool:
        is_commune = self._places.kind(number) == COMMUNE
        return is_commune and self._places.departement(number) in self._departements

    def __iter__(self) -> Iterator[int]:
        return (number for number in range(len(self._places)) if number in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _sure_beginning(key: str) -> str:
    """Return the letters taken as right: one or two, or « saint », which 4 000 names share, and one."""
    for common in ("sainte ", "saint "):
        if key.startswith(common):
            return key[: len(common) + 1]
    return key[: 2 if len(key) >= _LONG else 1]


def _bare_epci(key: str) -> str:
    """Return the name of an EPCI without what it is: « cc du pays de gex » → « pays de gex »."""
    words = key.split()
    while len(words) > 1 and words[0] in _EPCI_PREFIXES | SMALL_WORDS:
        words = words[1:]
    return " ".join(words)


def hints_of(places: Iterable[Place], regions: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Return, for each name of a département or a région, the codes of its départements.

    ``regions`` gives the département codes of a région code. « seine saint denis », « reunion »…
    """
    hints: dict[str, set[str]] = defaultdict(set)
    for place in places:
        if place.kind == DEPARTEMENT:
            codes = {place.code}
        elif place.kind == REGION:
            codes = set(regions.get(place.code, ()))
        else:
            continue
        key = key_of(place.name)
        for name in {key, without_article(key)}:
            hints[name] |= codes
    return dict(hints)
