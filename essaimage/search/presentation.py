"""From a filter set and its counts to what a list page draws: facets, pills, sorts, one address."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from essaimage.common.typography import typographie

from .filters import ListFilterSet
from .listing import Facet, Pill, Sort, options
from .parameters import Address, filled


@dataclass(frozen=True)
class FacetSpec:
    """How a facet is shown: unfolded or not, under which headings, with which definitions."""

    name: str
    is_open: bool = False
    help: str = ""
    definitions: Mapping[str, str] = field(default_factory=dict)


def address_of(request: HttpRequest, filterset: ListFilterSet) -> Address:
    """Return the address of the list, with the parameters that it understands and no other."""
    return Address(request.path, filled(request.GET), (*filterset.filters, "page"))


def facets(
    filterset: ListFilterSet, counts: Mapping[str, Mapping[str, int]], specs: Iterable[FacetSpec]
) -> list[Facet]:
    """Return every facet with all its options, ticked as typed, and the error of those that have one."""
    return [
        Facet(
            name=spec.name,
            label=filterset.filters[spec.name].label,
            options=options(
                filterset.form.fields[spec.name].choices,
                dict(counts.get(spec.name, {})),
                filterset.data.getlist(spec.name),
                dict(spec.definitions),
            ),
            is_open=spec.is_open,
            errors=filterset.form.errors.get(spec.name, ()),
            help=spec.help,
        )
        for spec in specs
    ]


def pills(
    shown: Sequence[Facet],
    address: Address,
    singles: Iterable[tuple[str, str]] = (),
    total_without: Callable[[str, str], int] | None = None,
) -> list[Pill]:
    """Return the filters in force, each with the address without it.

    ``singles`` are the (parameter, words) of filters with one value; ``total_without`` says what the
    list would hold, asked only when a page has nothing to show.
    """

    def pill(label: str, name: str, value: str = "") -> Pill:
        total = total_without(name, value) if total_without else None
        return Pill(typographie(label), address.without(name, value or None), total)

    return [pill(label, name) for name, label in singles] + [
        pill(f"{facet.label} : {option.label}", facet.name, option.value)
        for facet in shown
        for option in facet.selected
    ]


def sorts(filterset: ListFilterSet, address: Address) -> list[Sort]:
    """Return the orders of the list; the first one is the default."""
    choices = [choice for choice in filterset.form.fields["tri"].choices if choice[0]]
    current = filterset.chosen.get("tri") or choices[0][0]
    return [
        Sort(value, label, address.with_value("tri", value), value == current)
        for value, label in choices
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
