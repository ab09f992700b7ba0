"""Sending a mail when the mail server may fail: what it tells is kept already, so nothing is lost."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)


def is_delivered(mail: EmailMessage, what: str) -> bool:
    """Send ``mail`` and return whether it left; a failure is logged with ``what`` it was, in English."""
    try:
        return bool(mail.send())
    except (SMTPException, OSError):
        logger.exception("%s was not mailed", what)
        return False
