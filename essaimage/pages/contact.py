"""The contact page: a form of its own, so that no other public page needs a cookie."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from essaimage.common.models import Keyed
from essaimage.desk.corrections.subjects import told_at
from essaimage.desk.messages import is_too_many, pass_on, sender_key
from essaimage.desk.models import Message
from essaimage.search.parameters import cleaned_query

BUSY = "Le site enregistre autre chose en ce moment : votre texte est encore là, envoyez-le dans une minute."


class ContactForm(forms.ModelForm):
    """What a visitor writes. ``website`` is a trap: people do not see it, robots fill it."""

    website = forms.CharField(label="Laissez ce champ vide", required=False)

    class Meta:
        model = Message
        fields = ["subject", "name", "email", "text", "page"]
        labels = {
            "subject": "Votre message concerne",
            "name": "Votre nom",
            "email": "Votre adresse électronique",
            "text": "Votre message",
            "page": "Page concernée",
        }
        help_texts = {
            "email": "Pour vous répondre. Elle ne sert à rien d’autre.",
            "page": "L’adresse de la page, si votre message parle d’une page du site.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "text": forms.Textarea(attrs={"rows": 8}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = Message._meta.get_field("subject").choices
        for field in self.fields.values():
            field.error_messages["required"] = "Ce champ est nécessaire."

    def clean_email(self) -> str:
        """Refuse control characters, which a quoted address may hold and which end a mail header."""
        email = self.cleaned_data["email"]
        if not email.isprintable():
            raise ValidationError(self.fields["email"].default_validators[0].message)
        return email

    @property
    def is_robot(self) -> bool:
        """Whether the trap was filled."""
        return bool(self.data.get("website"))


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Show the form, or keep what was sent and say so on the next page."""
    if request.method != "POST":
        page, _ = cleaned_query(request.GET.get("page", ""))
        return _form_page(request, ContactForm(initial={"page": page}), told_at(page))
    form = ContactForm(request.POST)
    if form.is_robot:
        return HttpResponseRedirect(reverse("pages:contact-thanks"))
    if not form.is_valid():
        return _form_page(request, form, status=400)
    key = sender_key(request)
    if is_too_many(key):
        form.add_error(
            None, "Vous avez envoyé plusieurs messages en une heure : réessayez plus tard."
        )
        return _form_page(request, form, status=429)
    form.instance.sender_key = key
    try:
        message = form.save()
    except OperationalError:
        form.add_error(None, BUSY)
        return _form_page(request, form, status=503)
    pass_on(message)
    return HttpResponseRedirect(reverse("pages:contact-thanks"))


def _form_page(
    request: HttpRequest, form: ContactForm, sheet: Keyed | None = None, *, status: int = 200
) -> HttpResponse:
    """Show the form; ``sheet``, the one whose page the visitor comes from, has a form of its own."""
    context = {"form": form, "sheet": sheet, "months": settings.PERSONAL_DATA_MONTHS}
    return render(request, "pages/contact.html", context, status=status)


def thanks(request: HttpRequest) -> HttpResponse:
    """Say that the message was received."""
    return render(request, "pages/contact_thanks.html")
