"""Hold a list read from the index to ``.qs`` of its filter set: total, order, counts, removals."""

from django.db.models import QuerySet
from django.http import QueryDict

from essaimage.search.catalogue import Catalogue
from essaimage.search.filters import ListFilterSet
from essaimage.search.grammar import Reading


def parameters(chosen: dict) -> QueryDict:
    """Return values drawn at random as the parameters of a request."""
    data = QueryDict(mutable=True)
    for name, value in chosen.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


class Reference:
    """What the database says of a list. Asked the same thing twice, it answers from memory."""

    def __init__(self, filterset: type[ListFilterSet], queryset: QuerySet) -> None:
        self.filterset = filterset
        self.queryset = queryset
        self.known: dict[str, list[int]] = {}

    def rows(self, data: QueryDict) -> list[int]:
        """Return the rows of ``.qs``, in its order."""
        key = data.urlencode()
        if key not in self.known:
            filterset = self.filterset(data, queryset=self.queryset)
            assert filterset.is_valid(), filterset.errors
            self.known[key] = list(filterset.qs.values_list("pk", flat=True))
        return self.known[key]


def assert_form_agrees(reading: Reading, filterset: type[ListFilterSet], data: QueryDict) -> None:
    """Fail unless the grammar understands ``data`` as the form of the filter set does."""
    form = filterset(data, queryset=filterset._meta.model.objects.all()).form
    form.is_valid()
    assert dict(reading.errors) == {name: list(found) for name, found in form.errors.items()}
    for name, value in form.cleaned_data.items():
        assert reading.chosen[name] == value, name


def assert_order(catalogue: Catalogue, reference: Reference, data: QueryDict) -> None:
    """Fail unless the rows are those of ``.qs``, each once, in its order."""
    expected = reference.rows(data)
    assert len(catalogue.selection.ids) == len(expected)
    assert catalogue.page(0, len(expected) + 1) == expected


def assert_count(
    catalogue: Catalogue, reference: Reference, data: QueryDict, facet: str, value: str
) -> None:
    """Fail unless an option gives what ``.qs`` keeps when it is alone in its facet."""
    alone = data.copy()
    alone.setlist(facet, [value])
    count = catalogue.selection.counts[facet][value]
    assert count == len(reference.rows(alone)), (facet, value)


def assert_removals(
    catalogue: Catalogue, reference: Reference, data: QueryDict, *, written: dict | None = None
) -> None:
    """Fail unless each removal gives what ``.qs`` keeps without the filter.

    ``written``: the parameters whose removal is told by values, since leaving them out means others.
    """
    for name in data:
        without = data.copy()
        without.pop(name)
        if name in (written or {}):
            without.setlist(name, written[name])
        assert catalogue.total_without(name) == len(reference.rows(without)), name
