"""What a filtered list shows: rows, facets, pills, sort, pages."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from .documents import Choice
from .parameters import Address

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Result:
    """One row of a list, as ``components/row.html`` draws it.

    ``title``, ``summary`` and ``extract`` (a sentence found further in the text) may have the words
    searched marked. ``verdict`` and ``reason`` say how it stands to the commune chosen. ``keeps``: a
    visitor may put it in a selection.
    """

    slug: str
    url: str
    title: str | SafeString
    sigle: str
    summary: str | SafeString
    facts: Sequence[tuple[str, str]]
    etat: str
    evidence: str
    extract: str | SafeString = ""
    verdict: str = ""
    verdict_label: str = ""
    reason: str = ""
    keeps: bool = False


@dataclass(frozen=True)
class Facet:
    """Something to filter by; ``name`` is the parameter.

    ``counts`` say what ticking each option gives, nothing for those that give nothing; ``ticked`` are
    the values that are.
    """

    name: str
    label: str
    options: Sequence[Choice]
    counts: Mapping[str, int]
    ticked: Collection[str]
    is_open: bool = False
    errors: Sequence[str] = ()
    help: str = ""

    @cached_property
    def selected(self) -> list[Choice]:
        """The options that are ticked, in the order of the facet."""
        ticked = self.ticked
        return [option for option in self.options if option.value in ticked] if ticked else []


@dataclass(frozen=True)
class Pill:
    """A filter in force: what it says, where to go without it, what that would give."""

    label: str
    url: str
    total_without: int | None = None


@dataclass(frozen=True)
class Problem:
    """A filter that was not understood: its name, what is said of it, where to go without it."""

    label: str
    text: str
    url: str


@dataclass(frozen=True)
class Sort:
    """A way to order the list."""

    value: str
    label: str
    url: str
    is_current: bool


class PageNotFoundError(Exception):
    """No such page: not a positive integer, or past the end."""


@dataclass(frozen=True)
class Pages:
    """Where one stands among the pages of a list, with the links to the others."""

    number: int
    count: int
    address: Address

    @property
    def previous_url(self) -> str:
        return self.address.with_value("page", str(self.number - 1)) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return (
            self.address.with_value("page", str(self.number + 1))
            if self.number < self.count
            else ""
        )

    @property
    def links(self) -> list[tuple[int, str]]:
        """The first page, the last, and those around the current one."""
        around = {1, self.count, *range(self.number - 1, self.number + 2)}
        return [
            (number, self.address.with_value("page", str(number)))
            for number in sorted(around)
            if 1 <= number <= self.count
        ]

    @property
    def has_many(self) -> bool:
        return self.count > 1


def page_of(address: Address, total: int) -> tuple[Pages, slice]:
    """Return the page asked for and the slice of rows it shows; raise ``PageNotFoundError`` when there is none."""
    asked = address.get("page", "1")
    count = max(1, -(-total // PAGE_SIZE))
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10 and 1 <= int(asked) <= count):
        raise PageNotFoundError(asked)
    number = int(asked)
    return Pages(number, count, address), slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE)
