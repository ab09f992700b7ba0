"""What a search of the whole site asks each kind of sheet, and which of their answers are kept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from dispositifs.models import Dispositif, Partenaire
from essaimage.common.models import Fiche, Term
from essaimage.search.collection import Collection
from essaimage.search.found import Found, best_answers
from models_catalog.models import CaseStudy, KeyQuestion, NetworkModel, Phase, SuccessFactor

Index = Mapping[str, Collection]


@dataclass(frozen=True)
class Kind:
    """A kind of sheet: ``name`` is its collection in the index, ``view`` the page that lists it.

    ``takes_words`` says whether that page can be asked for words. What has no page has no ``model``.
    """

    name: str
    title: str
    nouns: str  # « dispositif,dispositifs »
    view: str
    model: type[Fiche] | None = None
    takes_words: bool = False
    is_group: bool = True  # of the contract

    @property
    def url(self) -> str:
        return reverse(self.view)


_CASES, _SCHEMES = "models_catalog:case-list", "dispositifs:dispositif-list"
# The groups of the contract, in its order; communes come after them.
KINDS = (
    Kind("modeles", "Modèles", "modèle,modèles", "models_catalog:model-list", NetworkModel),
    Kind(
        "questions", "Questions", "question,questions", "models_catalog:question-list", KeyQuestion
    ),
    Kind("pionniers", "Pionniers", "pionnier,pionniers", _CASES, CaseStudy, takes_words=True),
    Kind(
        "dispositifs",
        "Dispositifs",
        "dispositif,dispositifs",
        _SCHEMES,
        Dispositif,
        takes_words=True,
    ),
    Kind(
        "partenaires",
        "Partenaires",
        "partenaire,partenaires",
        "dispositifs:partenaire-list",
        Partenaire,
    ),
    Kind("termes", "Glossaire", "mot,mots", "pages:glossary", Term),
)
# Found too, though the contract has no group for them.
ALSO = (
    Kind("etapes", "Étapes", "étape,étapes", "models_catalog:phase-list", Phase, is_group=False),
    Kind(
        "principes",
        "Principes",
        "principe,principes",
        "models_catalog:factor-list",
        SuccessFactor,
        is_group=False,
    ),
)
# One line in a list, no page: found by name or by fact.
REPERES = (
    Kind("lignes-pionniers", "Pionniers, en une ligne", "repère,repères", _CASES, is_group=False),
    Kind(
        "lignes-dispositifs",
        "Dispositifs, en une ligne",
        "repère,repères",
        _SCHEMES,
        is_group=False,
    ),
)
SHEETS = (*KINDS, *ALSO)


@dataclass(frozen=True)
class Answers:
    """What each kind answers, those that answer nothing left out.

    ``corrected``: the words searched, when they are not those typed.
    """

    found: Mapping[str, Found] = field(default_factory=dict)
    corrected: str = ""

    @property
    def total(self) -> int:
        return sum(len(found.ids) for found in self.found.values())

    @property
    def whole(self) -> int:
        """How many sheets hold every word."""
        return sum(found.whole for found in self.found.values())

    @property
    def left_out(self) -> list[str]:
        """The words that no answer holds, in the order in which they were typed."""
        first, *others = [found.left_out for found in self.found.values()] or [()]
        return [word for word in first if all(word in other for other in others)]


def answers(index: Index, words: str, *, may_guess: bool = True) -> Answers:
    """Return what answers ``words`` best: as typed, else corrected, else in part.

    One correction holds for every kind, the one that most sheets answer: the page says one thing.
    ``may_guess`` is False when something else answers what was typed as it stands.
    """
    found = _asked(index, words)
    if not may_guess:
        return Answers({k: v for k, v in found.items() if v.whole and not v.corrected})
    guesses: Counter[str] = Counter()
    for each in found.values():
        guesses[each.corrected] += len(each.ids)
    corrected = max(guesses, key=lambda guess: (guesses[guess], guess), default="")
    return Answers(_asked(index, corrected), corrected) if corrected else Answers(found)


def _asked(index: Index, words: str) -> Mapping[str, Found]:
    kinds = (*SHEETS, *REPERES)
    return best_answers({kind.name: index[kind.name].search(words) for kind in kinds})
