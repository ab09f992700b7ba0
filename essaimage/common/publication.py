"""What a sheet needs before visitors may read it. The admin and ``load_content`` ask the same question."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from .models import Citation, Fiche, Status

# A full sheet, one with a page that answers its questions, rests on at least that many dated facts,
# from at least that many sources; what has less is a mark (repère).
FULL_SHEET_FACTS = 5
FULL_SHEET_SOURCES = 2

NO_DATED_CITATION = (
    "Une fiche publiée s’appuie sur au moins un fait dont la source est datée : "
    "ajoutez-en un, ou laissez la fiche en brouillon."
)
NO_SUMMARY = "Une fiche publiée a un résumé."
NO_PUBLICATION_DATE = "Une fiche publiée a une date de publication."


def has_dated_citation(citations: Iterable[Citation]) -> bool:
    """Whether at least one of ``citations`` rests on a source that bears a date."""
    return any(citation.source.date is not None for citation in citations)


def publication_errors(fiche: Fiche, citations: Iterable[Citation]) -> list[str]:
    """Return, in French, what keeps ``fiche`` from being published with these ``citations``.

    Nothing is asked of a sheet that is not published. Only the values given are read: the citations
    may be those of a form that is not saved yet (without the ones it is about to delete).
    """
    if fiche.status != Status.PUBLISHED:
        return []
    errors = []
    if not fiche.summary.strip():
        errors.append(NO_SUMMARY)
    if fiche.published_at is None:
        errors.append(NO_PUBLICATION_DATE)
    return errors + evidence_errors(fiche, citations)


def evidence_errors(fiche: Fiche, citations: Iterable[Citation]) -> list[str]:
    """Return what ``fiche`` lacks among ``citations`` to be published."""
    if fiche.status != Status.PUBLISHED or has_dated_citation(citations):
        return []
    return [NO_DATED_CITATION]


def published_without_evidence(model: type[Fiche]) -> QuerySet:
    """Return the published sheets of ``model`` that have no dated citation."""
    citation = model._meta.get_field("citations").related_model
    dated = citation.objects.filter(fiche=OuterRef("pk"), source__date__isnull=False)
    return model._default_manager.filter(~Exists(dated), status=Status.PUBLISHED)
