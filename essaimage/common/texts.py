"""The texts of one page: links between sheets resolved once, terms linked once."""

from functools import cached_property

from django.apps import apps
from django.db.models import CharField, Value
from django.utils.safestring import SafeString

from .markdown import Glossary, GlossaryEntry, Link, render_markdown
from .models import Fiche, Term


def fiche_models() -> list[type[Fiche]]:
    """Return every kind of sheet, in the order of the applications."""
    return [model for model in apps.get_models() if issubclass(model, Fiche)]


class Texts:
    """Render the Markdown of one page. At most two queries, whatever the page holds."""

    def __init__(self, *, link_terms: bool = True) -> None:
        self.link_terms = link_terms

    @cached_property
    def links(self) -> dict[str, Link]:
        """Every published sheet, as « dispositif:code » → where it is read: one query."""
        kinds = {model.link_prefix: model for model in fiche_models()}
        first, *others = [
            model.objects.published()
            .order_by()
            .values_list(Value(prefix, output_field=CharField()), "code", "slug", "title")
            for prefix, model in kinds.items()
        ]
        return {
            f"{prefix}:{code}": Link(kinds[prefix](slug=slug).get_absolute_url(), title)
            for prefix, code, slug, title in first.union(*others, all=True)
        }

    @cached_property
    def glossary(self) -> Glossary:
        """The published terms: one query."""
        if not self.link_terms:
            return Glossary()
        terms = Term.objects.published().only("title", "sigle", "slug", "summary")
        return Glossary(
            [
                GlossaryEntry(
                    words=tuple(word for word in (term.title, term.sigle) if word),
                    url=term.get_absolute_url(),
                    definition=term.summary,
                )
                for term in terms
            ]
        )

    def markdown(self, text: str) -> SafeString:
        """Return ``text`` as safe HTML, its links resolved and its terms linked."""
        if not text:
            return SafeString("")
        links = self.links if ":" in text and "](" in text else None
        return render_markdown(text, links=links, glossary=self.glossary)
