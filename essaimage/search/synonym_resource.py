"""The synonyms of the site, read again when an editor changes one: terms, their other words, groups."""

from datetime import datetime

from essaimage.common.models import Direction, Synonym, Term, published

from .documents import Resource, Watch
from .synonym_models import Sense, SynonymGroup
from .synonyms import Synonyms


class SynonymResource(Resource):
    """``current()["synonymes"]``: a ``Synonyms``."""

    name = "synonymes"

    @property
    def watches(self) -> tuple[Watch, ...]:
        return (Watch(Term), Watch(Synonym), Watch(SynonymGroup))

    def build(self, now: datetime) -> Synonyms:
        """Return the rules in force: three queries."""
        both: list[list[str]] = []
        one_way: list[tuple[str, list[str]]] = []
        names: dict[int, list[str]] = {}
        for pk, title, sigle in (
            Term.objects.published(now).order_by("pk").values_list("pk", "title", "sigle")
        ):
            names[pk] = [name for name in (title, sigle) if name]
        others: dict[int, list[str]] = {}
        words = Synonym.objects.filter(published("term", now)).order_by("pk")
        rows = words.filter(term__in=names).values_list("term_id", "word", "direction")
        for pk, word, direction in rows:
            if direction == Direction.BOTH:
                others.setdefault(pk, []).append(word)
            one_way.append((word, names[pk]))
        for pk, own in names.items():
            both.append(own)
            one_way += [(name, others[pk]) for name in own if pk in others]
        for group in SynonymGroup.objects.order_by("pk"):
            if group.sense == Sense.BOTH:
                both.append(group.sought)
            else:
                one_way += [(word, group.shown) for word in group.sought]
        return Synonyms.of(both, one_way)

    def due(self, now: datetime) -> datetime | None:
        """Return the hour of the next term to be published or withdrawn."""
        return Term.objects.next_change(now)
