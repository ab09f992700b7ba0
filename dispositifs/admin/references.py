"""The admin of the lists a scheme chooses from."""

from django.contrib import admin

from essaimage.common.admin import ReferenceAdmin

from ..models import Beneficiaire, Nature, Public


@admin.register(Nature)
class NatureAdmin(ReferenceAdmin):
    """What a scheme gives."""


@admin.register(Beneficiaire)
class BeneficiaireAdmin(ReferenceAdmin):
    """Who may apply."""


@admin.register(Public)
class PublicAdmin(ReferenceAdmin):
    """Who is accompanied."""
