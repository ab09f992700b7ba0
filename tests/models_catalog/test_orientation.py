"""The orientation, by cases: the addition, the order, how sure it is, the ways out, the changes."""

import pytest

from models_catalog.orientation import UNKNOWN, Certainty, ExitKind, UnknownAnswerError, orient

from .inquiries import MODELS, inquiry, option

WAIT = {"exit": ExitKind.NOT_READY, "todo": "Équilibrer un premier site."}
GIVE = {"exit": ExitKind.OPEN_SHARING}


def order(result) -> list[str]:
    return [standing.model for standing in result.ranking]


def test_points_are_the_plain_sum_of_the_answers():
    asked = inquiry([option("a", 2, -1, 1)], [option("b", 1, 2)])

    result = orient(asked, {"q1": "a", "q2": "b"})

    assert [(one.model, one.points) for one in result.ranking] == [
        ("integre", 3),
        ("franchise-sociale", 1),
        ("federation", 1),
    ]
    federation = result.ranking[2]
    assert (federation.points_for, federation.points_against) == (2, -1)


def test_each_line_of_the_addition_bears_its_reason_and_its_source():
    result = orient(inquiry([option("a", 2, -1)]), {"q1": "a"})

    line = result.first.for_[0]
    assert (line.question.slug, line.option.slug, line.points) == ("q1", "a", 2)
    assert (line.weight.reason, line.weight.source) == ("raison a integre", "source a integre")


def test_lines_stand_strongest_first():
    asked = inquiry([option("a", 1)], [option("b", 2)], [option("c", 1)])

    result = orient(asked, {"q1": "a", "q2": "b", "q3": "c"})

    assert [line.option.slug for line in result.first.for_] == ["b", "a", "c"]


def test_the_most_possible_takes_the_best_answer_of_each_question():
    asked = inquiry([option("a", 2), option("b", -2)], [option("c", -1)])

    result = orient(asked, {"q1": "b"})

    possible = {one.model: one.max_possible for one in result.ranking}
    assert possible == {"integre": 2, "federation": 0, "franchise-sociale": 0}


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ([option("a", 1, 2), option("b", 0, -1)], "integre"),  # fewer points against
        ([option("a", 1, 2), option("b", 1, 0)], "federation"),  # more « très en faveur »
        ([option("a", 0, 1, 1), option("b", 0, 1, 1)], "federation"),  # the order of the site
    ],
)
def test_equal_points_are_parted_by_the_written_rule_and_said(answers, first):
    asked = inquiry(*[[answer] for answer in answers])

    result = orient(asked, {"q1": "a", "q2": "b"})

    assert result.first.model == first
    assert result.ranking[1].model in result.first.tied_with
    assert result.certainty == Certainty.TIE


def test_nothing_answered_is_a_tie_of_all_with_no_hybrid():
    result = orient(inquiry([option("a", 2)]), {})

    assert order(result) == list(MODELS)
    assert result.certainty == Certainty.TIE
    assert result.hybrid is None
    assert result.is_thin
    assert [question.slug for question in result.unanswered] == ["q1"]


def test_i_do_not_know_gives_no_point_and_stays_open():
    asked = inquiry([option("a", 2)], [option("b", 0, 2)])

    result = orient(asked, {"q1": UNKNOWN, "q2": "b"})

    assert result.first.model == "federation"
    assert result.first.points == 2
    assert [question.slug for question in result.unknown] == ["q1"]
    assert [question.slug for question in result.open_questions] == ["q1"]


def test_an_answer_that_the_question_does_not_offer_is_refused():
    with pytest.raises(UnknownAnswerError) as refusal:
        orient(inquiry([option("a", 2)]), {"q1": "ailleurs"})

    assert (refusal.value.question.slug, refusal.value.value) == ("q1", "ailleurs")


def test_names_that_are_no_question_are_ignored():
    assert orient(inquiry([option("a", 2)]), {"q1": "a", "commune": "23096"}).first.points == 2


def test_a_gap_within_a_tenth_of_the_possible_is_close():
    strong = [[option("a", 2, 0), option("b", 0, 2)] for _ in range(10)]  # 20 points possible
    asked = inquiry(*strong, [option("a", 0, 2)])
    given = {f"q{rank}": "a" for rank in range(1, 6)} | {f"q{rank}": "b" for rank in range(6, 10)}

    close = orient(asked, given)
    clear = orient(asked, given | {"q9": UNKNOWN})

    assert (close.margin, close.close_up_to, close.certainty) == (2, 2, Certainty.CLOSE)
    assert (clear.margin, clear.certainty, clear.hybrid) == (4, Certainty.CLEAR, None)


