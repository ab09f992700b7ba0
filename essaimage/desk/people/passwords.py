"""Another password: by mail where the site sends any, else by a link that a superuser makes."""

from django.contrib.admin import AdminSite
from django.contrib.auth import views
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from . import mail
from .forms import PHRASE, ForgottenForm
from .invitations import absolute
from .lock import unlock

SUBJECT = "Choisir un nouveau mot de passe"
TEXT = """Bonjour,

Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour le compte « {username} » d’Essaimage.

Pour le choisir, ouvrez ce lien avant demain à la même heure :
{link}

Si ce n’était pas vous, ne faites rien : le mot de passe ne change pas.
"""


def addresses(site: AdminSite) -> list:
    """Return the pages of a forgotten password, which anybody may open."""
    page = {"extra_context": {"site_header": site.site_header, "has_permission": False}}
    return [
        path("mot-de-passe/", Forgotten.as_view(**page), name="password_reset"),
        path("mot-de-passe/envoye/", Sent.as_view(**page), name="password_reset_done"),
        path("mot-de-passe/fait/", Done.as_view(**page), name="password_reset_complete"),
        path(
            "mot-de-passe/<uidb64>/<token>/", Choose.as_view(**page), name="password_reset_confirm"
        ),
    ]


def link_for(user: User, request: HttpRequest) -> str:
    """Return the address where ``user`` chooses a password: for a day, until it or a log-in is used."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    arguments = [key, default_token_generator.make_token(user)]
    return absolute(reverse("admin:password_reset_confirm", args=arguments), request)


class Forgotten(views.PasswordResetView):
    """Asks for an address; answers the same, as fast, whether an account has it or not."""

    template_name = "admin/password_forgotten.html"
    form_class = ForgottenForm
    success_url = reverse_lazy("admin:password_reset_done")
    title = "Mot de passe oublié"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(mail_is_configured=mail.is_configured(), **kwargs)

    def form_valid(self, form: ForgottenForm) -> HttpResponse:
        if mail.is_configured():
            for user in form.get_users(form.cleaned_data["email"]):
                text = TEXT.format(username=user.get_username(), link=link_for(user, self.request))
                mail.send_aside(user.email, SUBJECT, text)
        return super(views.PasswordResetView, self).form_valid(form)


class Sent(views.PasswordResetDoneView):
    template_name = "admin/password_sent.html"
    title = "Regardez vos courriels"


class Choose(views.PasswordResetConfirmView):
    """Django's own: the link leaves the address bar for the session, then works once."""

    template_name = "admin/password_choose.html"
    success_url = reverse_lazy("admin:password_reset_complete")
    title = "Choisir un mot de passe"

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["new_password1"].help_text = PHRASE
        return form

    def form_valid(self, form) -> HttpResponse:
        unlock(form.user)  # whoever holds the link is who they say
        return super().form_valid(form)


class Done(views.PasswordResetCompleteView):
    template_name = "admin/password_done.html"
    title = "C’est fait"
