"""Territories as the addresses of lists name them: ``territoire=dep-23``, ``commune=23096``."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from .lookup import Moved, commune_coded, territory_named
from .models import Commune, Territory


class TerritoireField(forms.CharField):
    """« dep-23 », « reg-75 » or « epci-… », read as the territory it names: one query."""

    def clean(self, value: object) -> Territory | None:
        if not value:
            return None
        territory = territory_named(str(value))
        if territory is None:
            raise ValidationError("Ce territoire n’est pas connu. Choisissez-le dans la liste.")
        return territory


class TerritoireFilter(django_filters.Filter):
    """A filter by territory."""

    field_class = TerritoireField


class CommuneField(forms.CharField):
    """The INSEE code of a commune, read as the commune; an old one, as where it leads."""

    def clean(self, value: object) -> Commune | Moved | None:
        if not value:
            return None
        commune = commune_coded(str(value))
        if commune is None:
            raise ValidationError(
                "Aucune commune ne porte ce code. Tapez son nom ou son code postal, et choisissez-la."
            )
        return commune


class CommuneFilter(django_filters.Filter):
    """A filter by commune."""

    field_class = CommuneField
