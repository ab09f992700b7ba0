"""A small source for the tests of the index: the terms of the glossary."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from essaimage.common.models import Source, Synonym, Term, TermCitation
from essaimage.search.documents import Choice, Document, IndexSource, Resource, Watch
from essaimage.search.index import Index


class Terms(IndexSource):
    """Published terms: their first letter, their synonyms, the publishers of their sources.

    Every term holds one value of « lettre » and one of « moitie », so that the counts of either add
    up to the total.
    """

    name = "termes"
    model = Term
    orders = ("titre", "source")

    @property
    def watches(self) -> tuple[Watch, ...]:
        return (
            Watch(Term),
            Watch(Synonym, "term_id"),
            Watch(TermCitation, "fiche_id"),
            Watch(Source, documents=terms_citing, vocabulary=True),
        )

    def documents(self, now: datetime, pks: Collection[int] | None = None) -> Iterator[Document]:
        terms = Term.objects.published(now).prefetch_related("synonyms", "citations__source")
        for term in terms if pks is None else terms.filter(pk__in=pks):
            sources = [citation.source for citation in term.citations.all()]
            newest = max((source.date for source in sources if source.date), default=None)
            yield Document(
                pk=term.pk,
                texts=(term.title, term.summary, term.body),
                facets={
                    "lettre": (term.title[:1].upper(),),
                    "moitie": ("paire" if term.pk % 2 == 0 else "impaire",),
                    "editeur": tuple({source.publisher for source in sources}),
                    "_mot": tuple(synonym.word for synonym in term.synonyms.all()),
                },
                keys={
                    "titre": (term.title, term.pk),
                    "source": (-newest.toordinal() if newest else 0, term.title, term.pk),
                },
                row=(term.slug, term.title, term.published_at < now - timedelta(days=60)),
                due=changes_at(term, now),
            )

    def scheduled(self, now: datetime) -> Mapping[int, datetime]:
        waiting = Term.objects.filter(status="publie", published_at__gt=now)
        return dict(waiting.values_list("pk", "published_at"))

    def vocabulary(self, now: datetime) -> Mapping[str, Sequence[Choice]]:
        publishers = Source.objects.order_by("publisher").values_list("publisher", flat=True)
        return {"editeur": [Choice(name, name) for name in publishers.distinct()]}


def changes_at(term: Term, now: datetime) -> datetime | None:
    """Return when a term published less than sixty days ago will be an old one."""
    grown = term.published_at + timedelta(days=60)
    return grown if grown >= now else None


def terms_citing(sources: set[int]) -> list[int]:
    """Return the terms that cite any of ``sources``."""
    citations = TermCitation.objects.filter(source__in=sources)
    return list(citations.values_list("fiche_id", flat=True))


class Publishers(Resource):
    """The publishers, rebuilt whole; and once a day has passed."""

    name = "editeurs"
    watches = (Watch(Source),)

    def build(self, now: datetime) -> tuple[str, ...]:
        return tuple(Source.objects.order_by("publisher").values_list("publisher", flat=True))

    def due(self, now: datetime) -> datetime:
        return now + timedelta(days=1)


def titles_of(index: Index) -> list[str]:
    """Return the titles that the index holds now, in order."""
    terms = index.current()["termes"]
    return [terms.rows[pk][1] for pk in terms.page([terms.ids], "titre", 0, len(terms.ids))]


def slugs_on_the_site(index: Index) -> list[str]:
    """Return the addresses of the terms that the index of the site holds now."""
    return sorted(row.slug for row in index.current()["termes"].rows.values())
