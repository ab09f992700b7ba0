"""What visitors ask of the list, drawn at random among what the catalogue holds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from .words import TOOL_WORDS, mistyped

Parameters = dict[str, list[str]]  # parameter → its values, as in an address

# The kinds of questions, in the order they are told.
KINDS = {
    "tout": "toute la liste",
    "filtres": "filtres",
    "texte": "texte",
    "texte_filtres": "texte et filtres",
    "commune_filtres": "commune et filtres",
    "faute": "texte avec une faute",
}
LIST = "/dispositifs/"
_WORD = re.compile(r"[^\W\d_]{4,}")
_ORDERS = ("confirmation", "titre", "cloture")


@dataclass(frozen=True)
class Sample:
    """A scheme of the catalogue as questions are drawn from it."""

    number: int
    title: str
    body: str
    facets: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Questions:
    """Draws questions that some scheme answers: its words, its values, any commune.

    A word is taken as often as texts use it, so that long and short lists of sheets are both met.
    """

    samples: Sequence[Sample]
    communes: Mapping[str, str]  # code → name
    words: frozenset[str]  # every word of the vocabulary: a slip must not give another one

    def draw(self, kind: str, random: Random) -> Parameters:
        """Return the parameters of one question: one of ``KINDS``, or the name of a commune."""
        sample = random.choice(self.samples)
        match kind:
            case "tout":
                # Parameters that the page does not know are left aside: the address is new all the same.
                return {"hasard": [str(random.getrandbits(48))]}
            case "filtres":
                return self._filters(sample, random)
            case "texte":
                return self._words(sample, random)
            case "texte_filtres":
                return self._words(sample, random) | self._filters(sample, random, most=2)
            case "commune_filtres":
                place = {"commune": [random.choice(list(self.communes))]}
                return place | self._filters(sample, random, most=2)
            case "faute":
                return {"q": [self._slip(sample, random)]}
            case "nom":
                name = random.choice(list(self.communes.values()))
                return {"q": [name[: random.randint(3, max(3, len(name)))].lower()]}
            case "nom_faute":
                return {
                    "q": [mistyped(random.choice(list(self.communes.values())).lower(), random)]
                }
        raise ValueError(kind)

    def addresses(self, count: int, random: Random) -> list[str]:
        """Return ``count`` addresses of the list, of all kinds in turn."""
        kinds = list(KINDS)
        drawn = (self.draw(kinds[number % len(kinds)], random) for number in range(count))
        return [address(parameters) for parameters in drawn]

    def _filters(self, sample: Sample, random: Random, most: int = 4) -> Parameters:
        """Return one to ``most`` facets that ``sample`` answers, with one or two values each."""
        filled = [name for name, values in sample.facets.items() if values]
        chosen: Parameters = {}
        for name in random.sample(filled, min(len(filled), random.randint(1, most))):
            other = random.choice(self.samples).facets[name] if random.random() < 0.4 else ()
            chosen[name] = [*dict.fromkeys([random.choice(sample.facets[name]), *other])]
        if random.random() < 0.3:
            chosen["tri"] = [random.choice(_ORDERS)]
        return chosen

    def _words(self, sample: Sample, random: Random) -> Parameters:
        """Return one to three words of ``sample``, of its title two times out of three."""
        text = sample.title if random.random() < 0.66 else sample.body
        found = words_of(text) or words_of(sample.body)
        count = min(len(found), random.choice((1, 1, 2, 2, 3)))
        return {"q": [" ".join(random.sample(found, count))]}

    def _slip(self, sample: Sample, random: Random) -> str:
        """Return a word of the title with one slip, which no sheet holds."""
        found = [word for word in words_of(sample.body) if len(word) > 5]
        while True:
            typed = mistyped(random.choice(found), random)
            if typed not in self.words:
                return typed


def words_of(text: str) -> list[str]:
    """Return the content words of ``text``, in small letters."""
    return [word for word in _WORD.findall(text.lower()) if word not in TOOL_WORDS]


def address(parameters: Parameters) -> str:
    """Return the address that asks for ``parameters``."""
    return f"{LIST}?{urlencode(parameters, doseq=True)}"
