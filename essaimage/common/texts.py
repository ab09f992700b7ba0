"""The texts of one page: links between sheets resolved once, terms linked once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db.models import CharField, QuerySet, Value
from django.utils.safestring import SafeString

from .markdown import Glossary, GlossaryEntry, Link, render_markdown
from .models import Fiche, Term


def fiche_models() -> list[type[Fiche]]:
    """Return every kind of sheet, in the order of the applications."""
    return [model for model in apps.get_models() if issubclass(model, Fiche)]


def published_sheets(*fields: str) -> QuerySet:
    """Return the published sheets of every kind, one query over all their tables.

    Each row is the kind (``link_prefix``), then ``fields``.
    """
    first, *others = [
        model.objects.published()
        .order_by()
        .values_list(Value(model.link_prefix, output_field=CharField()), *fields)
        for model in fiche_models()
    ]
    return first.union(*others, all=True)


@dataclass(frozen=True)
class _Sheet:
    """What a text may need to know of a published sheet."""

    model: type[Fiche]
    slug: str
    title: str
    sigle: str
    summary: str

    @property
    def url(self) -> str:
        return self.model(slug=self.slug).get_absolute_url()


class Links(Mapping[str, Link]):
    """Every published sheet, as « dispositif:code » → where it is read; addresses are made when asked for."""

    def __init__(self, sheets: Mapping[str, _Sheet]) -> None:
        self._sheets = sheets

    def __getitem__(self, key: str) -> Link:
        sheet = self._sheets[key]
        return Link(sheet.url, sheet.title)

    def __contains__(self, key: object) -> bool:
        return key in self._sheets

    def __iter__(self) -> Iterator[str]:
        return iter(self._sheets)

    def __len__(self) -> int:
        return len(self._sheets)


class Texts:
    """Render the Markdown of one page. One query at most, whatever the page holds."""

    def __init__(self, *, link_terms: bool = True) -> None:
        self.link_terms = link_terms

    @cached_property
    def _sheets(self) -> dict[str, _Sheet]:
        """Every published sheet, by the name links give it: one query over all their tables."""
        kinds = {model.link_prefix: model for model in fiche_models()}
        rows = published_sheets("code", "slug", "title", "sigle", "summary")
        return {f"{prefix}:{code}": _Sheet(kinds[prefix], *told) for prefix, code, *told in rows}

    @cached_property
    def links(self) -> Links:
        """Where each published sheet is read."""
        return Links(self._sheets)

    @cached_property
    def glossary(self) -> Glossary:
        """The published terms, in an order that does not depend on the database."""
        if not self.link_terms:
            return Glossary()
        terms = [sheet for sheet in self._sheets.values() if sheet.model is Term]
        return Glossary(
            GlossaryEntry(
                words=tuple(word for word in (term.title, term.sigle) if word),
                url=term.url,
                definition=term.summary,
            )
            for term in sorted(terms, key=lambda term: term.title)
        )

    def markdown(self, text: str) -> SafeString:
        """Return ``text`` as safe HTML, its links resolved and its terms linked."""
        if not text:
            return SafeString("")
        links = self.links if "](" in text else None
        return render_markdown(text, links=links, glossary=self.glossary)
