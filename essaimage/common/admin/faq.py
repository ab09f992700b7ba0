"""The admin of frequent questions."""

from django.contrib import admin

from ..models import FrequentQuestion
from .history import KeptAdmin


@admin.register(FrequentQuestion)
class FrequentQuestionAdmin(KeptAdmin):
    """What project holders ask first."""

    list_display = ("question", "target", "order")
    list_editable = ("order",)
    search_fields = ("question", "answer", "target")
    fields = ("question", "answer", "target", "order")
