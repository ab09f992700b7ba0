"""The tables of the desk: messages of visitors here, the others beside the code that fills them."""

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime

from essaimage.common.models import choices_constraint

from .corrections.models import Correction, Settlement
from .links.models import LinkCheck
from .people.models import Invitation
from .tables.models import ImportedLine, ImportRun, TableExport
from .twins.models import TwinsApart

__all__ = [
    "Correction",
    "ImportRun",
    "ImportedLine",
    "Invitation",
    "LinkCheck",
    "Message",
    "Settlement",
    "Subject",
    "TableExport",
    "TwinsApart",
]


class Subject(models.TextChoices):
    """What a message is about, so that the right person answers."""

    QUESTION = "question", "Une question sur l’essaimage"
    CORRECTION = "correction", "Une erreur sur une page"
    DISPOSITIF = "dispositif", "Un dispositif à ajouter ou à mettre à jour"
    PIONNIER = "pionnier", "Une expérience à raconter"
    ACCESSIBILITE = "accessibilite", "Un problème d’accessibilité"
    AUTRE = "autre", "Autre chose"


class Message(models.Model):
    """A message sent from the contact page. ``sender_key`` is a keyed digest, never an address."""

    subject = models.CharField("sujet", max_length=13, choices=Subject)
    name = models.CharField("nom", max_length=120, blank=True)
    email = models.EmailField("adresse électronique", max_length=254)
    text = models.TextField("message", max_length=5000)
    page = models.CharField("page concernée", max_length=200, blank=True)
    received_at = models.DateTimeField("reçu le", auto_now_add=True)
    is_handled = models.BooleanField("traité", default=False)
    was_mailed = models.BooleanField("transmis par courriel", default=False)
    sender_key = models.CharField(max_length=64, editable=False, db_index=True)
    erased_at = models.DateTimeField(
        "données personnelles effacées le", null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = "message"
        verbose_name_plural = "messages"
        ordering = ["-received_at"]
        constraints = [
            choices_constraint("subject", Subject, "Ce sujet n’existe pas."),
            models.CheckConstraint(
                name="desk_message_text_filled",
                condition=~models.Q(text=""),
                violation_error_message="Le message est vide.",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_subject_display()}, le {date_format(localtime(self.received_at), 'd/m/Y')}"
        )
