"""Other words for the same thing, as rules a query follows: one word or phrase, and what it also finds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .analysis import Token, normal, tokens

Phrase = tuple[tuple[str, ...], ...]  # for each word of a phrase, the keys it may have


@dataclass(frozen=True, slots=True)
class Rule:
    """Who types ``phrase`` also finds any of ``others``."""

    phrase: Phrase
    others: tuple[Phrase, ...]


def phrase_of(text: str) -> Phrase:
    """Return a word or a phrase as rules compare it, without stop words."""
    words = [token for token in tokens(normal(text)) if not token.is_compound]
    return tuple(token.keys for token in words if not token.is_stop)


class Synonyms:
    """Rules by the first key of their phrase; immutable."""

    def __init__(
        self,
        rules: Iterable[Rule] = (),
        words: Mapping[str, str] | None = None,
        sigles: Iterable[str] = (),
    ) -> None:
        self._rules: dict[str, list[Rule]] = {}
        self.words = dict(words or {})  # plain word → as shown: what typing errors may be near to
        # Acronyms, never taken for the stem of a word: « FEDER », « fédérer ».
        self.sigles = frozenset(sigles)
        merged: dict[Phrase, dict[Phrase, None]] = {}
        for rule in rules:
            merged.setdefault(rule.phrase, {}).update(dict.fromkeys(rule.others))
        for phrase, others in merged.items():
            for key in phrase[0]:
                self._rules.setdefault(key, []).append(Rule(phrase, tuple(others)))

    @classmethod
    def of(
        cls,
        groups: Iterable[Iterable[str]] = (),
        one_way: Iterable[tuple[str, Iterable[str]]] = (),
    ) -> "Synonyms":
        """Return the rules of ``groups`` (each word finds the others) and of ``one_way`` (word, also)."""
        rules: list[Rule] = []
        words: dict[str, str] = {}
        sigles: set[str] = set()
        pairs = [(word, [other for other in group if other != word])
                 for group in map(list, groups) for word in group]  # fmt: skip
        for word, others in [*pairs, *one_way]:
            phrase = phrase_of(word)
            found = tuple(filter(None, (phrase_of(other) for other in others)))
            if phrase and found:
                rules.append(Rule(phrase, found))
                text = normal(word)
                for token in tokens(text):
                    if text[token.start : token.end].isupper():
                        sigles.add(token.plain)
                    else:
                        words[token.plain] = token.shown
        return cls(rules, words, sigles)

    def at(self, keys: list[frozenset[str]], position: int) -> Iterable[Rule]:
        """Yield the rules whose phrase stands at ``position`` of the words typed, given by their keys."""
        for key in keys[position]:
            for rule in self._rules.get(key, ()):
                typed = keys[position : position + len(rule.phrase)]
                if len(typed) == len(rule.phrase) and all(
                    own.intersection(wanted) for own, wanted in zip(typed, rule.phrase, strict=True)
                ):
                    yield rule


NO_SYNONYMS = Synonyms()


def keys_typed(token: Token, known: Iterable[str]) -> frozenset[str]:
    """Return the keys under which rules look for a word typed."""
    return frozenset((*token.keys, *known))