def test_a_near_tie_proposes_the_pair_and_says_what_parts_it():
    asked = inquiry([option("a", 2, 0)], [option("b", 0, 2)], [option("c", 0, 0, -1)])

    hybrid = orient(asked, {"q1": "a", "q2": "b", "q3": "c"}).hybrid

    assert (hybrid.first, hybrid.second) == ("integre", "federation")
    assert [(one.option.slug, one.gap) for one in hybrid.for_first] == [("a", 2)]
    assert [(one.option.slug, one.gap) for one in hybrid.for_second] == [("b", 2)]


def test_a_pair_with_nothing_in_favour_of_one_is_no_hybrid():
    result = orient(inquiry([option("a", 0, 0, -2)]), {"q1": "a"})

    assert result.certainty == Certainty.TIE
    assert result.hybrid is None


def test_one_answer_is_enough_to_say_not_ready_and_the_ranking_stays():
    result = orient(inquiry([option("a", 1, **WAIT)]), {"q1": "a"})

    assert result.exit("pas-encore-pret").because[0].option.slug == "a"
    assert result.work[0].option.todo == "Équilibrer un premier site."
    assert len(result.ranking) == 3
    assert result.first.points == 1


def test_work_may_be_called_for_without_an_exit():
    result = orient(inquiry([option("a", 1, todo="Écrire la méthode.")]), {"q1": "a"})

    assert not result.exits
    assert [one.option.slug for one in result.work] == ["a"]


def test_hints_are_not_enough_alone_but_two_are_or_one_beside_a_proof():
    hint = {"exit": ExitKind.NOT_READY, "todo": "Trouver qui paie.", "is_hint": True}
    asked = inquiry([option("a", 1, **hint)], [option("b", **hint)], [option("c", **WAIT)])

    alone = orient(asked, {"q1": "a"})

    assert not alone.exits
    assert [one.option.slug for one in alone.work] == ["a"]
    for answers in ({"q1": "a", "q2": "b"}, {"q1": "a", "q3": "c"}):
        assert len(orient(asked, answers).exit("pas-encore-pret").because) == 2


def test_open_sharing_takes_two_answers():
    asked = inquiry([option("a", **GIVE)], [option("b", **GIVE)])

    assert orient(asked, {"q1": "a"}).exit("diffusion-ouverte") is None
    assert len(orient(asked, {"q1": "a", "q2": "b"}).exit("diffusion-ouverte").because) == 2


def steps(result, model: str) -> list[list[tuple[str, str]]]:
    return [
        [(step.question.slug, step.after.slug) for step in change.steps]
        for change in result.changes
        if change.model == model
    ]


def test_single_changes_are_all_told_largest_effect_first():
    asked = inquiry([option("a", 1, 0), option("b", 0, 1), option("c", 0, 2)], [option("a", 1, 0)])

    result = orient(asked, {"q1": "a"})

    assert steps(result, "federation") == [[("q1", "c")], [("q1", "b")]]


def test_a_pair_is_told_when_no_single_change_is_enough():
    one = [option("a", 2, 0), option("b", 0, 2)]
    asked = inquiry(one, one, one)

    result = orient(asked, {"q1": "a", "q2": "a", "q3": "a"})

    assert [len(found) for found in steps(result, "federation")] == [2]
    assert steps(result, "franchise-sociale") == []  # nothing ever speaks for it


def test_doubt_is_proposed_only_where_no_answer_does_as_well():
    asked = inquiry([option("a", 2, 1)], [option("b", 0, 1)])

    doubting = orient(asked, {"q1": "a", "q2": "b"})

    assert steps(doubting, "federation") == [[("q1", UNKNOWN)]]


def test_being_less_ready_is_proposed_only_where_no_other_answer_does_as_well():
    worse = option("pire", 0, 2, todo="Trouver qui paie.")
    both = inquiry([option("a", 1, 0), option("b", 0, 1), worse])
    alone = inquiry([option("a", 1, 0), worse])

    assert steps(orient(both, {"q1": "a"}), "federation") == [[("q1", "b")]]
    assert steps(orient(alone, {"q1": "a"}), "federation") == [[("q1", "pire")]]


def test_an_open_question_may_decide():
    asked = inquiry([option("a", 1, 0)], [option("b", 0, 2)])

    result = orient(asked, {"q1": "a"})

    change = result.changes[0]
    assert (change.model, change.steps[0].before, change.steps[0].after.slug) == (
        "federation",
        None,
        "b",
    )
    assert change.ranking[0] == "federation"
