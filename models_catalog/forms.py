"""The choice of the models that one compares."""

from django import forms
from django.http import QueryDict

from essaimage.search.parameters import filled

from .models import NetworkModel

YES = "1"


class ComparisonForm(forms.Form):
    """Which models stand in the table, and how much of it is shown.

    The three main ones, unless some of them are asked for by name; a strategy asked for is added.
    """

    modele = forms.MultipleChoiceField(
        label="Ce que l’on compare",
        required=False,
        error_messages={
            "invalid_choice": "Un des modèles demandés n’existe pas : les autres sont comparés. "
            "Choisissez dans la liste."
        },
    )
    differences = forms.ChoiceField(
        label="Seulement les critères qui les distinguent",
        required=False,
        choices=[(YES, "oui")],
        error_messages={"invalid_choice": "« differences » ne prend que la valeur 1."},
    )
    bref = forms.ChoiceField(
        label="Sans les explications",
        required=False,
        choices=[(YES, "oui")],
        error_messages={"invalid_choice": "« bref » ne prend que la valeur 1."},
    )

    def __init__(self, data: QueryDict, models: list[NetworkModel]) -> None:
        super().__init__(filled(data))
        self.models = models
        self.fields["modele"].choices = [(model.slug, model.title) for model in models]

    @property
    def main(self) -> list[NetworkModel]:
        """The three models, to choose from."""
        return [model for model in self.models if model.is_main]

    @property
    def strategies(self) -> list[NetworkModel]:
        """The neighbouring strategies, to choose from."""
        return [model for model in self.models if not model.is_main]

    @property
    def compared(self) -> list[NetworkModel]:
        """The models to compare, in the order of the site; what does not exist is left out."""
        asked = set(self.data.getlist("modele"))
        main = [model for model in self.main if model.slug in asked] or self.main
        return main + [model for model in self.strategies if model.slug in asked]

    @property
    def only_differences(self) -> bool:
        """Whether a criterion by which all are the same is left out."""
        return self.data.get("differences") == YES

    @property
    def is_brief(self) -> bool:
        """Whether the explanations are left to the sheets."""
        return self.data.get("bref") == YES
