"""The grammar of a list, made once for the options in force and asked at each request (decision 0015).

``django-filter`` makes its filters, their fields and a form class again for every filter set: 2.5 ms a
page. The fields themselves keep nothing of what they are asked, so that one copy serves all requests.
"""

from collections.abc import Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Field
from django.http import QueryDict

from .documents import Choice
from .filters import ListFilterSet
from .parameters import cleaned_query, filled

Vocabulary = Mapping[str, Sequence[Choice]]  # facet → its options, in order


@dataclass(frozen=True)
class Reading:
    """What a request says: the values understood by parameter, and what was wrong with the others."""

    grammar: "Grammar"
    data: QueryDict
    chosen: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def is_valid(self) -> bool:
        return not self.errors

    @property
    def query_was_cut(self) -> bool:
        """Whether the words typed were longer than what is searched."""
        return cleaned_query(self.data.get("q", ""))[1]


class Grammar:
    """What a list accepts just now. Safe to share between threads: nothing in it changes."""

    def __init__(self, filterset: type[ListFilterSet], vocabulary: Vocabulary) -> None:
        self.filterset = filterset
        self.vocabulary = vocabulary
        self.labels = {
            name: {option.value: option.label for option in options}
            for name, options in vocabulary.items()
        }
        self.fields: dict[str, Field] = {}
        for name, declared in filterset.base_filters.items():
            self.fields[name] = made = deepcopy(declared.field)
            if name in vocabulary:
                made.choices = [(choice.value, choice.label) for choice in vocabulary[name]]
        self._untold = {
            name: _cleaned(name, asked, QueryDict()) for name, asked in self.fields.items()
        }

    def read(self, data: QueryDict) -> Reading:
        """Return what ``data`` says, as the form of the filter set would."""
        data = filled(data)
        chosen, errors = {}, {}
        for name, asked in self.fields.items():
            if name not in data:  # most parameters, most of the time
                chosen[name] = copy(self._untold[name])
                continue
            try:
                chosen[name] = _cleaned(name, asked, data)
            except ValidationError as error:
                errors[name] = error.messages
        for name, sentence in self.filterset.conflicts(chosen).items():
            chosen.pop(name, None)
            errors[name] = [sentence]
        return Reading(self, data, chosen, errors)

    def label(self, name: str) -> str:
        """Return what visitors call a parameter."""
        return self.fields[name].label

    @property
    def orders(self) -> list[tuple[str, str]]:
        """The orders of the list; the first one is the default."""
        return [choice for choice in self.fields["tri"].choices if choice[0]]

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that the list understands."""
        return (*self.fields, "page")


def _cleaned(name: str, asked: Field, data: QueryDict) -> Any:
    return asked.clean(asked.widget.value_from_datadict(data, {}, name))


_made: dict[type[ListFilterSet], Grammar] = {}


def grammar_of(filterset: type[ListFilterSet], vocabulary: Vocabulary) -> Grammar:
    """Return the grammar of ``filterset`` with these options, made again only when they change."""
    kept = _made.get(filterset)
    if kept is None or kept.vocabulary is not vocabulary:
        _made[filterset] = kept = Grammar(filterset, vocabulary)
    return kept
