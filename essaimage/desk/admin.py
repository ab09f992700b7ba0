"""The admin of messages and of the history; accounts and invitations register themselves."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from essaimage.common.admin import DeskAdmin
from essaimage.common.admin.base import ReadOnlyAdmin
from essaimage.common.admin.handling import MarkAsHandled

from .corrections import admin as corrections  # noqa: F401 (it registers itself)
from .links import admin as links  # noqa: F401 (it registers itself)
from .models import Message
from .people import account_admin, invitation_admin  # noqa: F401 (they register themselves)
from .tables import admin as tables_admin  # noqa: F401 (registers the list of imports)
from .twins import admin as twins  # noqa: F401 (it registers itself)


@admin.register(Message)
class MessageAdmin(DeskAdmin):
    """What visitors wrote: read, answered, marked as handled; never rewritten."""

    fields = (
        ("subject", "received_at"),
        ("name", "email"),
        "page",
        "text",
        "is_handled",
        "was_mailed",
    )
    readonly_fields = ("subject", "received_at", "name", "email", "page", "text", "was_mailed")
    list_display = ("received_at", "said_handled", "subject", "beginning", "email")
    list_filter = ("is_handled", "subject")
    search_fields = ("text", "email", "name")
    date_hierarchy = "received_at"
    actions = (MarkAsHandled(("1 message traité.", "{} messages traités.")),)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="message")
    def beginning(self, message: Message) -> str:
        """Its first words."""
        return Truncator(message.text).chars(80)

    @admin.display(description="suite", ordering="is_handled")
    def said_handled(self, message: Message) -> str:
        """Whether somebody took care of it."""
        return "traité" if message.is_handled else "à traiter"


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """Who changed what, and when."""

    fields = ("said_time", "user", "said_kind", "said_title", "said_change")
    list_display = ("said_time", "user", "said_kind", "said_title", "said_change")
    list_filter = (("user", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr",)
    date_hierarchy = "action_time"

    @admin.display(description="quand", ordering="action_time")
    def said_time(self, entry: LogEntry) -> str:
        """The minute it was done."""
        return date_format(timezone.localtime(entry.action_time), "d/m/Y H:i")

    @admin.display(description="quoi", ordering="content_type")
    def said_kind(self, entry: LogEntry) -> str:
        """The kind of content."""
        return entry.content_type.name if entry.content_type else ""

    @admin.display(description="titre", ordering="object_repr")
    def said_title(self, entry: LogEntry) -> str:
        """What it was called then."""
        return entry.object_repr

    @admin.display(description="ce qui a changé")
    def said_change(self, entry: LogEntry) -> str:
        """The change, in words."""
        return entry.get_change_message() or entry.get_action_flag_display()
