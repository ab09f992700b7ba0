"""Words that look French, drawn from a seed: families that inflect, used as unevenly as real ones."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random

VOCABULARY_SIZE = 30_000  # forms, inflections counted

_ONSETS = (
    *("b", "c", "ch", "d", "f", "g", "j", "l", "m", "n", "p", "r", "s", "t", "v", "qu"),
    *("br", "cr", "dr", "fr", "gr", "pr", "tr", "bl", "cl", "fl", "gl", "pl", "sp", "st"),
)
_VOWELS = ("a", "e", "i", "o", "u", "é", "è", "ai", "au", "eu", "ou", "oi", "an", "en", "in", "on")
_CODAS = ("b", "c", "d", "g", "l", "m", "n", "p", "r", "s", "t", "v", "rt", "st", "ct")
# What one root gives: the forms of a noun, of a verb, of an adjective.
_ENDINGS = (
    ("", "s"),
    ("e", "es"),
    ("age", "ages"),
    ("eau", "eaux"),
    ("al", "ale", "aux", "ales"),
    ("if", "ive", "ifs", "ives"),
    ("eur", "euse", "eurs", "euses"),
    ("er", "e", "ent", "é", "ée", "és", "ées", "ant", "ation", "ations"),
    ("ir", "it", "issent", "issant", "i", "ie", "is", "ies", "issement", "issements"),
    ("er", "é", "ée", "és", "ant", "ement", "ements", "eur", "eurs"),
    ("ité", "ités"),
    ("ique", "iques", "iquement"),
)
TOOL_WORDS = (
    *("de", "la", "le", "les", "et", "des", "à", "en", "du", "un", "une", "pour", "dans", "par"),
    *("sur", "qui", "que", "au", "aux", "avec", "ou", "son", "ses", "leur", "ce", "cette", "est"),
)
# What stands before a word that begins with a consonant, with a vowel: nothing, four times out of ten.
_BEFORE = [("", "")] * (2 * len(TOOL_WORDS) // 3)
_BEFORE += [
    (f"{word} ", elided) for word, elided in zip(TOOL_WORDS, ["l’", "d’", "qu’"] * 9, strict=True)
]
_FLATTENING = 30  # ranks taken by tool words: content words begin where those end


class Vocabulary:
    """The words of a catalogue; the first ones come back most (Zipf's law)."""

    def __init__(self, seed: int, size: int = VOCABULARY_SIZE) -> None:
        random = Random(f"mots {seed}")  # noqa: S311 (a draw, not a secret)
        self.words: Sequence[str] = _forms(random, size)
        weights = (1 / (rank + _FLATTENING) for rank in range(1, size + 1))
        self._bounds = list(accumulate(weights))

    def draw(self, random: Random, count: int) -> list[str]:
        """Return ``count`` words as a text uses them."""
        return random.choices(self.words, cum_weights=self._bounds, k=count)

    def rank(self, share: float) -> int:
        """Return the rank under which ``share`` (0 to 1) of all uses fall."""
        return bisect_left(self._bounds, share * self._bounds[-1])

    def text(self, random: Random, count: int) -> str:
        """Return about ``count`` distinct content words, in sentences with their tool words."""
        content = list(dict.fromkeys(self.draw(random, count + count // 4)))[:count]
        words = _with_tools(random, content)
        sentences = []
        start = 0
        while start < len(words):
            end = start + random.randint(6, 14)
            sentence = " ".join(words[start:end])
            sentences.append(f"{sentence[:1].upper()}{sentence[1:]}.")
            start = end
        return " ".join(sentences)

    def title(self, random: Random) -> str:
        """Return a title of 4 to 10 words, tool words among them."""
        first, *others = self.draw(random, random.randint(4, 6))
        words = " ".join([first, *_with_tools(random, others)]).split(" ")[:10]
        return " ".join([words[0].capitalize(), *words[1:]])


def _with_tools(random: Random, words: Sequence[str]) -> list[str]:
    before = random.choices(_BEFORE, k=len(words))
    return [tools[word[0] in "aeiouéè"] + word for tools, word in zip(before, words, strict=True)]


def _forms(random: Random, size: int) -> list[str]:
    """Return ``size`` distinct words, families whole, in the order of how often they are used."""
    found: dict[str, None] = {}
    taken = set(TOOL_WORDS)
    for root in _roots(random):
        for ending in random.choice(_ENDINGS):
            word = root + ending
            if len(word) > 3 and word not in taken:
                found[word] = None
        if len(found) >= size:
            break
    # Short words are used more than long ones, in any language.
    return sorted(list(found)[:size], key=lambda word: len(word) + random.gauss(0, 3))


def _roots(random: Random) -> Iterator[str]:
    while True:
        syllables = random.choices((1, 2, 3), weights=(5, 8, 1))[0]
        opening = random.choice(("", "a", "e", "é", "in", "o")) if random.random() < 0.2 else ""
        root = "".join(random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(syllables))
        yield opening + root + random.choice(_CODAS)


def mistyped(word: str, random: Random) -> str:
    """Return ``word`` with one slip of the finger: a letter swapped, missing, doubled or another."""
    at = random.randint(1, max(1, len(word) - 2))
    match random.randrange(4):
        case 0:
            return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        case 1:
            return word[:at] + word[at + 1 :]
        case 2:
            return word[:at] + word[at] + word[at:]
        case _:
            return word[:at] + random.choice("aeinorstul") + word[at + 1 :]
