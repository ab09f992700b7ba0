"""The command that judges searches prints what it measures, and says clearly what it cannot."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection

from essaimage.search.judging import Query, judge
from essaimage.search.management.commands import judge_search
from tests.factories import make_dispositif, make_term

pytestmark = pytest.mark.django_db

TABLE = """
- {q: pret, kind: accents, must: ["dispositif:p"], first: "dispositif:p"}
- {q: credit, kind: synonyme, must: ["dispositif:p"], not: ["terme:t"]}
- {q: zzz, kind: faute, only: true}
"""


def run(tmp_path, *arguments, table=TABLE):
    path = tmp_path / "table.yaml"
    path.write_text(table, encoding="utf-8")
    out = StringIO()
    call_command("judge_search", "--table", str(path), *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_recall_precision_and_first_answers_by_difficulty(tmp_path):
    make_dispositif(code="p", title="Prêt")
    make_term(code="t", title="Crédit")

    said = run(tmp_path, "--failures")

    lines = {line.split()[0]: line for line in said.splitlines()}
    assert lines["accents"].split()[1:5] == ["1", "100%", "100%", "100%"]
    assert lines["synonyme"].split()[1:4] == ["1", "0%", "0%"]
    assert lines["ensemble"].split()[1] == "3"
    assert "manque dispositif:p" in said
    assert "de trop terme:t" in said


def test_it_compares_itself_to_postgresql_there_and_leaves_nothing(tmp_path):
    make_dispositif(code="p", title="Prêt", summary="Un crédit.")

    said = run(tmp_path)

    if connection.vendor == "postgresql":
        assert "PostgreSQL rappel" in said
        assert "judged" not in connection.introspection.table_names()
    else:
        assert "La base n’est pas PostgreSQL" in said


def test_it_says_which_right_is_missing(tmp_path, monkeypatch):
    def refused() -> None:
        raise ProgrammingError("permission denied to create extension")

    monkeypatch.setattr(judge_search, "PostgreSQLSearch", refused)
    monkeypatch.setattr(judge_search, "connection", SimpleNamespace(vendor="postgresql"))

    said = run(tmp_path)

    assert "il faut le droit de créer les extensions unaccent et pg_trgm" in said
    assert "permission denied" in said


@pytest.mark.parametrize("table", ["- {q: sans guillemets ?, kind: x}", "une phrase", "- {q: a}"])
def test_a_table_that_cannot_be_read_is_named(tmp_path, table):
    with pytest.raises(CommandError, match="Ce fichier ne se lit pas"):
        run(tmp_path, table=table)


def test_what_is_found_besides_counts_when_the_answer_is_known_whole():
    query = Query("mot", "accents", must=frozenset({"terme:a"}), only=True, first="terme:a")

    verdict = judge(query, {"terme": ["terme:b", "terme:a"]})

    assert (verdict.missing, verdict.intruders, verdict.first) == ([], ["terme:b"], "terme:b")
    assert verdict.score.precision == 0.5
