"""What is found by its words alone, without facets: models, questions, partners, terms, marks…"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Model, QuerySet

from essaimage.common.markdown import plain_text
from essaimage.common.models import Fiche, Repere, Synonym, Term
from essaimage.common.typography import sort_key

from .documents import Document, IndexSource, Watch


class SheetRow(NamedTuple):
    """What a search shows of a sheet before reading it."""

    slug: str
    title: str
    sigle: str


class RepereRow(NamedTuple):
    """A mark: it has no page, its row says it all."""

    name: str
    fact: str


@dataclass(frozen=True)
class Part:
    """Rows that hang on a sheet and are read with it: ``owner`` is their key to it, ``fields`` their words."""

    model: type[Model]
    owner: str
    fields: tuple[str, ...]


class SheetSource(IndexSource):
    """Sheets of one kind with their words.

    ``ranks`` are the fields that order them, before the title; ``rest`` the fields that are searched
    besides title, acronym and summary; ``parts`` the tables that hold the rest of their words.
    """

    model: type[Fiche]
    orders = ("pertinence",)
    ranks: tuple[str, ...] = ()
    rest: tuple[str, ...] = ("body",)
    parts: tuple[Part, ...] = ()

    @property
    def watches(self) -> tuple[Watch, ...]:
        """The sheet's own table, and those of its parts."""
        return (Watch(self.model), *(Watch(part.model, part.owner) for part in self.parts))

    def documents(self, now: datetime, pks: Collection[int] | None = None) -> Iterator[Document]:
        """Yield the published sheets: one query, and one per table of parts."""
        sheets = self.model.objects.published(now).order_by()
        told = self._told(pks)
        # « modèle fédération », « question marque »: the kind of a sheet is one of its words.
        kind = str(self.model._meta.verbose_name)
        fields = ("pk", "slug", "title", "sigle", "summary", "ends_at", *self.ranks, *self.rest)
        for pk, slug, title, sigle, summary, ends_at, *others in among(
            sheets, "pk", pks
        ).values_list(*fields):
            ranks, rest = others[: len(self.ranks)], others[len(self.ranks) :]
            yield Document(
                pk=pk,
                texts=(
                    f"{title}\n{sigle}",
                    summary,
                    plain_text("\n".join([*rest, *told.get(pk, ()), kind])),
                ),
                facets={},
                keys={"pertinence": (*ranks, sort_key(title), pk)},
                row=SheetRow(slug, title, sigle),
                due=ends_at,
            )

    def _told(self, pks: Collection[int] | None) -> dict[int, list[str]]:
        """Return the words of the parts of each sheet."""
        told: dict[int, list[str]] = {}
        for part in self.parts:
            rows = among(part.model.objects.order_by("pk"), part.owner, pks)
            for owner, *texts in rows.values_list(part.owner, *part.fields):
                told.setdefault(owner, []).extend(texts)
        return told

    def scheduled(self, now: datetime) -> Mapping[int, datetime]:
        """Return the sheets whose hour has not come, and that hour."""
        return self.model.objects.publication_hours(now)


def among(rows: QuerySet, column: str, pks: Collection[int] | None) -> QuerySet:
    """Return the rows whose ``column`` is one of ``pks``; all of them when None."""
    return rows if pks is None else rows.filter(**{f"{column}__in": list(pks)})


class TermSource(SheetSource):
    """The glossary: a term is also found by the other words people use for it."""

    name = "termes"
    model = Term
    rest = ("body", "false_friend")
    parts = (Part(Synonym, "term_id", ("word",)),)


class RepereSource(IndexSource):
    """The marks of one kind that visitors may read."""

    model: type[Repere]
    orders = ("pertinence",)

    @property
    def watches(self) -> tuple[Watch, ...]:
        return (Watch(self.model),)

    def documents(self, now: datetime, pks: Collection[int] | None = None) -> Iterator[Document]:
        """Yield the marks that are shown: one query."""
        rows = among(self.model.objects.filter(is_shown=True).order_by(), "pk", pks)
        for pk, name, territory, fact in rows.values_list("pk", "name", "territory", "fact"):
            yield Document(
                pk=pk,
                texts=(name, fact, territory),
                facets={},
                keys={"pertinence": (sort_key(name), pk)},
                row=RepereRow(name, fact),
            )

    def scheduled(self, now: datetime) -> Mapping[int, datetime]:
        """A mark is shown or not: none waits for its hour."""
        return {}
