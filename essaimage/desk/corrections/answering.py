"""Answers the person who reported an error, when an address was given: by the site, or by one's own mail."""

from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from ..delivery import is_delivered
from .models import Correction, Settlement

SUBJECT = "Votre signalement : {point}, « {title} »"
BODY = """Bonjour,

Vous nous avez signalé une erreur sur la page « {title} »{address} : {point}.

{told}

Merci d’aider à tenir ces pages justes.
La rédaction d’Essaimage
"""
TOLD = {
    Settlement.ACCEPTED: "Vous aviez raison : la page est corrigée.",
    Settlement.REFUSED: "Nous n’avons pas modifié la page. {answer}",
    Settlement.CLOSED: "Nous avons bien lu votre signalement. {answer}",
}


def subject_of(correction: Correction) -> str:
    """Return the subject of the answer, on one line."""
    told = SUBJECT.format(point=correction.point_said, title=correction.fiche_title)
    return " ".join(told.split())


def body_of(correction: Correction, address: str = "") -> str:
    """Return an answer to be read again before it leaves; ``address`` is that of the page."""
    told = TOLD[Settlement(correction.status)].format(answer=correction.answer).strip()
    return BODY.format(
        title=correction.fiche_title,
        address=f" ({address})" if address else "",
        point=correction.point_said,
        told=told,
    )


def mailto(correction: Correction, address: str = "") -> str:
    """Return the link that opens the answer in the editor's own mail."""
    told = f"subject={quote(subject_of(correction))}&body={quote(body_of(correction, address))}"
    return f"mailto:{quote(correction.email, safe='@')}?{told}"


def is_mailed_by_the_site() -> bool:
    """Whether the site has an address for visitors to answer to."""
    return bool(settings.CONTACT_EMAIL)


def send(correction: Correction, body: str) -> bool:
    """Mail ``body`` and note it; False when the mail server fails: nothing is lost, nothing is noted."""
    mail = EmailMessage(
        subject=subject_of(correction),
        body=body,
        to=[correction.email],
        reply_to=[settings.CONTACT_EMAIL],
    )
    if not is_delivered(mail, f"The answer to correction {correction.pk}"):
        return False
    Correction.objects.filter(pk=correction.pk).update(answered_at=timezone.now())
    return True
