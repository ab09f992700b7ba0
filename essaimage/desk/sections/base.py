"""The parts of a section of the desk: plain values that the templates draw."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from .desk import Desk

SHOWN = 5  # rows of each section on the front page; its list shows them all


class Urgency(IntEnum):
    """When a section asks to be dealt with; the front page draws the lowest first."""

    NOW = 1  # somebody waits, or visitors read something false
    SOON = 2  # a date comes closer
    WHEN_POSSIBLE = 3  # the site would be better

    @property
    def title(self) -> str:
        """The heading of this part of the front page."""
        return {
            Urgency.NOW: "À faire maintenant",
            Urgency.SOON: "À surveiller",
            Urgency.WHEN_POSSIBLE: "À améliorer, quand vous avez un moment",
        }[self]


@dataclass(frozen=True)
class Link:
    """Another way from a row; ``is_outside`` when it leaves the site."""

    label: str
    address: str
    is_outside: bool = False


def guide(label: str, chapter: str) -> Link:
    """Return the way to a chapter of the guide."""
    return Link(label, reverse("admin:guide_chapter", args=[chapter]))


@dataclass(frozen=True)
class Click:
    """A button of a row: posts to ``address`` what it is about (``name``, ``value``), then comes back."""

    label: str
    address: str
    name: str
    value: str


@dataclass(frozen=True)
class Row:
    """Something to do: its title leads to the very place to do it (a field: ``…/change/#id_title``)."""

    title: str
    address: str
    detail: str = ""  # why it is here, in words
    note: str = ""  # what a colleague or a visitor wrote about it
    links: tuple[Link, ...] = ()
    click: Click | None = None


class Rows(Sequence[Row]):
    """Rows drawn when they are asked for: the front page shows five of five hundred."""

    def __init__(self, items: Sequence[Any], draw: Callable[..., Row]) -> None:
        self._items = items
        self._draw = draw

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self._draw(*item) for item in self._items[index]]
        return self._draw(*self._items[index])


@dataclass(frozen=True)
class Section:
    """A part of the front page: what is to be done, why it matters, and how much of it there is.

    ``rows`` holds every row, in the order of urgency: the front page shows the first ``SHOWN``, the
    list of the section them all. A section whose whole list stands elsewhere (a list of the admin)
    gives its ``elsewhere`` address and its exact ``total`` there; ``rows`` may then hold a few.
    """

    slug: str
    title: str
    why: str  # why it matters, in one sentence
    rows: Sequence[Row]
    urgency: Urgency
    empty: str  # what to say when there is nothing to do
    total: int | None = None
    elsewhere: str = ""
    guide: Link | None = None  # where to learn how it is done
    ways: Sequence[Link] = ()  # lists of some of the rows, each with its own count

    @property
    def count(self) -> int:
        """How many rows there are in all."""
        return len(self.rows) if self.total is None else self.total

    @property
    def shown(self) -> Sequence[Row]:
        """The rows of the front page."""
        return self.rows[:SHOWN]

    @property
    def has_more(self) -> bool:
        """Whether the front page leaves rows out."""
        return self.count > len(self.shown)

    @property
    def address(self) -> str:
        """Where all the rows are."""
        return self.elsewhere or reverse("admin:section", args=[self.slug])


Provider = Callable[["Desk"], Section | None]
