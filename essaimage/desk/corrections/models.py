"""A correction: what a visitor says is wrong on a page, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from essaimage.common.models import choices_constraint

LONGEST_PROPOSAL = 2_000  # letters
LONGEST_EVIDENCE = 2_000
SEEN_LENGTH = 2_000  # letters of what the page said, kept to be read beside the proposal


class Settlement(models.TextChoices):
    """What became of it. « Sans suite »: neither right nor wrong, or already done."""

    WAITING = "a_traiter", "à traiter"
    ACCEPTED = "acceptee", "acceptée"
    REFUSED = "refusee", "refusée"
    CLOSED = "sans_suite", "sans suite"


class Correction(models.Model):
    """What a visitor wrote from the page « Signaler une erreur » of a sheet or of a mark.

    The sheet is named by its table and its code, which outlive a renaming; ``point`` is the key of
    ``corrections.points``. ``seen`` is what the page said, in words, and
    ``seen_values`` the same as plain values by field, to know whether it changed since.
    ``alike_key`` is the same for reports that propose the same thing. ``sender_key`` is a keyed digest.
    """

    model_label = models.CharField("modèle", max_length=60, editable=False)
    fiche_code = models.CharField("code de la fiche", max_length=80, editable=False)
    fiche_title = models.CharField("fiche", max_length=160, editable=False)
    point = models.CharField("point", max_length=200, blank=True, editable=False)
    point_said = models.CharField("ce qui est signalé", max_length=240, editable=False)
    seen = models.TextField("la page disait", blank=True, editable=False)
    seen_values = models.JSONField("valeurs d’alors", default=dict, blank=True, editable=False)
    proposed = models.TextField("proposition", max_length=LONGEST_PROPOSAL, editable=False)
    evidence = models.TextField(
        "comment la personne le sait", max_length=LONGEST_EVIDENCE, blank=True, editable=False
    )
    email = models.EmailField("adresse électronique", max_length=254, blank=True, editable=False)
    received_at = models.DateTimeField("reçu le", auto_now_add=True)
    status = models.CharField(
        "suite", max_length=10, choices=Settlement, default=Settlement.WAITING
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="traité par",
    )
    handled_name = models.CharField("traité par (nom d’alors)", max_length=150, blank=True)
    handled_at = models.DateTimeField("traité le", null=True, blank=True)
    was_applied = models.BooleanField("appliqué d’un geste", default=False)
    answer = models.TextField("réponse", max_length=LONGEST_PROPOSAL, blank=True)
    answered_at = models.DateTimeField("réponse envoyée le", null=True, blank=True)
    alike_key = models.CharField(max_length=64, editable=False, db_index=True)
    sender_key = models.CharField(max_length=64, editable=False, db_index=True, blank=True)
    erased_at = models.DateTimeField("données personnelles effacées le", null=True, blank=True)

    class Meta:
        verbose_name = "erreur signalée"
        verbose_name_plural = "erreurs signalées"
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["status", "received_at"], name="desk_correction_waiting")]
        constraints = [
            choices_constraint("status", Settlement, "Cette suite n’existe pas."),
            models.CheckConstraint(
                name="desk_correction_says_something",
                condition=~Q(proposed="") | Q(erased_at__isnull=False),
                violation_error_message="Dites ce qu’il faudrait lire.",
            ),
            models.CheckConstraint(
                name="desk_correction_settled_is_dated",
                condition=Q(status=Settlement.WAITING, handled_at__isnull=True)
                | (~Q(status=Settlement.WAITING) & Q(handled_at__isnull=False)),
                violation_error_message="Une erreur traitée l’est à une date, une erreur à traiter n’en a pas.",
            ),
            models.CheckConstraint(
                name="desk_correction_refused_says_why",
                condition=~Q(status=Settlement.REFUSED)
                | ~Q(answer="")
                | Q(erased_at__isnull=False),
                violation_error_message="Dites pourquoi la proposition est refusée.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_said}, {self.fiche_title}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody settled it yet."""
        return self.status == Settlement.WAITING
