"""What an address says to the questionnaire, and the addresses written from it. Pure: no request, no database.

One parameter per question, named by its slug, whose value is the slug of an answer. Beside them:
``etape`` (step by step), ``voir`` (the button pressed: the result, or all the questions), and what the
result is asked for: ``commune``, ``phase``, ``secteur``. Names that mean nothing here are left out of every link.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from models_catalog.orientation import UNKNOWN, Inquiry, Option, Question, UnknownAnswerError

STEP, SHOW = "etape", "voir"
RESULT_WANTED, QUESTIONS = "resultat", "questions"  # what ``voir`` may ask for
SITUATION = ("commune", "phase", "secteur")
TYPED = "lieu"  # the name of a commune, typed without JavaScript
NOT_AN_ANSWER = "Cette réponse n’existe pas, ou n’existe plus. Choisissez-en une ci-dessous."
_NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """An answer as the form offers it."""

    option: Option
    is_checked: bool

    @property
    def is_unknown(self) -> bool:
        """Whether it is « je ne sais pas »."""
        return self.option.slug == UNKNOWN


@dataclass(frozen=True)
class Field:
    """A question as the form asks it: ``chosen`` is the slug of its answer, or nothing."""

    number: int
    question: Question
    chosen: str = ""
    error: str = ""

    @property
    def slug(self) -> str:
        return self.question.slug

    @property
    def choices(self) -> list[Choice]:
        """The answers to choose from, « je ne sais pas » last."""
        return [Choice(each, each.slug == self.chosen) for each in self.question.choices]


class Asked:
    """The questionnaire as an address fills it.

    ``given`` holds the answers understood, question by question; ``errors`` what was wrong with the
    others; ``said`` the parameters that are no question. An empty value is no answer; of several
    values, the last one counts.
    """

    def __init__(self, path: str, inquiry: Inquiry, data: Mapping[str, str]) -> None:
        self.path = path
        self.inquiry = inquiry
        self.given: dict[str, str] = {}
        self.errors: dict[str, str] = {}
        for question in inquiry.questions if inquiry.models else ():
            if value := data.get(question.slug, ""):
                try:
                    self.given[question.slug] = question.option(value).slug
                except UnknownAnswerError:
                    self.errors[question.slug] = NOT_AN_ANSWER
        asked = {question.slug for question in inquiry.questions}
        free = [name for name in (*SITUATION, TYPED, STEP, SHOW) if name not in asked]
        self.said = {name: data[name] for name in free if name in data}

    @property
    def total(self) -> int:
        """How many questions are asked."""
        return len(self.inquiry.questions)

    @property
    def count(self) -> int:
        """How many have an answer; « je ne sais pas » is one."""
        return len(self.given)

    @property
    def is_ready(self) -> bool:
        """Whether there is something to ask, and models to rank."""
        return bool(self.inquiry.questions and self.inquiry.models)

    @property
    def progress(self) -> str:
        """How far one is: « 6 réponses sur 14 »."""
        return f"{self.count} réponse{'s' if self.count > 1 else ''} sur {self.total}"

    @property
    def wants(self) -> str:
        """What a button asked to see: the result, or all the questions; empty when none was pressed."""
        return self.said.get(SHOW, "")

    @property
    def is_empty_handed(self) -> bool:
        """Whether the result was asked for without one answer."""
        return self.wants == RESULT_WANTED and not self.given and not self.errors

    @property
    def situation(self) -> dict[str, str]:
        """What is said beside the answers: commune, phase, sector, those that are not empty."""
        return {name: self.said[name] for name in SITUATION if self.said.get(name)}

    @property
    def is_by_steps(self) -> bool:
        """Whether a step is asked for, rightly or not."""
        return bool(self.said.get(STEP))

    @property
    def step(self) -> int | None:
        """The number of the question to show alone, from 1; None when there is no such question."""
        said = self.said.get(STEP, "")
        if not _NUMBER.fullmatch(said) or int(said) > self.total:
            return None
        return int(said)

    @property
    def is_lost(self) -> bool:
        """Whether a step that does not exist was asked for."""
        return self.is_ready and self.is_by_steps and self.step is None

    @property
    def current(self) -> Field:
        """The question of the step."""
        return self.fields[self.step - 1]

    @property
    def step_said(self) -> str:
        return f"Question {self.step} sur {self.total}"

    @property
    def next_step(self) -> int | None:
        return self.step + 1 if self.step < self.total else None

    @property
    def previous_step(self) -> int | None:
        return self.step - 1 if self.step > 1 else None

    @property
    def first_step_url(self) -> str:
        """The first question without an answer, alone on its page; the first one when all have one."""
        waiting = (field.number for field in self.fields if not field.chosen)
        return self.with_values({STEP: next(waiting, 1)})

    @property
    def all_questions_url(self) -> str:
        """The same answers, all the questions on one page."""
        return self.with_values({SHOW: QUESTIONS})

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """Where a step stands: under the whole questionnaire, the answers kept."""
        return [("Quel modèle ?", self.all_questions_url)]

    @cached_property
    def fields(self) -> list[Field]:
        """The questions in order, with their answers."""
        return [
            Field(
                number,
                question,
                self.given.get(question.slug, ""),
                self.errors.get(question.slug, ""),
            )
            for number, question in enumerate(self.inquiry.questions, start=1)
        ]

    @property
    def wrong(self) -> list[Field]:
        """The questions whose answer was not understood."""
        return [field for field in self.fields if field.error]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the form of a step carries along: all but the answer that it asks for."""
        return [(name, value) for name, value in self._pairs() if name != self.current.slug]

    @property
    def given_pairs(self) -> list[tuple[str, str]]:
        """The answers, for a form that only asks for the situation."""
        return [(each.slug, each.chosen) for each in self.fields if each.chosen]

    def address(self, **changed: str | int) -> str:
        """Return the address with other answers, another situation or a step; an empty value removes."""
        return self.with_values(changed)

    def with_values(self, changed: Mapping[str, str | int]) -> str:
        """Return the same; names with hyphens are no keywords."""
        pairs = {**dict(self._pairs()), **changed}
        order = [*(question.slug for question in self.inquiry.questions), *SITUATION, STEP, SHOW]
        kept = [(name, pairs[name]) for name in order if pairs.get(name)]
        return f"{self.path}?{urlencode(kept)}" if kept else self.path

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the answers, then the situation: what makes the result, in the order of the questions."""
        yield from self.given_pairs
        yield from self.situation.items()
