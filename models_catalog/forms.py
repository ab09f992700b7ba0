"""The choice of the models that one compares."""

from django import forms
from django.http import QueryDict

from essaimage.search.parameters import filled

from .models import NetworkModel


class ComparisonForm(forms.Form):
    """Which models stand in the table: the three main ones unless told."""

    modele = forms.MultipleChoiceField(
        label="Ce que l’on compare",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Un des modèles demandés n’existe pas. Choisissez dans la liste."
        },
    )

    def __init__(self, data: QueryDict, models: list[NetworkModel]) -> None:
        super().__init__(filled(data))
        self.models = models
        self.fields["modele"].choices = [(model.slug, model.title) for model in models]

    @property
    def compared(self) -> list[NetworkModel]:
        """The models to compare, in their order; none when one of those asked for does not exist."""
        if not self.is_valid():
            return []
        asked = self.cleaned_data["modele"]
        return [
            model for model in self.models if model.slug in asked or (not asked and model.is_main)
        ]
