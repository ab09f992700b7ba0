"""The texts of one page: links between sheets resolved once, terms linked once."""

from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db.models import CharField, Value
from django.utils.safestring import SafeString

from .markdown import Glossary, GlossaryEntry, Link, render_markdown
from .models import Fiche, Term


def fiche_models() -> list[type[Fiche]]:
    """Return every kind of sheet, in the order of the applications."""
    return [model for model in apps.get_models() if issubclass(model, Fiche)]


@dataclass(frozen=True)
class _Sheet:
    """What a text may need to know of a published sheet."""

    prefix: str
    code: str
    slug: str
    title: str
    sigle: str
    summary: str


class Texts:
    """Render the Markdown of one page. One query at most, whatever the page holds."""

    def __init__(self, *, link_terms: bool = True) -> None:
        self.link_terms = link_terms

    @cached_property
    def _sheets(self) -> list[tuple[_Sheet, str]]:
        """Every published sheet with where it is read: one query over all their tables."""
        kinds = {model.link_prefix: model for model in fiche_models()}
        first, *others = [
            model.objects.published()
            .order_by()
            .values_list(
                Value(prefix, output_field=CharField()), "code", "slug", "title", "sigle", "summary"
            )
            for prefix, model in kinds.items()
        ]
        sheets = [_Sheet(*values) for values in first.union(*others, all=True)]
        return [
            (sheet, kinds[sheet.prefix](slug=sheet.slug).get_absolute_url()) for sheet in sheets
        ]

    @cached_property
    def links(self) -> dict[str, Link]:
        """Every published sheet, as « dispositif:code » → where it is read."""
        return {
            f"{sheet.prefix}:{sheet.code}": Link(url, sheet.title) for sheet, url in self._sheets
        }

    @cached_property
    def glossary(self) -> Glossary:
        """The published terms, in an order that does not depend on the database."""
        if not self.link_terms:
            return Glossary()
        return Glossary(
            sorted(
                (
                    GlossaryEntry(
                        words=tuple(word for word in (sheet.title, sheet.sigle) if word),
                        url=url,
                        definition=sheet.summary,
                    )
                    for sheet, url in self._sheets
                    if sheet.prefix == Term.link_prefix
                ),
                key=lambda entry: entry.words,
            )
        )

    def markdown(self, text: str) -> SafeString:
        """Return ``text`` as safe HTML, its links resolved and its terms linked."""
        if not text:
            return SafeString("")
        links = self.links if "](" in text else None
        return render_markdown(text, links=links, glossary=self.glossary)
