"""The admin of the questionnaire: the answers to each question, and what they say of the models."""

from itertools import chain, count
from typing import Any

from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from essaimage.common.admin import KeptAdmin, RowInline, StackedRowInline
from essaimage.common.admin.forms import DeskForm
from essaimage.common.admin.widgets import LineWidget
from essaimage.common.figures import signed
from essaimage.common.models import PUBLIC_STATUSES, new_code
from essaimage.common.slugs import french_slug
from essaimage.common.typography import NBSP

from ..models import Affinity, Answer, KeyQuestion
from ..models.answer import OFFERED_EVERYWHERE
from ..orientation import UNKNOWN

PUBLISH_QUESTIONS = "models_catalog.publish_keyquestion"
PUBLIC_QUESTION = (
    "Cette question est visible sur le site : seules les personnes du groupe « publication » peuvent "
    "lui ajouter une réponse."
)
NO_EFFECT = (
    "Attention : cette réponse ne donne aucun point à un modèle et n’ouvre aucun autre conseil. "
    "La choisir ne change rien au résultat. Si ce n’est pas voulu, rendez-lui des points."
)


class AnswerForm(DeskForm):
    """An answer; the word it has in addresses comes from its text, once and for all.

    ``can_publish`` says whether its editor may write on what visitors already read.
    """

    can_publish = True

    class Meta:
        widgets = {"label": LineWidget}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        question = cleaned.get("question")
        if self.instance.pk is None and question:
            self.instance.slug = free_answer_slug(question, cleaned.get("label", ""))
            if self.instance.slug == UNKNOWN:
                self.add_error("label", OFFERED_EVERYWHERE)
            if question.status in PUBLIC_STATUSES and not self.can_publish:
                self.add_error("question", PUBLIC_QUESTION)
        return cleaned


def free_answer_slug(question: KeyQuestion, label: str) -> str:
    """Return the word of a new answer in addresses: from its text, numbered when it is taken."""
    wanted = french_slug(label) or new_code()
    taken = set(question.answers.values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(slug for slug in chain([wanted], numbered) if slug not in taken)


def with_weights(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    """Return the answers with the weights that count, for ``said_weights``."""
    weighed = Affinity.objects.exclude(weight=0).select_related("model").order_by("model__order")
    return answers.prefetch_related(Prefetch("affinities", weighed))


def said_weights(answer: Answer) -> SafeString:
    """What it gives each model: « Modèle intégré +2, Fédération −1 »."""
    points = (
        f"{affinity.model} {signed(affinity.weight)}".replace(" ", NBSP)
        for affinity in answer.affinities.all()
    )
    return format_html_join(", ", "{}", ((each,) for each in points))


class AnswerInline(StackedRowInline):
    """The answers that the questionnaire offers; their weights stand on a page of their own."""

    model = Answer
    form = AnswerForm
    fields = ("label", "help", ("exit", "is_hint", "order"), "todo", "points")
    readonly_fields = ("points",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        return with_weights(super().get_queryset(request))

    @admin.display(description="points")
    def points(self, answer: Answer) -> str | SafeString:
        """What it gives each model, and the way to the page where they are written."""
        if answer.pk is None:
            return "Enregistrez la réponse, puis donnez ses points sur sa page."
        address = reverse("admin:models_catalog_answer_change", args=[answer.pk])
        said = said_weights(answer) or "Aucun"
        return format_html('{} · <a href="{}">écrire les points</a>', said, address)


class AffinityInline(RowInline):
    """What the answer says of each model; without a row, the answer says nothing of it."""

    model = Affinity
    fields = ("model", "weight", "reason", "source")
    autocomplete_fields = ("source",)
    max_num = 3


@admin.register(Answer)
class AnswerAdmin(KeptAdmin):
    """An answer with its weights, and the table of all answers with the points they give."""

    form = AnswerForm
    fieldsets = (
        (
            "La réponse",
            {
                "fields": ("question", "label", "help", "order", "slug"),
                "description": (
                    "« Je ne sais pas » est proposé à chaque question et ne donne aucun point. Une réponse "
                    "sans poids ni autre conseil ne change rien au résultat : donnez-lui l’un ou l’autre."
                ),
            },
        ),
        ("Un autre conseil qu’un modèle", {"fields": ("exit", "is_hint", "todo")}),
    )
    readonly_fields = ("slug",)
    autocomplete_fields = ("question",)
    inlines = (AffinityInline,)
    list_display = ("label", "points", "exit", "question")
    list_filter = ("exit", "question")
    list_select_related = ("question",)
    search_fields = ("label", "help", "todo", "question__title")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        return with_weights(super().get_queryset(request))

    def get_form(self, request: HttpRequest, obj: Answer | None = None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.can_publish = request.user.has_perm(PUBLISH_QUESTIONS)
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Answer | None = None) -> tuple:
        """An answer stays with its question: links that visitors keep would lose it."""
        return (*self.readonly_fields, "question") if obj else self.readonly_fields

    @admin.display(description="points")
    def points(self, answer: Answer) -> SafeString:
        """What it gives each model."""
        return said_weights(answer)

    def save_related(self, request: HttpRequest, form: AnswerForm, formsets: list, change: bool):
        """Warn when the answer is left without effect: its last weight may have been deleted by mistake."""
        super().save_related(request, form, formsets, change)
        answer = form.instance
        if not answer.exit and not answer.affinities.exclude(weight=0).exists():
            self.message_user(request, NO_EFFECT, messages.WARNING)

    # --- Who may do what: a published question is touched by those who publish ----------------------

    def may_touch(self, request: HttpRequest, answer: Answer | None) -> bool:
        """Whether the editor may write on ``answer``, given who reads its question."""
        is_public = answer is not None and answer.question.status in PUBLIC_STATUSES
        return not is_public or request.user.has_perm(PUBLISH_QUESTIONS)

    def has_change_permission(self, request: HttpRequest, obj: Answer | None = None) -> bool:
        return super().has_change_permission(request, obj) and self.may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Answer | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self.may_touch(request, obj)
