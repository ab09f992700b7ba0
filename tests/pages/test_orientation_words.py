"""The result of the questionnaire in French sentences."""

import pytest

from essaimage.pages import orientation_words as words
from models_catalog.orientation import ExitKind, Inquiry, Option, Question, Weight, orient

NAMES = {
    "integre": "le modèle intégré",
    "federation": "la fédération",
    "franchise-sociale": "la franchise sociale",
}
MOST = 20  # points that a model could have: a gap of two is then a near tie


def oriented(*points: int):
    """Return the orientation of one answer to each of ten questions, adding up to ``points`` by model."""
    questions = []
    for number in range(MOST // 2):
        weights, best = [], []
        for model, wanted in zip(NAMES, points, strict=True):
            share = wanted // 10 + (number < wanted % 10)
            weights.append(Weight(model, share))
            best.append(Weight(model, 2))
        options = (Option("a", "A", tuple(weights)), Option("b", "B", tuple(best)))
        questions.append(Question(f"q{number}", "Q", options))
    inquiry = Inquiry(tuple(NAMES), tuple(questions))
    return orient(inquiry, {question.slug: "a" for question in questions})


@pytest.mark.parametrize(
    ("points", "sentence", "sureness"),
    [
        (
            (0, 9, 6),
            "La fédération vient en tête : 9 points, contre 6 pour la franchise sociale",
            "L’écart est net : 3 points. Nous parlons de presque égalité jusqu’à 2.",
        ),
        (
            (7, 6, 0),
            "Le modèle intégré devance de peu la fédération : 7 points contre 6",
            "C’est presque une égalité : 1 point d’écart. "
            "Jusqu’à 2, nous ne tranchons pas : regardez les deux.",
        ),
        (
            (-2, 5, 5),
            "La fédération et la franchise sociale sont à égalité : 5 points chacune, "
            "contre −2 pour le modèle intégré",
            "Vos réponses ne les départagent pas : ne choisissez pas sur ce seul résultat.",
        ),
        (
            (1, 1, 1),
            "Le modèle intégré, la fédération et la franchise sociale sont à égalité : 1 point chacun",
            "Vos réponses ne les départagent pas : ne choisissez pas sur ce seul résultat.",
        ),
        (
            (-4, -1, -8),
            "La fédération vient en tête : −1 point, contre −4 pour le modèle intégré",
            "Aucun modèle n’a plus de points pour lui que contre lui : "
            "vos réponses n’en appellent aucun.",
        ),
    ],
)
def test_who_comes_first_and_how_sure_it_is_are_said_in_a_sentence_each(points, sentence, sureness):
    found = oriented(*points)

    assert [standing.points for standing in found.ranking] == sorted(points, reverse=True)
    assert words.sentence(found, NAMES).replace("\N{NO-BREAK SPACE}", " ") == sentence
    assert words.sureness(found).replace("\N{NO-BREAK SPACE}", " ") == sureness


def test_a_model_whose_gender_is_not_known_is_quoted():
    assert words.named("federation", "Fédération") == "la fédération"
    assert words.named("coop", "Coopérative") == "«\N{NO-BREAK SPACE}Coopérative\N{NO-BREAK SPACE}»"


@pytest.mark.parametrize(("value", "points"), [(0, "0 point"), (1, "1 point"), (-2, "−2 points")])
def test_points_are_said_with_their_noun(value, points):
    assert words.points(value) == points.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("answered", "said"),
    [
        (0, "Aucune de vos réponses ne tranche : "),
        (1, "Le résultat tient à 1 question sur 14 : "),
        (6, "Le résultat tient à 6 questions sur 14 : "),
    ],
)
def test_too_few_answers_are_said_with_their_number(answered, said):
    found = words.thinness(answered, 14).replace("\N{NO-BREAK SPACE}", " ")

    assert found.startswith(f"{said}c’est trop peu pour conclure.")


@pytest.mark.parametrize(
    ("way", "beginning"),
    [
        (ExitKind.NOT_READY, "Consolidez d’abord. Ensuite, le modèle intégré vient en tête"),
        (
            ExitKind.OPEN_SHARING,
            "Une diffusion ouverte suffit peut-être. Sinon, le modèle intégré vient en tête",
        ),
    ],
)
def test_a_way_out_that_answers_open_is_said_before_any_model(way, beginning):
    options = (Option("a", "A", (Weight("integre", 2),), exit=way), Option("b", "B"))
    questions = tuple(Question(slug, "Q", options) for slug in ("q", "r"))
    found = orient(Inquiry(tuple(NAMES), questions), {"q": "a", "r": "a"})

    assert words.sentence(found, NAMES).startswith(beginning)
