"""The admin of false twins: what was said, to be unsaid."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from essaimage.common.admin.base import ReadOnlyAdmin

from .judging import is_key
from .models import TwinsApart


@admin.register(TwinsApart)
class TwinsApartAdmin(ReadOnlyAdmin):
    """Pairs said to be two things: said from a form or from the desk, and only taken back here."""

    fields = ("first", "second", "decided_at")
    list_display = ("first", "second", "decided_at")
    search_fields = ("first", "second")

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.say_view)
        return [path("dire/", view, name="desk_twinsapart_say"), *super().get_urls()]

    def say_view(self, request: HttpRequest) -> HttpResponse:
        """Remember that two rows are two things, and come back to the list."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("desk.add_twinsapart"):
            raise PermissionDenied
        keys = request.POST.get("deux", "").split()
        if len(keys) == 2 and keys[0] != keys[1] and all(map(is_key, keys)):
            TwinsApart.objects.set_apart(keys[0], [keys[1]])
            self.message_user(request, "C’est noté : ce sont deux choses.", messages.SUCCESS)
        back = request.POST.get("next") or request.GET.get("next") or ""
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            back = reverse("admin:desk_twinsapart_changelist")
        return HttpResponseRedirect(back)
