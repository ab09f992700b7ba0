"""The sheet (fiche): any piece of content that is written, reviewed, published and dated."""

from datetime import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from ..fields import FrenchCharField, MarkdownField, UpdatedField
from .keyed import RESERVED_SLUGS, Keyed, KeyedQuerySet, choices_constraint
from .redirect import SlugRedirect
from .standing import PUBLIC_STATUSES, PUT_AWAY, Standing, Status, standing_of

models.CharField.register_lookup(Length)

SUMMARY_LENGTH = 300  # characters


def published(relation: str = "", now: datetime | None = None) -> Q:
    """Return the condition under which visitors may read a sheet, or those at the end of ``relation``.

    Its hour has come, and that of its withdrawal has not. Python says the same: ``standing_of``.
    """
    prefix = f"{relation}__" if relation else ""
    now = now or timezone.now()
    goes_on = Q(**{f"{prefix}ends_at__isnull": True}) | Q(**{f"{prefix}ends_at__gt": now})
    return goes_on & Q(**{f"{prefix}status": Status.PUBLISHED, f"{prefix}published_at__lte": now})


class FicheQuerySet(KeyedQuerySet):
    """Sheets, in the words of pages."""

    def published(self, now: datetime | None = None) -> Self:
        """Keep what visitors may read: published, its hour has come, that of its end has not."""
        return self.filter(published(now=now))

    def waiting(self, now: datetime | None = None) -> Self:
        """Keep what will be published at its hour, which has not come, the next first."""
        coming = self.filter(status=Status.PUBLISHED, published_at__gt=now or timezone.now())
        return coming.order_by("published_at")

    def publication_hours(self, now: datetime | None = None) -> dict[int, datetime]:
        """Return when each sheet that waits will be published, by primary key: one query."""
        return dict(self.waiting(now).values_list("pk", "published_at"))

    def changing(self, now: datetime | None = None) -> Self:
        """Keep what the clock alone will show or take away."""
        now = now or timezone.now()
        later = Q(published_at__gt=now) | Q(ends_at__gt=now)
        return self.filter(later, status=Status.PUBLISHED).order_by()

    def next_change(self, now: datetime | None = None) -> datetime | None:
        """Return when the clock alone will next show or take away a sheet, if ever: one query."""
        now = now or timezone.now()
        rows = self.changing(now).values_list("published_at", "ends_at")
        return next_moment(now, *(moment for row in rows for moment in row))

    def reachable(self, now: datetime | None = None) -> Self:
        """Keep what an address still shows: published once, and marked when withdrawn or archived."""
        return self.filter(status__in=PUBLIC_STATUSES, published_at__lte=now or timezone.now())


def next_moment(now: datetime, *moments: datetime | None) -> datetime | None:
    """Return the first of ``moments`` that is still to come."""
    return min((moment for moment in moments if moment and moment > now), default=None)


class Fiche(Keyed):
    """A sheet. Its subclass says what it is about and where its page stands."""

    desk_fields = ("verified_on", "updated_at")
    link_prefix = ""  # the word that links to such a sheet in Markdown: [texte](dispositif:code)

    title = FrenchCharField("titre", max_length=160)
    sigle = FrenchCharField("sigle", max_length=40, blank=True)
    slug = models.SlugField(
        "adresse",
        max_length=80,
        unique=True,
        help_text="La fin de l’adresse de la page, sans accent ni espace.",
    )
    summary = FrenchCharField(
        "résumé",
        max_length=SUMMARY_LENGTH,
        blank=True,
        help_text="300 caractères au plus, sans mise en forme : ce que lisent les listes et les moteurs.",
    )
    body = MarkdownField(
        "texte", blank=True, help_text="En Markdown. L’aperçu montre la page telle qu’elle sera."
    )
    status = models.CharField("statut", max_length=9, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        "publié le",
        null=True,
        blank=True,
        help_text="Une date à venir tient la fiche cachée jusque-là.",
    )
    ends_at = models.DateTimeField(
        "retiré le",
        null=True,
        blank=True,
        help_text="À cette heure, la fiche sort des listes et de la recherche ; son adresse reste, marquée.",
    )
    verified_on = models.DateField(
        "vérifié le",
        null=True,
        blank=True,
        help_text="Le jour où vous avez ouvert la page officielle de ce que décrit la fiche. Jamais une estimation.",
    )
    review_months = models.PositiveSmallIntegerField(
        "à revoir tous les (mois)",
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    updated_at = UpdatedField("modifié le")

    objects = FicheQuerySet.as_manager()

    class Meta(Keyed.Meta):
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("status", Status, "Ce statut n’existe pas."),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_title_filled",
                condition=~models.Q(title=""),
                violation_error_message="Le titre ne peut pas être vide.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_slug_free",
                condition=~models.Q(slug__in=["", *RESERVED_SLUGS]),
                violation_error_message="Cette adresse est réservée : choisissez-en une autre.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_summary_short",
                condition=models.Q(summary__length__lte=SUMMARY_LENGTH),
                violation_error_message="Le résumé dépasse 300 caractères.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_published_complete",
                condition=~models.Q(status=Status.PUBLISHED)
                | (models.Q(published_at__isnull=False) & ~models.Q(summary="")),
                violation_error_message="Une fiche publiée a une date de publication et un résumé.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_publication",
                condition=Q(ends_at__isnull=True)
                | Q(published_at__isnull=False, ends_at__gt=models.F("published_at")),
                violation_error_message="Une fiche est retirée après avoir été publiée.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_review_bounded",
                condition=models.Q(review_months__gte=1, review_months__lte=60),
                violation_error_message="La fréquence de relecture va de 1 à 60 mois.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        """Save, and leave a permanent redirect when the address has changed."""
        written = kwargs.get("update_fields")
        left = getattr(self, "_loaded_slug", None)
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            if written is not None and "slug" not in written:
                return
            if left and left != self.slug:
                SlugRedirect.objects.leave(self, left)
        self._loaded_slug = self.slug

    @classmethod
    def from_db(cls, db, field_names, values):
        fiche = super().from_db(db, field_names, values)
        fiche._loaded_slug = fiche.__dict__.get("slug")
        return fiche

    @property
    def standing(self) -> Standing:
        """Where it stands now."""
        return standing_of(self.status, self.published_at, self.ends_at, timezone.now())

    @property
    def is_published(self) -> bool:
        """Whether visitors may read it now, in lists too."""
        return self.standing == Standing.PUBLIC

    @property
    def is_archived(self) -> bool:
        """Whether it is put away: archived by an editor, or withdrawn at its hour."""
        return self.standing in PUT_AWAY

    @property
    def has_been_public(self) -> bool:
        """Whether visitors could read it one day: its address may be known elsewhere."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def short_name(self) -> str:
        """The acronym when there is one, else the title."""
        return self.sigle or self.title
