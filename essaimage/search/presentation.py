"""From a grammar and its counts to what a list page draws: facets, pills, sorts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from essaimage.common.typography import typographie

from .grammar import Grammar, Reading
from .listing import Facet, Pill, Sort
from .parameters import Address

Told = Callable[[str, str], int]  # what a list would hold without a filter, or one of its values


@dataclass(frozen=True)
class FacetSpec:
    """How a facet is shown: unfolded or not, with which help."""

    name: str
    is_open: bool = False
    help: str = ""


def facets(
    reading: Reading,
    counts: Mapping[str, Mapping[str, int]],
    ticked: Mapping[str, Sequence[str]],
    specs: Iterable[FacetSpec],
) -> list[Facet]:
    """Return every facet with all its options, and the error of those that have one.

    ``ticked`` are the values in force; a facet with an error stays ticked as it was asked.
    """
    grammar, found = reading.grammar, []
    for spec in specs:
        name, errors = spec.name, reading.errors.get(spec.name, ())
        chosen = reading.data.getlist(name) if errors else ticked[name]
        options, given = grammar.vocabulary[name], counts.get(name, {})
        label = grammar.label(name)
        found.append(Facet(name, label, options, given, chosen, spec.is_open, errors, spec.help))
    return found


def facet_pills(shown: Iterable[Facet], address: Address, told: Told | None) -> list[Pill]:
    """Return a pill for each option ticked, with the address without it."""
    return [
        Pill(
            typographie(f"{facet.label} : {option.label}"),
            address.without_value(facet.name, option.value),
            told(facet.name, option.value) if told else None,
        )
        for facet in shown
        for option in facet.selected
    ]


def sorts(grammar: Grammar, address: Address, current: str) -> list[Sort]:
    """Return the orders of the list; the first one is the default."""
    return [
        Sort(value, label, address.with_value("tri", value), value == current)
        for value, label in grammar.orders
    ]


def and_list(labels: Iterable[str]) -> str:
    """Return labels as one reads them in a rail of facts: « Prêt, garantie »."""
    first, *others = [*labels] or [""]
    return ", ".join([first, *map(lowered, others)])


def or_list(labels: Sequence[str]) -> str:
    """Return labels said in a sentence: « prêt, subvention ou garantie »."""
    return either([lowered(label) for label in labels])


def lowered(label: str) -> str:
    """Return a label as it stands inside a sentence; an acronym keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def either(said: Sequence[str]) -> str:
    """Join what is said by commas and « ou »: « BNP Paribas, Avise ou Ronalpia »."""
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} ou {said[-1]}"
