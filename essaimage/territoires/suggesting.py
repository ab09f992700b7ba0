"""From what one types to the places it may mean, best first. Pure: a gazetteer in, matches out.

A number is a postcode, a code or an arrondissement; a name may be followed by its département or its
région; the rest is a name: exactly, as a beginning, by its words, then with typing errors.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from .gazetteer import Gazetteer
from .matching import Found, Match, Tier, match_of
from .naming import (
    LONGEST_QUERY,
    SMALL_WORDS,
    in_full,
    key_of,
    of_place,
    ordinal,
    without_article,
    words_of,
)

_NUMBER = re.compile(r"\d[\dab]\d*|\d+", re.ASCII)
_RANK = re.compile(r"(\d{1,2})(?:er|ere|e|eme|nd|nde)?", re.ASCII)
_HINT_WORDS = 6  # « provence alpes cote d azur »
_SHORTEST_HINT = 3  # letters of a département still being typed
_SHORTEST_MISTAKEN = 5  # letters: under that, what begins so is not corrected
_ENOUGH = 3  # places found: typing errors are not thought of


class Suggesting:
    """One search. ``found`` keeps, for each place, the best reason to show it."""

    def __init__(
        self, gazetteer: Gazetteer, hints: Mapping[str, Collection[str]], kinds: Collection[str]
    ) -> None:
        self.gazetteer = gazetteer
        self.hints = hints
        self.kinds = kinds
        self.found: dict[int, Found] = {}

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
        return self._best(limit)

    # --- Numbers --------------------------------------------------------------------------------

    def _coded(self, code: str) -> None:
        """A postcode or its beginning, an INSEE code of today or of yesterday, a SIREN number."""
        whole = len(code) == 5
        for number in self.gazetteer.posted(code) if len(code) <= 5 else ():
            why = self._arrondissement(number, code) or f"code postal {code}"
            self._add(number, Tier.EXACT if whole else Tier.BEGINS, why=why)
        code = code.upper()
        if whole:
            number = self.gazetteer.communes.get(code)
            if number is not None:
                self._add(number, Tier.CODE, why=f"code INSEE {code}")
            elif code in self.gazetteer.codes:
                self._add(self.gazetteer.codes[code], Tier.CODE, why=f"ancien code {code}")
        if code in self.gazetteer.wider:
            self._add(self.gazetteer.wider[code], Tier.EXACT)

    def _arrondissement(self, number: int, postcode: str) -> str:
        """Return the arrondissement of a postcode of Paris, Lyon or Marseille, in words."""
        city = key_of(self.gazetteer.places[number].name)
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
                self._add(self.gazetteer.communes[alias.commune], Tier.EXACT, why=why)
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
                self._entry(entry, Tier.WORDS)
        if len(self.found) < _ENOUGH:
            self._there(" ".join(full))
        if not self._is_enough(" ".join(full)):
            self._near(full)

    def _is_enough(self, key: str) -> bool:
        """Whether typing errors need not be thought of."""
        short = len(key) < _SHORTEST_MISTAKEN and self._best_tier() <= Tier.BEGINS
        return self._is_sure() or short or len(self.found) >= _ENOUGH

    def _is_sure(self) -> bool:
        return self._best_tier() <= Tier.FORMER

    def _best_tier(self) -> int:
        return min((found.tier for found in self.found.values()), default=len(Tier))

    def _there(self, key: str) -> None:
        """The main communes of the département or the région that was typed instead of a commune."""
        for codes, _ in self._hinted(key.split()):
            for number in self.gazetteer.main_communes(codes)[:_ENOUGH]:
                self._add(number, Tier.THERE)

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
                self._entry(entry, exact, keep)
        self._begins(words, keep, begins)

    def _begins(
        self, words: list[str], keep: Collection[int] | None = None, tier: Tier = Tier.BEGINS
    ) -> None:
        key = " ".join(words)
        for errors, each in enumerate(dict.fromkeys([key, without_article(key)])):
            for entry in self.gazetteer.beginning(each, keep):
                self._entry(entry, tier, errors=errors)

    def _named_there(self, words: list[str]) -> None:
        """« saint denis la réunion », « guéret creuse », « valence en drôme »."""
        for cut in range(max(1, len(words) - _HINT_WORDS), len(words)):
            for codes, whole in self._hinted(words[cut:]):
                name = words[:cut]
                while len(name) > 1 and name[-1] in SMALL_WORDS | {"dans"}:
                    name = name[:-1]
                keep = self.gazetteer.inside(codes)
                exact = Tier.NAMED_THERE if whole else Tier.BEGINS_THERE
                before = len(self.found)
                self._name(name, keep, exact, Tier.BEGINS_THERE)
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
            for entry, errors in self.gazetteer.near(each, distance).items():
                self._entry(entry, Tier.NEAR if errors else Tier.CODE, keep, errors)
        if len(key) >= _SHORTEST_MISTAKEN and not self._is_sure():
            for entry, errors in self.gazetteer.near_beginning(key).items():
                self._entry(entry, Tier.NEAR, keep, errors)
        if not self.found and len(words) <= 6:
            self._near_words([word for word in words if word not in SMALL_WORDS], keep)

    def _near_words(self, words: list[str], keep: Collection[int] | None) -> None:
        guesses: list[list[str]] = [[]]
        for word in words:
            known = self.gazetteer.corrected(word, _errors_allowed(word))[:3]
            guesses = [[*guess, each] for guess in guesses for each in known][:8]
        for guess in guesses:
            for entry in self.gazetteer.with_words(guess) if guess else ():
                self._entry(entry, Tier.NEAR_WORDS, keep, 1)

    # --- What was found -------------------------------------------------------------------------

    def _entry(
        self, entry: int, tier: Tier, keep: Collection[int] | None = None, errors: int = 0
    ) -> None:
        """Note that an entry answers; under a former name, a commune comes after those of today."""
        number = self.gazetteer.place_of(entry)
        if keep is not None and number not in keep:
            return
        alias = self.gazetteer.alias_of(entry)
        why = ""
        if alias:
            today = self.gazetteer.places[number].name
            why = f"ancienne commune {of_place(alias.name)}, aujourd’hui {today}"
            tier = {
                Tier.EXACT: Tier.FORMER,
                Tier.NAMED_THERE: Tier.FORMER,
                Tier.BEGINS_THERE: Tier.FORMER_BEGINS,
                Tier.BEGINS: Tier.FORMER_BEGINS,
                Tier.WORDS: Tier.FORMER_BEGINS,
            }.get(tier, tier)
        self._add(number, tier, errors, why)

    def _add(self, number: int, tier: Tier, errors: int = 0, why: str = "") -> None:
        if self.gazetteer.places[number].kind not in self.kinds:
            return
        best = self.found.get(number)
        if best is None or (tier, errors) < (best.tier, best.errors):
            self.found[number] = Found(tier, errors, why)

    def _best(self, limit: int) -> list[Match]:
        ranked = sorted(
            self.found,
            key=lambda number: (
                self.found[number].tier,
                self.found[number].errors,
                *self.gazetteer.order(number),
            ),
        )
        return [match_of(self.gazetteer.places[n], self.found[n]) for n in ranked[:limit]]


def _said_in_full(compact: str) -> str:
    """Return a name typed without spaces with its « st » in full: « stetienne » → « saintetienne »."""
    return f"saint{compact.removeprefix('st')}" if compact.startswith("st") else compact


def _errors_allowed(key: str) -> int:
    """Return how many typing errors a name of this length may have."""
    return 0 if len(key) < 4 else 1 if len(key) < 8 else 2
