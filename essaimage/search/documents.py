"""What an app offers to the index: documents with their facets, and the tables whose rows matter."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Document:
    """A published sheet as lists and searches find it.

    Facets whose name begins with an underscore are internal: kept, never counted. Every sort key ends
    with ``pk``, so that no two documents stand at the same place; keys of one order compare together
    and are of one length.
    ``due`` is the moment when the document reads otherwise without anything being written: midnight
    changes its état, a window closes, its sheet is withdrawn.
    """

    pk: int
    texts: tuple[str, str, str]  # title and acronym, summary, the rest: analysed, then dropped
    facets: Mapping[str, tuple[str, ...]]  # facet → values held
    keys: Mapping[str, tuple]  # order → sort key, ascending
    row: object  # what a list draws or filters by, small: it stays in memory
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a facet, as visitors read it."""

    value: str
    label: str
    definition: str = ""


@dataclass(frozen=True)
class Watch:
    """A table whose rows matter to a source; what is written there goes to the change log.

    ``column`` is what the log records of each row written: an integer, the primary key of a document
    unless ``documents`` says which documents the recorded values touch. ``vocabulary``: a change
    there makes the options be read again. ``everything``: a change there rebuilds the whole.
    """

    model: type[Model]
    column: str = "id"
    documents: Callable[[set[int]], Iterable[int]] | None = None
    vocabulary: bool = False
    everything: bool = False

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def key(self) -> str:
        """The name of what is watched, in the change log."""
        return self.table if self.everything else f"{self.table}.{self.column}"


class IndexSource(ABC):
    """Sheets of one kind, as the index keeps them."""

    name: str  # "dispositifs", "pionniers"…
    model: type[Model]
    orders: tuple[str, ...]
    watches: tuple[Watch, ...]
    said_of_all: frozenset[str] = frozenset()  # words, without accents, that any sheet might bear
    last: tuple[str, tuple[str, ...]] = ("", ())  # a facet, its values that come last

    @abstractmethod
    def documents(self, now: datetime, pks: Collection[int] | None = None) -> Iterator[Document]:
        """Yield what is published at ``now``, among ``pks`` when given; streamed, in bounded memory."""

    @abstractmethod
    def scheduled(self, now: datetime) -> Mapping[int, datetime]:
        """Return what is to be published after ``now``, and when."""

    def vocabulary(self, now: datetime) -> Mapping[str, Sequence[Choice]]:
        """Return the options of each facet, in the order in which they are shown."""
        return {}


class Resource(ABC):
    """Something kept in memory and rebuilt whole when one of its tables changes."""

    name: str
    watches: tuple[Watch, ...]

    @abstractmethod
    def build(self, now: datetime) -> object:
        """Return it, as the database says now; whoever gets it only reads it."""

    def due(self, now: datetime) -> datetime | None:
        """Return when what is built at ``now`` will not be so any more, without anything written."""
        return None
