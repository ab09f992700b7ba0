"""Ending the sessions of somebody at once, wherever they are open."""

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session


def end_sessions(user: User) -> int:
    """Close every session of ``user`` and return how many there were.

    Only the desk opens sessions, so that reading them all is short. An account that is switched off is
    already refused at each request; this way a session does not come back when it is switched on again.
    """
    own = [
        session.pk
        for session in Session.objects.all()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    return Session.objects.filter(pk__in=own).delete()[0]
