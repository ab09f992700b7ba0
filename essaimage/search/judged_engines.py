"""The searches that are judged: the site's own, and what PostgreSQL offers on the same documents."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from . import index
from .documents import IndexSource
from .found import best_answers
from .judging import Ranked

# The sheets that every search of the site looks through; those of the judged table.
KINDS = ("dispositifs", "pionniers", "modeles", "questions", "partenaires", "termes")
_RANKED = 200  # answers of a kind that are looked at


class OurSearch:
    """The site's own search, kind by kind, as the page that searches everything puts it together."""

    def __init__(self) -> None:
        self.snapshot = index.current()
        self.codes = {name: _codes(source) for name, source in _sources()}

    def __call__(self, words: str) -> Ranked:
        found = {name: self.snapshot[name].search(words) for name in self.codes}
        ranked = {}
        for name, each in best_answers(found).items():
            pks = self.snapshot[name].best(each, 0, _RANKED)
            prefix, codes = self.codes[name]
            ranked[prefix] = [codes[pk] for pk in pks]
        return ranked

    def said(self, words: str) -> tuple[set[str], set[str]]:
        """Return what was searched instead, and the words set aside, whatever the kind."""
        found = [self.snapshot[name].search(words) for name in self.codes]
        aside = {word for each in found if each.ids for word in each.set_aside}
        return {each.corrected for each in found if each.corrected}, aside


class PostgreSQLSearch:
    """Full-text search in French without accents, weighted as ours, then trigrams when it finds nothing.

    Everything is made in the transaction in progress, to be rolled back: extensions, configuration and
    a temporary table with an index. Raises ``DatabaseError`` when extensions may not be created.
    """

    _SETUP = (
        "CREATE EXTENSION IF NOT EXISTS unaccent",
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        "CREATE TEXT SEARCH CONFIGURATION essaimage_judged (COPY = pg_catalog.french)",
        "ALTER TEXT SEARCH CONFIGURATION essaimage_judged ALTER MAPPING FOR hword, hword_part, word"
        " WITH unaccent, french_stem",
        "CREATE TEMPORARY TABLE judged (kind text, code text, title text, head text, words tsvector)"
        " ON COMMIT DROP",
    )
    _INSERT = (
        "INSERT INTO judged VALUES (%s, %s, %s, unaccent(lower(%s)),"
        " setweight(to_tsvector('essaimage_judged', %s), 'A') ||"
        " setweight(to_tsvector('essaimage_judged', %s), 'B') ||"
        " setweight(to_tsvector('essaimage_judged', %s), 'D'))"
    )
    # Each word must be found; the last one may be the beginning of a word.
    _WORDS = (
        "SELECT kind, code FROM judged, ("
        " SELECT websearch_to_tsquery('essaimage_judged', %(q)s) AS whole,"
        " to_tsquery('essaimage_judged', NULLIF(regexp_replace("
        "  regexp_replace(%(q)s, '[^[:alnum:]]+', ' & ', 'g'), '^( & )+|( & )+$', '', 'g'), '')"
        "  || ':*') AS begun"
        ") AS asked WHERE words @@ whole OR words @@ begun"
        " ORDER BY ts_rank(words, COALESCE(begun, whole)) DESC, title"
    )
    _NEAR = (
        "SELECT kind, code FROM judged WHERE unaccent(lower(%(q)s)) <%% head"
        " AND numnode(websearch_to_tsquery('essaimage_judged', %(q)s)) > 0"
        " ORDER BY word_similarity(unaccent(lower(%(q)s)), head) DESC, title"
    )

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            for statement in self._SETUP:
                cursor.execute(statement)
            for _, source in _sources():
                prefix, codes = _codes(source)
                for document in source.documents(timezone.now()):
                    title, summary, _ = document.texts
                    cursor.execute(
                        self._INSERT,
                        [prefix, codes[document.pk], title, f"{title} {summary}", *document.texts],
                    )
            cursor.execute("CREATE INDEX ON judged USING gin (words)")

    def __call__(self, words: str) -> Ranked:
        found = self._found(self._WORDS, words)
        return found or self._found(self._NEAR, words)

    def _found(self, statement: str, words: str) -> dict[str, list[str]]:
        ranked: dict[str, list[str]] = {}
        with connection.cursor() as cursor:
            cursor.execute(statement, {"q": words.replace("\x00", "")})
            for kind, code in cursor.fetchall():
                ranked.setdefault(kind, []).append(code)
        return ranked


def _sources() -> Iterator[tuple[str, IndexSource]]:
    for name in KINDS:
        member = index.site.members.get(name)
        if isinstance(member, IndexSource):
            yield name, member


def _codes(source: IndexSource) -> tuple[str, dict[int, str]]:
    """Return the word that links to such sheets, and « kind:code » by primary key."""
    model: Any = source.model
    prefix = model.link_prefix
    return prefix, {pk: f"{prefix}:{code}" for pk, code in model.objects.values_list("pk", "code")}
