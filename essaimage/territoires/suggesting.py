"""From what one types to the places it may mean, best first. Pure: a gazetteer in, matches out.

A number is a postcode, a code or an arrondissement; a name may be followed by its département or its
région; the rest is a name: exactly, as a beginning, by its words, then with typing errors.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from .gazetteer import Gazetteer
from .matching import Findings, Match, Tier
from .naming import (
    LONGEST_QUERY,
    SMALL_WORDS,
    in_full,
    key_of,
    ordinal,
    without_article,
    words_of,
)

_NUMBER = re.compile(r"\d[\dab]\d*|\d+", re.ASCII)
_RANK = re.compile(r"(\d{1,2})(?:er|ere|e|eme|nd|nde)?", re.ASCII)
_HINT_WORDS = 6  # « provence alpes cote d azur »
_SHORTEST_HINT = 3  # letters of a département still being typed
_SHORTEST_MISTAKEN = 4  # letters: under that, what begins so is not corrected
_LONG = 10  # letters: a third error is then forgiven
_CIVIC = frozenset({"commune", "ville", "village", "mairie", "bourg", "a"})  # « ville de Guéret »
_ENOUGH = 3  # places found: typing errors are not thought of


class Suggesting:
    """One search."""

    def __init__(
        self, gazetteer: Gazetteer, hints: Mapping[str, Collection[str]], kinds: Collection[str]
    ) -> None:
        self.gazetteer = gazetteer
        self.hints = hints
        self.found = Findings(gazetteer, kinds)

    def run(self, text: str, limit: int) -> list[Match]:
        """Return at most ``limit`` matches, best first."""
        words = words_of(text[:LONGEST_QUERY])
        numbers = [word for word in words if word[0].isdigit()]
        letters = [word for word in words if not word[0].isdigit()]
        if numbers and not letters:
            self._coded("".join(numbers))
        elif numbers:
            self._named_and_numbered(letters, numbers)
        elif letters:
            self._written(letters, limit)
        if not self.found and letters:
            self._simpler(letters, limit)
        return self.found.best(limit)

    # --- Numbers --------------------------------------------------------------------------------

    def _coded(self, code: str) -> None:
        """A postcode or its beginning, an INSEE code of today or of yesterday, a SIREN number."""
        whole = len(code) == 5
        for number in self.gazetteer.posted(code) if len(code) <= 5 else ():
            why = self._arrondissement(number, code) or f"code postal {code}"
            self.found.add(number, Tier.EXACT if whole else Tier.BEGINS, why=why)
        code = code.upper()
        if whole:
            number = self.gazetteer.communes.get(code)
            if number is not None:
                self.found.add(number, Tier.CODE, why=f"code INSEE {code}")
            elif code in self.gazetteer.codes and not self.found:
                self.found.add(self.gazetteer.codes[code], Tier.CODE, why=f"ancien code {code}")
        if code in self.gazetteer.wider:
            self.found.add(self.gazetteer.wider[code], Tier.EXACT)
        if not self.found:
            for number in self.gazetteer.main_communes([code]):
                self.found.add(number, Tier.THERE)

    def _arrondissement(self, number: int, postcode: str) -> str:
        """Return the arrondissement of a postcode of Paris, Lyon or Marseille, in words."""
        city = key_of(self.gazetteer.places.name(number))
        rank = int(postcode[-2:]) if len(postcode) == 5 else 0
        return (
            f"{ordinal(rank)} arrondissement"
            if (city, rank) in self.gazetteer.arrondissements
            else ""
        )

    def _named_and_numbered(self, letters: list[str], numbers: list[str]) -> None:
        """« guéret 23 », « 23000 guéret », « lyon 3e », « paris 12e arrondissement »."""
        names = [word for word in in_full(letters) if word != "arrondissement"]
        city = " ".join(names)
        for word in numbers:
            rank = _RANK.fullmatch(word)
            alias = rank and self.gazetteer.arrondissements.get((city, int(rank[1])))
            if alias:
                why = f"{ordinal(int(rank[1]))} arrondissement"
                self.found.add(self.gazetteer.communes[alias.commune], Tier.EXACT, why=why)
                return
        keep = self._numbered(numbers)
        if keep is not None:
            self._name(names, keep, exact=Tier.NAMED_THERE, begins=Tier.BEGINS_THERE)
            if not self.found:
                self._near(names, keep)
        if not self.found:
            self._written(letters, 8)

    def _numbered(self, numbers: list[str]) -> Collection[int] | None:
        """Return the places that a number beside a name allows, None when it says nothing."""
        number = next((word for word in numbers if _NUMBER.fullmatch(word)), None)
        if number is None:
            return None
        if len(number) == 5:
            own = self.gazetteer.communes.get(number.upper())
            return {*self.gazetteer.posted(number), *([] if own is None else [own])}
        if len(number) == 1:
            number = f"0{number}"
        return self.gazetteer.inside({number.upper()})

    # --- Names ----------------------------------------------------------------------------------

    def _written(self, letters: list[str], limit: int) -> None:
        full = in_full(letters)
        self._name(full)
        if full[-1] != letters[-1]:  # « st » may be the beginning of « strasbourg »
            self._begins([*full[:-1], letters[-1]])
        self._named_there(full)
        if len(self.found) < limit:
            for entry in self.gazetteer.with_words(full):
                self.found.entry(entry, Tier.WORDS)
        if len(self.found) < _ENOUGH:
            self._there(" ".join(full))
        if not self._is_enough(" ".join(full)):
            self._near(full)

    def _is_enough(self, key: str) -> bool:
        """Whether typing errors need not be thought of."""
        short = len(key) < _SHORTEST_MISTAKEN and self.found.best_tier <= Tier.BEGINS
        return self.found.is_sure or short or len(self.found) >= _ENOUGH

    def _there(self, key: str) -> None:
        """The main communes of the département or the région that was typed instead of a commune."""
        for codes, _ in self._hinted(key.split()):
            for number in self.gazetteer.main_communes(codes)[:_ENOUGH]:
                self.found.add(number, Tier.THERE)

    def _name(
        self,
        words: list[str],
        keep: Collection[int] | None = None,
        exact: Tier = Tier.EXACT,
        begins: Tier = Tier.BEGINS,
    ) -> None:
        """The places of this very name, with or without its article, and those that begin so."""
        key = " ".join(words)
        for each in dict.fromkeys([key, without_article(key)]):
            for entry in self.gazetteer.exactly(each):
                self.found.entry(entry, exact, keep)
        self._begins(words, keep, begins)

    def _begins(
        self, words: list[str], keep: Collection[int] | None = None, tier: Tier = Tier.BEGINS
    ) -> None:
        key = " ".join(words)
        for errors, each in enumerate(dict.fromkeys([key, without_article(key)])):
            for entry in self.gazetteer.beginning(each, keep):
                self.found.entry(entry, tier, errors=errors, typed=each)

    def _named_there(self, words: list[str]) -> None:
        """« saint denis la réunion », « guéret creuse », « valence en drôme »."""
        for cut in range(max(1, len(words) - _HINT_WORDS), len(words)):
            if set(words[:cut]) <= SMALL_WORDS:
                continue
            for codes, whole in self._hinted(words[cut:]):
                name = words[:cut]
                while len(name) > 1 and name[-1] in SMALL_WORDS | {"dans"}:
                    name = name[:-1]
                keep = self.gazetteer.inside(codes)
                exact = Tier.NAMED_THERE if whole else Tier.BEGINS_THERE
                # « saint mart » begins Saint-Martin before it means Saint-Joseph, in Martinique.
                begins = Tier.BEGINS_THERE if whole else Tier.WORDS
                before = len(self.found)
                self._name(name, keep, exact, begins)
                if whole and len(self.found) == before:
                    self._near(name, keep)

    def _hinted(self, words: list[str]) -> Iterator[tuple[Collection[str], bool]]:
        """Yield the départements that these words name, wholly or as a beginning."""
        while len(words) > 1 and words[0] in SMALL_WORDS | {"dans"}:
            words = words[1:]
        key = " ".join(words)
        if key in self.hints:
            yield self.hints[key], True
        elif len(key) >= _SHORTEST_HINT:
            codes = {
                code for name, codes in self.hints.items() if name.startswith(key) for code in codes
            }
            if codes:
                yield codes, False

    def _near(self, words: list[str], keep: Collection[int] | None = None) -> None:
        """What was typed with errors: whole names, beginnings of names, then words."""
        key = without_article(" ".join(words))
        compact = key.replace(" ", "")
        distance = _errors_allowed(compact)
        if not distance:
            return
        for each in dict.fromkeys([compact, _said_in_full(compact)]):
            near = self.gazetteer.near(each, distance)
            if not near and len(each) >= _LONG:
                near = self.gazetteer.near(each, distance + 1)
            for entry, errors in near.items():
                self.found.entry(entry, Tier.NEAR if errors else Tier.CODE, keep, errors)
        if len(key) >= _SHORTEST_MISTAKEN and not self.found.is_sure:
            for entry, errors in self.gazetteer.near_beginning(key).items():
                self.found.entry(entry, Tier.NEAR, keep, errors)
        if not self.found and len(words) <= 6:
            self._near_words([word for word in words if word not in SMALL_WORDS], keep)

    def _near_words(self, words: list[str], keep: Collection[int] | None) -> None:
        guesses: list[list[str]] = [[]]
        for word in words:
            known = self.gazetteer.corrected(word, _errors_allowed(word))[:3]
            guesses = [[*guess, each] for guess in guesses for each in known][:8]
        for guess in guesses:
            for entry in self.gazetteer.with_words(guess) if guess else ():
                self.found.entry(entry, Tier.NEAR_WORDS, keep, 1)

    def _simpler(self, letters: list[str], limit: int) -> None:
        """Nothing has such a name: « ville de » is left out, then words, the last ones first."""
        words = in_full(letters)
        while len(words) > 1 and words[0] in _CIVIC | SMALL_WORDS:
            words = words[1:]
        if len(words) < len(letters):
            self._written(words, limit)
        shorter = [words[:end] for end in range(len(words) - 1, 0, -1)]
        shorter += [words[start:] for start in range(1, len(words))]
        for some in shorter:
            if self.found:
                return
            while len(some) > 1 and some[-1] in SMALL_WORDS:
                some = some[:-1]
            if max(len(word) for word in some) >= _SHORTEST_MISTAKEN:
                self._name(some, exact=Tier.NEAR_WORDS, begins=Tier.NEAR_WORDS)


def _said_in_full(compact: str) -> str:
    """Return a name typed without spaces with its « st » in full: « stetienne » → « saintetienne »."""
    return f"saint{compact.removeprefix('st')}" if compact.startswith("st") else compact


def _errors_allowed(key: str) -> int:
    """Return how many typing errors a name of this length may have."""
    return 0 if len(key) < 4 else 1 if len(key) < 8 else 2
