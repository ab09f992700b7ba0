"""Inquiries for the tests of the orientation: small ones by hand, any one by hypothesis."""

from hypothesis import strategies as st

from models_catalog.orientation import UNKNOWN, ExitKind, Inquiry, Option, Question, Weight

MODELS = ("integre", "federation", "franchise-sociale")


def option(slug: str, *points: int, **about) -> Option:
    """Return an answer that gives ``points`` to the models, in their order."""
    weights = tuple(
        Weight(model, value, f"raison {slug} {model}", f"source {slug} {model}")
        for model, value in zip(MODELS, points, strict=False)
        if value
    )
    return Option(slug, slug.capitalize(), weights, **about)


def inquiry(*questions: dict[str, Option] | list[Option]) -> Inquiry:
    """Return an inquiry; questions are named q1, q2… in order."""
    return Inquiry(
        MODELS,
        tuple(
            Question(f"q{rank}", f"Question {rank} ?", tuple(options))
            for rank, options in enumerate(questions, start=1)
        ),
    )


options = st.builds(
    lambda points, way, todo, hint: (points, way, todo, hint),
    st.tuples(*[st.integers(-2, 2)] * len(MODELS)),
    st.sampled_from([None, None, None, *ExitKind]),
    st.sampled_from(["", "Écrire la méthode."]),
    st.booleans(),
)


@st.composite
def inquiries(draw, *, most_questions: int = 5, most_options: int = 4) -> Inquiry:
    """Any inquiry, weights of every kind, exits included."""
    questions = draw(
        st.lists(
            st.lists(options, min_size=1, max_size=most_options),
            min_size=1,
            max_size=most_questions,
        )
    )
    return inquiry(
        *[
            [
                option(f"a{rank}", *points, exit=way, todo=todo, is_hint=hint)
                for rank, (points, way, todo, hint) in enumerate(question)
            ]
            for question in questions
        ]
    )


@st.composite
def answered_inquiries(draw, **bounds) -> tuple[Inquiry, dict[str, str]]:
    """Any inquiry with any answers: given, « je ne sais pas », or none."""
    asked = draw(inquiries(**bounds))
    answers = {
        question.slug: draw(
            st.sampled_from(["", UNKNOWN, *(choice.slug for choice in question.options)])
        )
        for question in asked.questions
    }
    return asked, answers
