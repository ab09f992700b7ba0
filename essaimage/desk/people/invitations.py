"""Invitation links: made, mailed, found again by their digest, used once.

A link holds a random secret and our signature; the database holds its digest alone. Making a new link for
an invitation ends the one before.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from . import mail
from .models import Invitation

LASTS = timedelta(days=7)
SALT = "desk.invitation"
SUBJECT = "Votre invitation à écrire sur Essaimage"
TEXT = """Bonjour {name},

{inviter} vous invite à écrire sur Essaimage, dans le groupe « {group} ».

Pour choisir votre identifiant et votre mot de passe, ouvrez ce lien avant le {day} :
{link}

Il ne sert qu’une fois, et pour vous seulement : ne le transmettez à personne. Si vous n’attendiez pas
cette invitation, ne faites rien.
"""


class LinkSpentError(Exception):
    """The link was used, cancelled or replaced while its form was being filled in."""


@dataclass(frozen=True)
class Link:
    """A link that has just been made: the only time it can be read."""

    invitation: Invitation
    address: str


def digest_of(secret: str) -> str:
    """Return what the database keeps of a link."""
    return sha256(secret.encode()).hexdigest()


def make_link(invitation: Invitation, request: HttpRequest) -> Link:
    """Give ``invitation`` a new link, for seven days, and save it; the one before works no more."""
    secret = secrets.token_urlsafe(32)
    invitation.digest = digest_of(secret)
    invitation.expires_at = timezone.now() + LASTS
    invitation.was_mailed = False
    invitation.save()
    token = signing.Signer(salt=SALT).sign(secret)
    return Link(invitation, absolute(reverse("admin:invitation", args=[token]), request))


def absolute(path: str, request: HttpRequest) -> str:
    """Return an address that can be mailed; a forged ``Host`` never gets in where SITE_URL is set."""
    return f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)


def send_link(link: Link) -> bool:
    """Mail the link, where the site sends mail; say whether it left."""
    if not mail.is_configured():
        return False
    invitation = link.invitation
    inviter = invitation.invited_by
    text = TEXT.format(
        name=invitation.first_name,
        inviter=(inviter and inviter.get_full_name()) or "L’équipe d’Essaimage",
        group=invitation.group.name,
        day=date_format(timezone.localtime(invitation.expires_at), "j F Y à H:i"),
        link=link.address,
    )
    if mail.send(invitation.email, SUBJECT, text):
        Invitation.objects.filter(pk=invitation.pk).update(was_mailed=True)
        return True
    return False


def find(token: str) -> Invitation | None:
    """Return the invitation a link opens; None when it opens nothing (any more)."""
    try:
        secret = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    found = Invitation.objects.open().filter(digest=digest_of(secret))
    return found.select_related("group").first()


def accept(invitation: Invitation, user: User) -> User:
    """Make the account of ``user`` (not saved yet), and spend the link; raise ``LinkSpentError``."""
    with transaction.atomic():
        spent = Invitation.objects.open().filter(pk=invitation.pk, digest=invitation.digest)
        # The update takes the lock: of two that come at once, one finds nothing left to spend.
        if not spent.update(accepted_at=timezone.now()):
            raise LinkSpentError
        user.first_name, user.last_name = invitation.first_name, invitation.last_name
        user.email, user.is_staff = invitation.email, True
        user.save()
        user.groups.add(invitation.group)
        Invitation.objects.filter(pk=invitation.pk).update(user=user)
    return user


def revoke(invitation: Invitation) -> None:
    """Cancel an invitation that nobody accepted: its link opens nothing any more."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )


def forget_invitations(before: datetime) -> int:
    """Erase the invitations made before ``before`` that led to no account: nobody will use them."""
    return Invitation.objects.filter(created_at__lt=before, accepted_at=None).delete()[0]
