"""The admin of invitations: written once, their link shown once; made again or cancelled."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from essaimage.common.admin import DeskAdmin
from essaimage.common.admin.forms import DeskForm

from . import invitations, mail
from .account_admin import SuperuserOnlyMixin
from .models import ONE_WAITING, Invitation

SETTLED = "Cette invitation est {state} : écrivez-en une nouvelle."


class InvitationForm(DeskForm):
    """Who is asked in. Somebody who has an account needs another password, not an invitation."""

    def clean_email(self) -> str:
        """Say now what the database would refuse: its rule bears on fields that are not shown."""
        email = self.cleaned_data["email"]
        if Invitation.objects.filter(
            email__iexact=email, accepted_at=None, revoked_at=None
        ).exists():
            raise forms.ValidationError(ONE_WAITING)
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                "Un compte a déjà cette adresse : depuis sa page, faites-lui un lien pour choisir un mot de passe."
            )
        return email


@admin.register(Invitation)
class InvitationAdmin(SuperuserOnlyMixin, DeskAdmin):
    form = InvitationForm
    change_form_template = "admin/invitation_form.html"
    fields = (("first_name", "last_name"), "email", "group")
    list_display = ("full_name", "email", "group", "state", "said_until", "invited_by")
    list_select_related = ("group", "invited_by")
    list_filter = ("group",)
    search_fields = ("first_name", "last_name", "email")

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False  # its link may be on its way already

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False  # who was asked in, by whom, is kept

    @admin.display(description="nom", ordering="first_name")
    def full_name(self, invitation: Invitation) -> str:
        return invitation.full_name

    @admin.display(description="état")
    def state(self, invitation: Invitation) -> str:
        return invitation.state

    @admin.display(description="valable jusqu’au", ordering="expires_at")
    def said_until(self, invitation: Invitation) -> str:
        return date_format(localtime(invitation.expires_at), "d/m/Y H:i")

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        """Choose among the groups there are; they are written on pages of their own."""
        formfield = super().formfield_for_foreignkey(db_field, request, **kwargs)
        formfield.widget.can_add_related = formfield.widget.can_change_related = False
        return formfield

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        said = {"title": "Inviter quelqu’un", "show_save_and_continue": False}
        said["show_save_and_add_another"] = False
        return super().add_view(request, form_url, said | (extra_context or {}))

    # --- Making the link -------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Invitation, form, change: bool) -> None:
        obj.invited_by = request.user
        request.link_made = invitations.make_link(obj, request)

    def response_add(self, request: HttpRequest, obj, post_url_continue=None) -> HttpResponse:
        return HttpResponse()  # the page of the link takes its place, once all is written

    def changeform_view(
        self, request: HttpRequest, object_id=None, form_url="", extra_context=None
    ) -> HttpResponse:
        """Mail the link and show it, after the transaction: a slow mail server holds up nobody."""
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        is_form = isinstance(answer, TemplateResponse)
        link = getattr(request, "link_made", None)
        return answer if is_form or link is None else self.show_link(request, link)

    def show_link(self, request: HttpRequest, link: invitations.Link) -> HttpResponse:
        """Show a link, this once, and what became of the mail."""
        invitation = link.invitation
        page = {
            **self.admin_site.each_context(request),
            "title": "L’invitation est prête",
            "address": link.address,
            "who": invitation.full_name,
            "email": invitation.email,
            "lasts": "sept jours",
            "was_mailed": invitations.send_link(link),
            "mail_is_configured": mail.is_configured(),
            "back": reverse("admin:desk_invitation_changelist"),
        }
        return TemplateResponse(request, "admin/link_made.html", page)

    def get_urls(self) -> list:
        own = [
            path(f"<int:pk>/{slug}/", self.admin_site.admin_view(require_POST(view)), name=name)
            for slug, name, view in (
                ("lien", "desk_invitation_link", never_cache(self.link_view)),
                ("annuler", "desk_invitation_revoke", self.revoke_view),
            )
        ]
        return own + super().get_urls()

    def invitation(self, request: HttpRequest, pk: int) -> Invitation:
        """Return the invitation of an address, locked, to whoever may touch it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return get_object_or_404(Invitation.objects.select_for_update(of=("self",)), pk=pk)

    def link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make another link; the one before opens nothing any more."""
        with transaction.atomic():
            invitation = self.invitation(request, pk)
            if not invitation.is_settled:
                link = invitations.make_link(invitation, request)
                self.log_change(request, invitation, "Nouveau lien.")
        if invitation.is_settled:
            return self.refused(request, invitation)
        return self.show_link(request, link)

    def revoke_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Cancel the invitation: its link opens nothing any more."""
        with transaction.atomic():
            invitation = self.invitation(request, pk)
            if invitation.is_settled:
                return self.refused(request, invitation)
            invitations.revoke(invitation)
            self.log_change(request, invitation, "Invitation annulée.")
        messages.success(
            request, "L’invitation est annulée\N{NO-BREAK SPACE}: son lien n’ouvre plus rien."
        )
        return HttpResponseRedirect(reverse("admin:desk_invitation_changelist"))

    def refused(self, request: HttpRequest, invitation: Invitation) -> HttpResponse:
        messages.error(request, SETTLED.format(state=invitation.state))
        return HttpResponseRedirect(reverse("admin:desk_invitation_changelist"))
