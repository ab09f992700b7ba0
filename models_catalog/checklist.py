"""The questions on paper: what a meeting goes through, theme by theme, with boxes and room for notes."""

from collections.abc import Collection
from dataclasses import dataclass

from django import forms

from .inquiry import published_inquiry
from .models import KeyQuestion, Theme
from .reading import Group, grouped

ACTIONS = 6  # rows of the table that ends the meeting


class ChecklistForm(forms.Form):
    """Which themes the meeting is about; all of them when none is ticked."""

    theme = forms.MultipleChoiceField(
        label="Thèmes",
        choices=Theme.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Ce thème n’existe pas. Choisissez dans la liste."},
    )


@dataclass(frozen=True)
class PaperQuestion:
    """A question as it is printed: ``answers`` are those of the questionnaire, none when it has none."""

    question: KeyQuestion
    number: int
    answers: list[str]

    @property
    def theme(self) -> str:
        return self.question.theme


def checklist_groups(themes: Collection[str]) -> list[Group]:
    """Return the published questions of ``themes`` (all of them when empty), numbered: five queries."""
    answers = {
        asked.slug: [choice.label for choice in asked.choices]
        for asked in published_inquiry().questions
    }
    questions = KeyQuestion.objects.published()
    if themes:
        questions = questions.filter(theme__in=themes)
    groups = grouped(questions, "theme", Theme.choices)
    ordered = [question for group in groups for question in group.rows]
    papers = [
        PaperQuestion(question, number, answers.get(question.slug, []))
        for number, question in enumerate(ordered, 1)
    ]
    return grouped(papers, "theme", Theme.choices)
