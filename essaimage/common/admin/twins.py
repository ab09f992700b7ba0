"""A warning, never a refusal: the sheet being written resembles one that exists."""

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .. import twins
from ..twins import Twin

SET_APART = "pas_un_doublon"  # the box that says so, once the editor has looked
WATCHED = {"title", "sigle", "name", "url", "website", "site_url"}  # what may make a twin


class TwinsForm(ModelForm):
    """A form that asks once whether what it holds is not there already."""

    watches_twins = False
    set_apart: frozenset[str] = frozenset()

    def clean(self) -> dict:
        cleaned = super().clean()
        touched = WATCHED & set(self.changed_data)
        judge = twins.judge()
        if self.errors or not touched or not self.watches_twins or judge is None:
            return cleaned
        for name in WATCHED & set(self.fields):  # as they are about to be saved
            setattr(self.instance, name, self.cleaned_data.get(name))
        found = [twin for twin in judge.twins_of(self.instance) if twin.key not in self.set_apart]
        if found:
            self.add_error(None, ValidationError(warning(found), code="twins"))
        return cleaned


class TwinsMixin:
    """Asks about twins when a form is saved, and remembers the answer."""

    def changeform_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        request.watches_twins = True  # a preview reads the same form, and saves nothing
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        options = {
            "watches_twins": getattr(request, "watches_twins", False),
            "set_apart": said_apart(request),
        }
        return type(form)(form.__name__, (TwinsForm, form), options)

    def save_model(self, request: HttpRequest, obj, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        judge = twins.judge()
        if judge and (keys := said_apart(request)):
            judge.set_apart(obj, keys)


def said_apart(request: HttpRequest) -> frozenset[str]:
    """Return the rows that the editor has just said to be others."""
    sent = request.POST.getlist(SET_APART)
    return frozenset(key for keys in sent for key in keys.split(",") if key)


def warning(found: list[Twin]) -> SafeString:
    """Say what resembles, with the way to each, and offer the box that goes on."""
    lines = format_html_join(
        "",
        '<li><a href="{}" target="_blank" rel="noopener">{}</a> ({}) : {}</li>',
        ((twin.url, twin.title, twin.kind, twin.why) for twin in found),
    )
    return format_html(
        "Est-ce un doublon ? Ce que vous écrivez ressemble à ce qui existe déjà : "
        '<ul class="doublons">{}</ul>'
        '<label class="doublons-non"><input type="checkbox" name="{}" value="{}"> '
        "Ce n’est pas un doublon : enregistrer tel quel</label>",
        lines,
        SET_APART,
        ",".join(twin.key for twin in found),
    )
