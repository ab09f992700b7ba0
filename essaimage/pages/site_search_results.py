"""A search of the whole site as its page draws it: groups, counts, places, and what has to be said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from essaimage.common.figures import number
from essaimage.common.templatetags.fiches import enumere, pluriel
from essaimage.common.typography import typographie
from essaimage.search.analysis import normal, tokens
from essaimage.search.page import partly
from essaimage.search.parameters import QUERY_LENGTH
from essaimage.territoires.directory import Match

from .site_search_cards import Card, bare_card, cards, read_sheets, repere_card
from .site_search_kinds import KINDS, REPERES, SHEETS, Answers, Kind, answers
from .site_search_places import (
    COMMUNES,
    Offer,
    commune_card,
    communes_named,
    heard,
    offers,
    resembling,
)

SHOWN = 5  # answers of a kind
UNFOLDED = 100  # more answers, by title, of a kind whose list cannot be searched
MOST_WORDS = 8  # tried one by one when they find nothing together
CUT = f"Votre recherche dépassait {QUERY_LENGTH} caractères : seul son début a été cherché."


@dataclass(frozen=True)
class Group:
    """A kind with its answers: the first ones as cards, then the others by title or the list of all.

    ``aside``: names of places that none of these sheets holds with the other words.
    """

    kind: Kind
    total: int
    cards: Sequence[Card]
    others: Sequence[Card] = ()
    all_url: str = ""
    aside: str = ""

    @property
    def all_said(self) -> str:
        """« Voir les 23 dispositifs »."""
        return f"Voir les {number(self.total)} {pluriel(self.total, self.kind.nouns)}"

    @property
    def others_said(self) -> str:
        """« 12 autres partenaires »."""
        total = len(self.others)
        more = f"{number(total)} {pluriel(total, 'autre,autres')}"
        return f"{more} {pluriel(total, self.kind.nouns)}"


@dataclass
class SiteSearch:
    """What answers ``words`` on the whole site. ``snapshot`` is that of the index."""

    snapshot: Any
    words: str
    was_cut: bool = False

    @cached_property
    def _matches(self) -> list[Match]:
        """The communes that may be meant, best first, whatever sheets answer."""
        return communes_named(self.snapshot, self.words)

    @cached_property
    def answers(self) -> Answers:
        """What each kind of sheet answers; nothing is guessed when a commune bears the very name."""
        if not self.words:
            return Answers()
        is_place = bool(self._matches) and self._matches[0].is_sure
        return answers(self.snapshot, self.words, may_guess=not is_place)

    @cached_property
    def communes(self) -> list[Match]:
        """The communes of that name; those that resemble it when no sheet answers as typed."""
        is_answered = bool(self.answers.found) and not self.answers.corrected
        if is_answered or says_nothing(self.words):
            named = heard(self._matches, self.words)
        else:
            named = [match for match in self._matches if not match.is_near]
        if named or says_nothing(self.words):
            return named
        return resembling(self._matches, self.words, is_answered=is_answered)[:SHOWN]

    @cached_property
    def groups(self) -> list[Group]:
        """The groups that answer, best first, as their first answer does (``Card.rank``).

        Those that answer as well keep the order of the contract.
        """
        return sorted(self._groups(), key=lambda group: group.cards[0].rank)

    def _groups(self) -> Iterator[Group]:
        found = self.answers.found
        kinds = [kind for kind in SHEETS if kind.name in found]
        first = {kind: self.snapshot[kind.name].best(found[kind.name], 0, SHOWN) for kind in kinds}
        read = read_sheets(first)
        for kind in kinds:
            marks = found[kind.name].marks
            if shown := cards(kind, first[kind], read, marks, self.searched):
                yield self._group(kind, shown)
        yield from map(self._reperes, (kind for kind in REPERES if kind.name in found))
        if self.communes:
            shown = [commune_card(match, self.words) for match in self.communes[:SHOWN]]
            total = len(self.communes)
            url = f"{COMMUNES.url}?{encoded(q=self.words)}" if total > SHOWN else ""
            yield Group(COMMUNES, total, shown, all_url=url)

    def _group(self, kind: Kind, shown: Sequence[Card]) -> Group:
        found = self.answers.found[kind.name]
        total, others, url = len(found.ids), [], ""
        if total > SHOWN and kind.takes_words:
            url = f"{kind.url}?{encoded(q=self.searched)}"
        elif total > SHOWN:
            collection = self.snapshot[kind.name]
            pks = collection.best(found, SHOWN, SHOWN + UNFOLDED)
            others = [bare_card(kind, collection.rows[pk]) for pk in pks]
        aside = enumere([f"« {word} »" for word in found.set_aside])
        return Group(kind, total, shown, others, url, typographie(aside))

    def _reperes(self, kind: Kind) -> Group:
        """Return the marks that answer, all of them: they have no page to be read on."""
        found, collection = self.answers.found[kind.name], self.snapshot[kind.name]
        pks = collection.best(found, 0, UNFOLDED)
        shown = [repere_card(kind, collection.rows[pk], found.marks) for pk in pks]
        return Group(kind, len(found.ids), shown)

    @cached_property
    def silent(self) -> list[Kind]:
        """The groups of the contract that answer nothing."""
        speaking = {group.kind for group in self.groups}
        return [kind for kind in (*KINDS, COMMUNES) if kind not in speaking]

    @cached_property
    def offers(self) -> list[Offer]:
        """The places named among the words, each with the schemes that apply there.

        None when all the words resemble one name: « Clermont-Ferand » is not in Clermont.
        """
        resembles = self.is_vain and self.communes
        return offers(self.snapshot, self.words) if self.words and not resembles else []

    @property
    def searched(self) -> str:
        """The words searched."""
        return self.answers.corrected or self.words

    @property
    def total(self) -> int:
        """How many sheets and communes answer. Costs no query."""
        return self.answers.total + len(self.communes)

    @property
    def is_vain(self) -> bool:
        """Whether something was typed that nothing answers, but perhaps a name that resembles it."""
        is_named = bool(self.communes) and not self.communes[0].is_near
        return bool(self.words) and not self.answers.found and not is_named

    @property
    def is_sure(self) -> bool:
        """Whether something answers the words as they were typed."""
        if self.answers.found:
            return not self.answers.corrected
        return bool(self.communes) and not self.communes[0].is_near

    @cached_property
    def near(self) -> list[tuple[str, int]]:
        """The words that find something by themselves, as typed, with how many answers."""
        each = list(dict.fromkeys(self.words.split()))[:MOST_WORDS]
        alone = [SiteSearch(self.snapshot, word) for word in each if len(each) > 1]
        return [(search.words, search.total) for search in alone if search.is_sure]

    @property
    def sentence(self) -> str:
        """« 34 résultats pour « habitat partagé » »."""
        counted = f"{number(self.total)} {pluriel(self.total, 'résultat,résultats')}"
        said = "Aucun résultat" if self.is_vain else counted
        return typographie(f"{said} pour « {self.searched} »")

    @property
    def notices(self) -> list[str]:
        """What must be said of the words typed."""
        notices = [CUT] if self.was_cut else []
        if self.answers.corrected:
            notices.append(f"Rien ne répond à « {self.words} » écrit ainsi.")
        if self.answers.found:
            notices += partly(self.answers.total, self.answers.whole, self.answers.left_out)
        if self.is_vain and self.communes:
            notices.append("Des communes portent un nom proche.")
        return [typographie(notice) for notice in notices]


def says_nothing(words: str) -> bool:
    """Whether all the words are such as « de la »."""
    return all(token.is_stop for token in tokens(normal(words)))


def encoded(**values: str) -> str:
    """Return parameters as an address writes them."""
    data = QueryDict(mutable=True)
    data.update(values)
    return data.urlencode()
