"""A scheme for one project, on its page: what the address asks, the form, the verdict and its criteria."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from essaimage.common.dates import french_date
from essaimage.search.presentation import lowered
from essaimage.territoires.facts import PlaceFacts
from essaimage.territoires.locatives import in_commune
from essaimage.territoires.place_asked import PlaceAsked

from .choices import ConditionKind
from .eligibility import MODELE, PHASE, judge
from .rules import FORME_UNDECIDED, CriterionResult, Judgement, Project
from .sheet import Sheet

FIELDS = ("forme", "phase", "modele")
_UNKNOWN = {"invalid_choice": "Ce choix n’existe pas. Prenez-en un dans la liste."}


class ProjectForm(forms.Form):
    """What a visitor may say of a project; everything is optional."""

    forme = forms.ChoiceField(
        label="Votre forme juridique", required=False, error_messages=_UNKNOWN
    )
    phase = forms.ChoiceField(label="L’étape du projet", required=False, error_messages=_UNKNOWN)
    modele = forms.ChoiceField(label="Le modèle de réseau", required=False, error_messages=_UNKNOWN)

    def __init__(self, data, sheet: Sheet) -> None:
        super().__init__(data, auto_id="projet-%s")
        undecided = (FORME_UNDECIDED, "Pas encore décidée")
        models = [(row.model.slug, row.model.title) for row in sheet.models]
        offered = (
            [*sheet.options["beneficiaires"], undecided],
            sheet.options["phases"],
            models,
        )
        for name, choices in zip(FIELDS, offered, strict=True):
            self.fields[name].choices = [("", "Ne pas en tenir compte"), *choices]


@dataclass(frozen=True)
class Line:
    """A criterion as the panel draws it: ``asked`` by the scheme, ``answer`` of the project."""

    result: CriterionResult
    place: PlaceFacts | None
    is_alternative: bool
    is_form_known: bool

    @property
    def asked(self) -> str:
        """What the scheme asks, after « La règle : », when its words say more than the answer."""
        said = self.result.sentence
        return "" if said.rstrip(".") == self.result.reason.rstrip(".") else lowered(said)

    @property
    def word(self) -> str:
        """The answer in a word or two."""
        words = {"oui": "Oui", "a-verifier": "À confirmer", "non": "Non"}
        return words[self.result.verdict]

    @property
    def note(self) -> str:
        """Why it does not decide, when it does not."""
        if self.result.decides:
            is_form = self.result.kind == ConditionKind.FORME_JURIDIQUE
            return "" if self.is_form_known or not is_form else "Dites laquelle est la vôtre."
        if self.result.kind in (PHASE, MODELE):
            return "Pour information\N{NO-BREAK SPACE}: ce critère ne décide pas."
        is_plus = self.result.group is None
        return "Un plus, pas une obligation." if is_plus else "Demandé à qui dépose le dossier."

    @property
    def origin(self) -> str:
        """Where what is said of the place comes from: the source of a list, the year of a population."""
        if self.result.fact and self.result.fact.is_known:
            return self.result.fact.source_title
        year = self.place.population_year if self.place else None
        is_counted = (
            self.result.kind == ConditionKind.POPULATION and "habitant" in self.result.reason
        )
        return f"Population légale de {year}, Insee" if year and is_counted else ""

    @property
    def dated(self) -> str:
        """The date of the list."""
        return french_date(self.result.fact.date) if self.result.fact else ""


class Panel:
    """What the page of a scheme says to a project."""

    def __init__(self, request: HttpRequest, sheet: Sheet) -> None:
        self.sheet = sheet
        self.data = request.GET
        self.asked = PlaceAsked(request, kept=FIELDS, anchor="projet")
        self.form = ProjectForm(request.GET, sheet)
        self.form.is_valid()

    @property
    def status(self) -> int:
        """400 when a value does not exist."""
        return 400 if self.form.errors else self.asked.status

    @cached_property
    def judgement(self) -> Judgement | None:
        """What the scheme is to the project; None when nothing was said of it, or not understood."""
        said = {name: self.form.cleaned_data.get(name, "") for name in FIELDS}
        place = self.asked
        if self.status != 200 or place.candidates or not (place.commune or any(said.values())):
            return None
        formes = dict(self.sheet.options["beneficiaires"])
        return judge(self.sheet.rules, Project(place.facts, **said, formes=formes))

    @property
    def title(self) -> str:
        """« À Guéret (Creuse) », or « Pour votre projet » without a commune."""
        commune = self.asked.commune
        if not commune:
            return "Pour votre projet"
        return f"{capfirst(in_commune(commune.name))} ({commune.departement.name})"

    @property
    def verdict_said(self) -> str:
        """The verdict as it ends a sentence: « s’applique »."""
        return self.judgement.verdict.label if self.judgement else ""

    @property
    def said_of_project(self) -> str:
        """What was said of the project, in words: « association, preuve, modèle intégré »."""
        said = [(name, self.form.cleaned_data.get(name)) for name in FIELDS]
        return ", ".join(
            lowered(dict(self.form.fields[name].choices)[value]) for name, value in said if value
        )

    @property
    def lines(self) -> list[Line]:
        """The criteria: those that decide, then what is good to know."""
        lines, groups = [], set()
        forme = bool(self.form.cleaned_data.get("forme"))
        for result in sorted(self.judgement.criteria, key=lambda each: not each.decides):
            alternative = result.group is not None and result.group in groups
            groups.add(result.group)
            lines.append(Line(result, self.asked.facts, alternative, forme))
        return lines

    @property
    def fields(self) -> list[forms.BoundField]:
        """The fields of the form, the commune apart."""
        return [self.form[name] for name in FIELDS]

    @property
    def is_detailed(self) -> bool:
        """Whether more than a commune was said, rightly or not."""
        return any(self.data.get(name) for name in FIELDS)

    @property
    def list_url(self) -> str:
        """The schemes of the commune."""
        return f"{reverse('dispositifs:dispositif-list')}?commune={self.asked.code}"
