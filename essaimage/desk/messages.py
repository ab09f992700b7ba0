"""Messages from visitors: received, kept, passed on by mail, and not too many at a time."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .delivery import is_delivered
from .models import Correction, Message


def sender_key(request: HttpRequest) -> str:
    """Return a digest of the visitor's address that changes every day and cannot be turned back."""
    seen = f"{network_seen(request)} {timezone.localdate()}"
    return salted_hmac("contact", seen, algorithm="sha256").hexdigest()


def network_seen(request: HttpRequest) -> str:
    """Return where a request comes from, as counted (see ``network_of``).

    Behind ``TRUSTED_PROXIES`` proxies, the address is the one the outermost of them wrote.
    """
    header = request.META.get("HTTP_X_FORWARDED_FOR", "")
    forwarded = [part.strip() for part in header.split(",") if part.strip()]
    proxies = settings.TRUSTED_PROXIES
    address = request.META.get("REMOTE_ADDR", "")
    if proxies and len(forwarded) >= proxies:
        address = forwarded[-proxies]
    return network_of(address)


def network_of(address: str) -> str:
    """Return what tells a visitor from another: an IPv4 address, or the /64 of an IPv6 one.

    An IPv6 line has a whole /64 to itself: counted by address, its visitor would have no limit.
    """
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4 or known.ipv4_mapped:
        return address
    return str(ip_network((known, 64), strict=False))


def sent_lately(model: type[Message | Correction], key: str) -> int:
    """Return how many rows of ``model`` this sender sent within the last hour, by any process."""
    since = timezone.now() - timedelta(hours=1)
    return model.objects.filter(sender_key=key, received_at__gte=since).count()


def is_too_many(key: str) -> bool:
    """Whether this sender reached the limit of messages per hour."""
    return sent_lately(Message, key) >= settings.CONTACT_MESSAGES_PER_HOUR


def pass_on(message: Message) -> None:
    """Mail ``message`` to the editors; a mail server that fails loses nothing: it is kept already."""
    if not settings.CONTACT_EMAIL:
        return
    mail = EmailMessage(
        subject=f"[Essaimage] {message.get_subject_display()}",
        body=f"De : {message.name or 'sans nom'} <{message.email}>\n"
        f"Page : {message.page or 'non précisée'}\n\n{message.text}\n",
        to=[settings.CONTACT_EMAIL],
        reply_to=[message.email],
    )
    if is_delivered(mail, f"Message {message.pk}"):
        Message.objects.filter(pk=message.pk).update(was_mailed=True)
