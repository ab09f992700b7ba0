"""What a visitor writes about one point of a page."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from essaimage.common.admin.base import INVISIBLE
from essaimage.common.content.values import RefusedError
from essaimage.desk.corrections.models import LONGEST_EVIDENCE, LONGEST_PROPOSAL
from essaimage.desk.corrections.points import Point, is_words
from essaimage.desk.corrections.reading import read_proposal

NEITHER = "Aucun de ces choix"
ALREADY_SAID = "La page dit déjà cela."
LONG_LINE = 200  # letters: from there on, one writes in several lines


class ReportForm(forms.Form):
    """What the page should say, how the visitor knows. ``website`` is a trap that only robots fill."""

    proposed = forms.CharField(max_length=LONGEST_PROPOSAL)
    evidence = forms.CharField(
        label="Comment le savez-vous ?",
        max_length=LONGEST_EVIDENCE,
        required=False,
        help_text="L’adresse d’une page, un document, un appel au service : ce qui permettra de vérifier.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = forms.EmailField(
        label="Votre adresse électronique",
        max_length=254,
        required=False,
        help_text="Pour vous dire ce qui en a été fait. Elle ne sert à rien d’autre.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(label="Laissez ce champ vide", required=False)

    def __init__(self, *args, point: Point, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.point = point
        self.fields["proposed"] = proposed_field(point)
        for field in self.fields.values():
            field.error_messages["required"] = "Ce champ est nécessaire."

    def clean_proposed(self) -> str:
        """Refuse what the page already says; what is no value of the field is kept as it is written."""
        proposed = INVISIBLE.sub("", self.cleaned_data["proposed"]).strip()
        if not proposed:
            raise ValidationError("Ce champ est nécessaire.")
        if self.point.is_plain:
            try:
                said_already = read_proposal(self.point, proposed) == self.point.values
            except RefusedError:
                said_already = False
            if said_already:
                raise ValidationError(ALREADY_SAID)
        return proposed

    def clean_evidence(self) -> str:
        return INVISIBLE.sub("", self.cleaned_data["evidence"]).strip()

    def clean_email(self) -> str:
        """Refuse control characters, which a quoted address may hold and which end a mail header."""
        email = self.cleaned_data["email"]
        if not email.isprintable():
            raise ValidationError(self.fields["email"].default_validators[0].message)
        return email

    def clean(self) -> dict:
        """Ask for an explanation when none of the choices is right."""
        cleaned = super().clean()
        if cleaned.get("proposed") == NEITHER and not cleaned.get("evidence"):
            self.add_error("evidence", "Dites en quelques mots ce qu’il faudrait lire.")
        return cleaned

    @property
    def is_robot(self) -> bool:
        """Whether the trap was filled."""
        return bool(self.data.get("website"))

    @property
    def told(self) -> dict[str, str]:
        """What is kept of a valid form."""
        return {name: self.cleaned_data[name] for name in ("proposed", "evidence", "email")}


def proposed_field(point: Point) -> forms.Field:
    """Return the field where one writes what the page should say, as fits its kind."""
    label = "Que faudrait-il lire à la place ?" if point.said else "Que faudrait-il y lire ?"
    if point.choices:
        current = point.said
        said = [str(label) for value, label in point.choices if value and str(label) != current]
        choices = [("", "Choisissez"), *((each, each) for each in said)]
        choices.append((NEITHER, f"{NEITHER} : je l’explique plus bas"))
        return forms.ChoiceField(
            label=label,
            choices=choices,
            error_messages={"invalid_choice": "Choisissez une réponse de la liste."},
        )
    text = {"label": label, "max_length": LONGEST_PROPOSAL}
    if point.field is None:
        text["label"] = "Qu’est-ce qui est faux, ou qui manque ?"
        return forms.CharField(**text, widget=forms.Textarea(attrs={"rows": 5}))
    if isinstance(point.field, models.URLField):
        help_text = "L’adresse entière de la page, copiée depuis votre navigateur."
        return forms.CharField(
            **text, help_text=help_text, widget=forms.TextInput({"inputmode": "url"})
        )
    if isinstance(point.field, models.DateField):
        help_text = "Par exemple 31/12/2026, ou décembre 2026 si le jour n’est pas connu."
        return forms.CharField(**text, help_text=help_text)
    if isinstance(point.field, models.DecimalField):
        return forms.CharField(**text, help_text="Le nombre seul, par exemple 20 000.")
    is_short = is_words(point) and (point.field.max_length or LONG_LINE) < LONG_LINE
    if point.is_markdown:
        text["help_text"] = (
            "Inutile de tout recopier : citez la phrase à changer, et ce qu’elle devrait dire."
        )
    return forms.CharField(
        **text, widget=forms.TextInput() if is_short else forms.Textarea(attrs={"rows": 5})
    )
