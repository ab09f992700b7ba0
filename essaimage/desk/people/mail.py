"""Mail to the people of the desk, where the site can send any."""

from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage

from ..delivery import is_delivered

SILENT = ("console", "dummy", "filebased")  # backends that send nothing to anybody


def is_configured() -> bool:
    """Whether the site sends mail: without ``EMAIL_URL``, it writes it in its log."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in SILENT


def send(to: str, subject: str, text: str) -> bool:
    """Send a mail and say whether it left; a mail server that fails stops nothing."""
    mail = EmailMessage(f"[Essaimage] {subject}", text, to=[to])
    return is_delivered(mail, "A mail to somebody of the desk")


def send_aside(to: str, subject: str, text: str) -> None:
    """Send a mail without making the answer wait: its time would tell whether the account exists."""
    Thread(target=send, args=(to, subject, text)).start()
