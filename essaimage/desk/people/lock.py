"""The door closes for a while after failures, for whoever failed and for nobody else (django-axes).

Failures are counted for a name from a network, and for a network whatever the names. A browser the
account already entered from is counted apart: who tries passwords on a colleague's name, from the
same office even, does not keep that colleague out. See docs/decisions/0025-people.md.
"""

from datetime import timedelta
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ..messages import network_seen
from . import browser
from .digests import name_digest, place_digest

FAILURES = 5  # of one name from one place
NETWORK_FAILURES = 30  # of all names from one network: a whole office may share one
COOL_OFF = timedelta(minutes=15)
LOCKED = (
    "Trop d’essais : la porte est fermée pour 15 minutes depuis votre connexion. Rien n’est perdu. Vous "
    "pouvez aussi demander à la personne qui administre Essaimage de la rouvrir."
)


class LockBackend(AxesStandaloneBackend):
    """Refuses whoever is locked out before any password is looked at; lets commands alone."""

    def authenticate(self, request: HttpRequest | None, *args, **kwargs) -> None:
        if request is not None:
            super().authenticate(request, *args, **kwargs)


class LockHandler(AxesDatabaseHandler):
    """Counts failures in the database, which all processes share; keeps no more than it must."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """Return the failures of the name, or those of its network brought to the same scale."""
        pair, network = (
            attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(pair, network * FAILURES // NETWORK_FAILURES)

    def user_login_failed(self, sender, credentials: dict, request=None, **kwargs) -> None:
        if request is None:
            return  # a command, not a visitor
        request.axes_user_agent = request.axes_http_accept = ""
        request.axes_path_info = ""
        super().user_login_failed(sender, credentials, request, **kwargs)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """Forget the failures of the name that has just entered, not those of its whole network."""
        return self.filter_user_attempts(request, credentials)[0].delete()[0]

    def post_save_access_attempt(self, instance: AccessAttempt, **kwargs) -> None:
        """Forget what the form held, in the transaction that would have kept it."""
        AccessAttempt.objects.filter(pk=instance.pk).update(get_data="", post_data="")


def username_counted(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return under what the failures of a name are kept."""
    typed = (credentials or {}).get("username") or request.POST.get("username") or ""
    return name_digest(typed)


def place_counted(request: HttpRequest) -> str:
    """Return where a failure comes from: a browser the name already entered from, else a network."""
    nonce = browser.known_to(request, request.POST.get("username", ""))
    return place_digest(f"browser {nonce}" if nonce else f"network {network_seen(request)}")


def answer_when_locked(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    """Let the log-in page say it (it still holds what was typed), with the right status."""
    response.status_code = 429
    return response


def locked_until(user: User) -> timezone.datetime | None:
    """Return when the last place ``user`` is locked out from will open again, if there is one."""
    newest = (
        attempts_on(user)
        .filter(failures_since_start__gte=FAILURES, attempt_time__gte=timezone.now() - COOL_OFF)
        .aggregate(newest=Max("attempt_time"))["newest"]
    )
    return newest + COOL_OFF if newest else None


def attempts_on(user: User) -> Any:
    """Return the failures kept under the name of ``user``."""
    return AccessAttempt.objects.filter(username=name_digest(user.get_username()))


def unlock(user: User) -> int:
    """Open the door to ``user`` again, from everywhere; return how many places were counted."""
    return attempts_on(user).delete()[0]


def unlock_all() -> int:
    """Open the door to everybody again."""
    return AccessAttempt.objects.all().delete()[0]


def forget_failures(before: timezone.datetime) -> int:
    """Erase the failures older than ``before``: they lock nobody any more."""
    return AccessAttempt.objects.filter(attempt_time__lt=before).delete()[0]
