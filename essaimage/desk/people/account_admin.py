"""The admin of accounts and groups: superusers only."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from essaimage.common.versions import name_of

from . import mail, passwords
from .account_actions import YOURSELF, Deactivate, Reactivate, SignOut, is_last_superuser
from .forms import USERNAME
from .lock import locked_until, unlock
from .sessions import end_sessions

OUR_GROUPS = ("rédaction", "publication")
LAST_SUPERUSER = (
    "C’est le dernier compte qui administre le site : sans lui, personne n’inviterait plus personne. "
    "Donnez d’abord ce droit à quelqu’un d’autre."
)


class SuperuserOnlyMixin:
    """Accounts give rights: only those who have them all may touch them."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.is_superuser

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser


class PlainTitleMixin:
    """A list called by what it holds, not « select the object to change »."""

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))


class PermissionField(forms.ModelMultipleChoiceField):
    """Permissions, said in French (Django keeps their English name)."""

    ACTIONS = {
        "add": "ajouter",
        "change": "modifier",
        "delete": "supprimer",
        "view": "voir",
        "publish": "publier",
    }

    def label_from_instance(self, permission: Permission) -> str:
        """« dispositif d’appui : publier »."""
        action = permission.codename.partition("_")[0]
        return f"{permission.content_type.name} : {self.ACTIONS.get(action, action)}"


class FrenchGroupAdmin(SuperuserOnlyMixin, PlainTitleMixin, GroupAdmin):
    """What each group may do."""

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Keep the groups the site is made with."""
        ours = obj is not None and obj.name in OUR_GROUPS
        return super().has_delete_permission(request, obj) and not ours

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "permissions":
            kwargs["form_class"] = PermissionField
            kwargs["queryset"] = Permission.objects.select_related("content_type").order_by(
                "content_type__app_label", "content_type__model", "codename"
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class AccountForm(UserChangeForm):
    """An account. Somebody must always be able to administer the site."""

    editor: User

    class Meta(UserChangeForm.Meta):
        labels = {
            "username": "Identifiant",
            "is_active": "Compte actif",
            "is_staff": "Entre dans la rédaction",
            "is_superuser": "Administre le site",
        }
        help_texts = {
            "username": USERNAME,
            "is_active": "Décoché, la personne n’entre plus et ses séances se ferment à l’instant. "
            "Ce qu’elle a écrit reste.",
            "is_staff": "Sans cette case, la rédaction reste fermée.",
            "groups": "« rédaction » écrit et fait relire ; « publication » fait de même, et publie.",
            "is_superuser": "Tous les droits, dont inviter, désactiver un compte et rouvrir la porte.",
        }

    def clean(self) -> dict:
        cleaned = super().clean()
        lasts = cleaned.get("is_active") and cleaned.get("is_superuser") and cleaned.get("is_staff")
        stored = User.objects.get(pk=self.instance.pk)
        if not lasts and is_last_superuser(stored):
            raise ValidationError(LAST_SUPERUSER)
        if not cleaned.get("is_active") and stored == self.editor:
            raise ValidationError(f"{YOURSELF} Demandez à quelqu’un d’autre de le désactiver.")
        return cleaned


class AccountAdmin(SuperuserOnlyMixin, PlainTitleMixin, UserAdmin):
    """People come by invitation and are switched off, never deleted: the history names them."""

    form = AccountForm
    change_form_template = "admin/account.html"
    fieldsets = (
        (None, {"fields": ("username", ("first_name", "last_name"), "email")}),
        ("Ses droits", {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        ("Dates", {"fields": (("last_login", "date_joined"),)}),
    )
    readonly_fields = ("last_login", "date_joined")
    list_display = ("identifier", "full_name", "email", "said_groups", "said_state", "last_login")
    list_filter = ("is_active", "groups")
    actions = (Deactivate(), Reactivate(), SignOut())

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # one invites: nobody should know the password of another

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        formfield = super().formfield_for_manytomany(db_field, request, **kwargs)
        formfield.widget.can_add_related = False
        return formfield

    @admin.display(description="identifiant", ordering="username")
    def identifier(self, user: User) -> str:
        """The word of the log-in page."""
        return user.get_username()

    @admin.display(description="nom", ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description="droits")
    def said_groups(self, user: User) -> str:
        """The groups, or what takes their place."""
        return "tous" if user.is_superuser else ", ".join(group.name for group in user.groups.all())

    @admin.display(description="état", ordering="is_active")
    def said_state(self, user: User) -> str:
        return "actif" if user.is_active and user.is_staff else "désactivé"

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.editor = request.user
        return form

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not (obj.is_active and obj.is_staff):
            end_sessions(obj)

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        user = self.get_object(request, object_id)
        until = user and locked_until(user)
        said = date_format(localtime(until), "H:i") if until else ""
        return super().change_view(
            request, object_id, form_url, {"locked_until": said} | (extra_context or {})
        )

    # --- What one does for somebody ------------------------------------------------------------

    def get_urls(self) -> list:
        own = [
            path(f"<int:pk>/{slug}/", self.admin_site.admin_view(require_POST(view)), name=name)
            for slug, name, view in (
                ("rouvrir", "auth_user_unlock", self.unlock_view),
                ("deconnecter", "auth_user_sign_out", self.sign_out_view),
                ("lien", "auth_user_password_link", self.password_link_view),
            )
        ]
        # Django's page to type a password for another is left out: a link lets its owner choose.
        django = [each for each in super().get_urls() if each.name != "auth_user_password_change"]
        return own + django

    def account(self, request: HttpRequest, pk: int) -> User:
        """Return the account of an address, to whoever may touch it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(User, pk=pk)

    def done(self, request: HttpRequest, user: User, said: str, logged: str) -> HttpResponse:
        """Say what was done, keep who did it, and go back to the account."""
        self.log_change(request, user, logged)
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[user.pk]))

    def unlock_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open the door again to somebody who failed too often."""
        user = self.account(request, pk)
        unlock(user)
        return self.done(request, user, "La porte est rouverte.", "Porte rouverte.")

    def sign_out_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Close the sessions of somebody, wherever they are."""
        user = self.account(request, pk)
        total = end_sessions(user)
        said = f"Séances fermées\N{NO-BREAK SPACE}: {total}."
        return self.done(request, user, said, "Séances fermées.")

    def password_link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a link with which somebody chooses another password."""
        user = self.account(request, pk)
        if not user.is_active:
            said = "Ce compte est désactivé\N{NO-BREAK SPACE}: réactivez-le d’abord."
            messages.error(request, said)
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[user.pk]))
        self.log_change(request, user, "Lien pour choisir un mot de passe.")
        page = {
            **self.admin_site.each_context(request),
            "title": "Un lien pour choisir un mot de passe",
            "address": passwords.link_for(user, request),
            "who": name_of(user),
            "lasts": "un jour",
            "was_mailed": False,
            "mail_is_configured": mail.is_configured(),
            "email": user.email,
            "back": reverse("admin:auth_user_change", args=[user.pk]),
        }
        return TemplateResponse(request, "admin/link_made.html", page)


admin.site.unregister([User, Group])
admin.site.register(User, AccountAdmin)
admin.site.register(Group, FrenchGroupAdmin)
