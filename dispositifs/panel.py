"""A scheme for one project, on its page: what the address asks, the form, the verdict and its criteria."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from essaimage.common.dates import french_date
from essaimage.common.typography import typographie
from essaimage.search.presentation import lowered
from essaimage.territoires.asked import label_of
from essaimage.territoires.directory import resolve, suggest
from essaimage.territoires.facts import PlaceFacts, facts_of
from essaimage.territoires.fields import CommuneField
from essaimage.territoires.locatives import in_commune
from essaimage.territoires.lookup import Moved
from essaimage.territoires.models import Commune

from .choices import ConditionKind
from .eligibility import MODELE, PHASE, judge
from .reasons import capital
from .rules import FORME_UNDECIDED, CriterionResult, Judgement, Project
from .sheet import Sheet

FIELDS = ("forme", "phase", "modele")
_UNKNOWN = {"invalid_choice": "Ce choix n’existe pas. Prenez-en un dans la liste."}


class ProjectForm(forms.Form):
    """What a visitor may say of a project; everything is optional."""

    commune = CommuneField(required=False)
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


@dataclass(frozen=True)
class Candidate:
    """A commune that what was typed may mean, and the address of the sheet for it."""

    name: str
    detail: str
    url: str


class Panel:
    """What the page of a scheme says to a project."""

    def __init__(self, request: HttpRequest, sheet: Sheet) -> None:
        self.sheet = sheet
        self.path = request.path
        self.data = request.GET
        self.form = ProjectForm(request.GET, sheet)
        self.form.is_valid()

    @cached_property
    def typed(self) -> str:
        """What was typed in the field of the commune without JavaScript, unless it is the one in force."""
        typed = self.data.get("lieu", "").strip()
        return "" if self.commune and typed == label_of(self.commune) else typed

    @property
    def redirect(self) -> str:
        """The address that should have been used: an old code, a name typed; empty when it is right."""
        found = self.form.cleaned_data.get("commune")
        if isinstance(found, Moved):
            return self.address(found.to.code)
        if self.typed:
            match = resolve(self.typed)
            return self.address(match.code) if match else ""
        return self.address() if "lieu" in self.data and not self.data["lieu"].strip() else ""

    @property
    def status(self) -> int:
        """400 when a value does not exist."""
        return 400 if self.form.errors or self.commune_error else 200

    @property
    def commune(self) -> Commune | None:
        found = self.form.cleaned_data.get("commune")
        return found if isinstance(found, Commune) else None

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The communes that what was typed may mean."""
        matches = suggest(self.typed) if self.typed else []
        return [
            Candidate(match.name, match.departement_name, f"{self.address(match.code)}#projet")
            for match in matches
        ]

    @property
    def commune_error(self) -> str:
        """What is wrong with the commune asked for."""
        if errors := self.form.errors.get("commune"):
            return " ".join(errors)
        if self.typed and not self.candidates:
            return typographie(
                "Aucune commune ne répond à ce nom. Essayez son code postal, ou une autre graphie."
            )
        return ""

    @property
    def commune_shown(self) -> str:
        """What stands in the field of the commune."""
        return self.typed or (label_of(self.commune) if self.commune else "")

    @property
    def commune_code(self) -> str:
        return self.commune.code if self.commune and not self.typed else ""

    @cached_property
    def place(self) -> PlaceFacts | None:
        """The facts of the commune: two queries."""
        return facts_of(self.commune) if self.commune else None

    @cached_property
    def judgement(self) -> Judgement | None:
        """What the scheme is to the project; None when nothing was said of it, or not understood."""
        said = {name: self.form.cleaned_data.get(name, "") for name in FIELDS}
        if self.status != 200 or self.candidates or not (self.commune or any(said.values())):
            return None
        formes = dict(self.sheet.options["beneficiaires"])
        return judge(self.sheet.rules, Project(self.place, **said, formes=formes))

    @property
    def title(self) -> str:
        """« À Guéret (Creuse) », or « Pour votre projet » without a commune."""
        if not self.commune:
            return "Pour votre projet"
        return f"{capital(in_commune(self.commune.name))} ({self.commune.departement.name})"

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
            lines.append(Line(result, self.place, alternative, forme))
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
        return f"{reverse('dispositifs:dispositif-list')}?commune={self.commune_code}"

    @property
    def exit_url(self) -> str:
        """The page without the commune."""
        return self.address()

    def address(self, commune: str = "") -> str:
        """Return the page for another commune, or for none, all else being kept."""
        kept = self.data.copy()
        for name in [*kept]:
            if name not in FIELDS or not kept[name]:
                del kept[name]
        if commune:
            kept["commune"] = commune
        return f"{self.path}?{kept.urlencode()}" if kept else self.path
