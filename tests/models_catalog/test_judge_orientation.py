"""Judging the questionnaire: what is right, what is not, what random answers give, what is refused."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from models_catalog.orientation import ExitKind, UnknownAnswerError
from models_catalog.orientation.judging import (
    Venture,
    dead_answers,
    judge,
    shares,
    unreachable_models,
)
from tests.factories import make_affinity, make_answer, make_model, make_question

from .inquiries import inquiry, option

ASKED = inquiry([option("a", 2, 0, -1), option("b", 0, 2, 1), option("c", exit=ExitKind.NOT_READY)])


def venture(answer: str, **expected) -> Venture:
    return Venture("Un projet", {"q1": answer}, "Un conseil.", ("une-source",), **expected)


@pytest.mark.parametrize(
    ("answer", "expected", "faults"),
    [
        ("a", {"first": "integre", "last": "franchise-sociale"}, ()),
        ("a", {"first": "federation"}, ("integre d’abord",)),
        ("a", {"last": "integre"}, ("integre n’est pas en dernier",)),
        ("a", {"hybrid": frozenset({"integre", "federation"})}, ("pas le même hybride",)),
        ("a", {"exit": "pas-encore-pret"}, ("autre conseil\N{NO-BREAK SPACE}: aucun",)),
        ("c", {"exit": "pas-encore-pret"}, ()),
        ("c", {}, ("autre conseil\N{NO-BREAK SPACE}: pas-encore-pret",)),
        ("c", {"first": "integre", "exit": "pas-encore-pret"}, ("à égalité",)),
    ],
)
def test_a_venture_is_compared_to_what_was_judged(answer, expected, faults):
    assert judge(ASKED, venture(answer, **expected)).faults == faults


def test_a_hybrid_nobody_expected_is_a_fault():
    close = inquiry([option("a", 2, 1)], [option("b", 0, 1)])
    found = judge(close, Venture("x", {"q1": "a", "q2": "b"}, "", (), first="integre"))

    assert found.faults == ("à égalité", "un hybride de trop")


def test_a_table_that_speaks_of_something_else_is_refused():
    with pytest.raises(UnknownAnswerError):
        judge(ASKED, venture("z"))
    with pytest.raises(KeyError):
        judge(ASKED, Venture("x", {"q9": "a"}, "", ()))


def test_shares_are_drawn_again_alike_and_add_up():
    found = shares(ASKED, draws=200, seed=3)

    assert found == shares(ASKED, draws=200, seed=3)
    assert sum(found.first.values()) == pytest.approx(1)
    assert sum(found.certainty.values()) == pytest.approx(1)
    assert 0 < found.exits[ExitKind.NOT_READY] < 1


def test_a_dead_answer_and_an_unreachable_model_are_named():
    useless = inquiry([option("a", 2, 1), option("vide")])

    assert dead_answers(useless) == [("q1", "vide")]
    assert unreachable_models(useless) == ["federation", "franchise-sociale"]
    assert dead_answers(ASKED) == []


TABLE = """
- name: Un projet
  expected: {first: integre}
  advice: Un conseil.
  sources: [une-source]
  answers: {autonomie: siege}
"""


@pytest.fixture
def published():
    models = [
        make_model(slug=slug, order=order)
        for order, slug in enumerate(["integre", "federation", "franchise-sociale"])
    ]
    answer = make_answer(make_question(slug="autonomie"), slug="siege")
    make_affinity(answer, model=models[0], weight=2)
    make_answer(answer.question, slug="vide")


def run(tmp_path, *arguments: str, table: str = TABLE) -> str:
    path = tmp_path / "table.yaml"
    path.write_text(table, encoding="utf-8")
    out = StringIO()
    call_command("judge_orientation", "--table", str(path), "--draws=50", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_it_prints_the_table_and_the_shares(tmp_path, published):
    said = run(tmp_path, "--seed=5")

    assert "oui  Un projet" in said
    assert "obtenu   integre +2 > federation 0 > franchise-sociale 0 (net)" in said
    assert "1 projets sur 1 comme les sources le conseillent" in said
    assert "sans effet\N{NO-BREAK SPACE}: autonomie, vide" in said
    assert "jamais premier\N{NO-BREAK SPACE}: federation" in said
    assert "50 tirages, graine 5" in said


@pytest.mark.django_db
def test_it_says_what_is_not_as_advised(tmp_path, published):
    said = run(tmp_path, table=TABLE.replace("first: integre", "first: federation"))

    assert "non  Un projet" in said
    assert "écart    integre d’abord" in said


@pytest.mark.parametrize(
    "table", ["une phrase", "- {name: x}", TABLE.replace("siege", "ailleurs"), "{"]
)
@pytest.mark.django_db
def test_a_table_that_cannot_be_read_is_named(tmp_path, published, table):
    with pytest.raises(CommandError, match="Cette table ne se lit pas"):
        run(tmp_path, table=table)


@pytest.mark.django_db
def test_it_says_when_there_is_nothing_to_judge(tmp_path):
    with pytest.raises(CommandError, match="des questions publiés"):
        run(tmp_path)
