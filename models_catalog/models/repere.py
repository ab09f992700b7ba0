"""Pioneers of whom one line is known."""

from django.db import models
from django.db.models import Q

from essaimage.common.models import Repere

from .case import Basis
from .network import NetworkModel


class CaseRepere(Repere):
    """A pioneer in one line: its model, when a source names it or lets us deduce it."""

    fixture_file = "08_pionniers.yaml"
    report_kind = "repere-pionnier"

    model = models.ForeignKey(
        NetworkModel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reperes",
        verbose_name="modèle",
        help_text="Vide : les sources ne permettent pas de le dire.",
    )
    basis = models.CharField("établi comment", max_length=6, choices=Basis, blank=True)

    class Meta(Repere.Meta):
        verbose_name = "repère (pionnier)"
        verbose_name_plural = "repères (pionniers)"
        constraints = [
            *Repere.Meta.constraints,
            models.CheckConstraint(
                name="models_catalog_caserepere_model_has_basis",
                condition=Q(model__isnull=True, basis="")
                | (Q(model__isnull=False) & Q(basis__in=Basis.values)),
                violation_error_message="Un modèle est nommé par une source ou déduit : dites lequel des deux.",
            ),
        ]

    @property
    def kind_said(self) -> str:
        """Its model in words, and how it is known."""
        if self.model is None:
            return "modèle non établi"
        return f"{self.model}, {self.get_basis_display()}" if self.model.is_published else ""
