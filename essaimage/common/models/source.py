"""Where facts come from (source), and what a source establishes about a sheet (citation)."""

from django.db import models

from ..dates import DatePrecision, french_date
from ..fields import FrenchCharField
from .keyed import Keyed, choices_constraint


class Extent(models.TextChoices):
    """How much of the source was read: a silence proves nothing in an extract."""

    PAGE = "page", "page entière"
    EXTRACT = "extrait", "début ou extrait"


class Source(Keyed):
    """A page, a report, a law: who published it, when, where it is found, how much was read."""

    fixture_file = "03_sources.yaml"

    publisher = FrenchCharField("éditeur", max_length=120)
    title = FrenchCharField("titre", max_length=240)
    url = models.URLField(
        "adresse",
        max_length=500,
        null=True,
        blank=True,
        help_text="Entière, sinon vide : jamais tronquée.",
    )
    date = models.DateField(
        "date", null=True, blank=True, help_text="Vide si la page n’est pas datée."
    )
    date_precision = models.CharField(
        "précision de la date", max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    extent = models.CharField(
        "ce qui a été lu", max_length=7, choices=Extent, default=Extent.EXTRACT
    )
    read_on = models.DateField("lue le", null=True, blank=True)
    is_worth_reading = models.BooleanField(
        "à lire", default=False, help_text="Coché : la source paraît dans la page Ressources."
    )
    reason_to_read = FrenchCharField("pourquoi la lire", max_length=300, blank=True)

    class Meta(Keyed.Meta):
        verbose_name = "source"
        verbose_name_plural = "sources"
        ordering = ["publisher", "title"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("date_precision", DatePrecision, "Cette précision n’existe pas."),
            choices_constraint("extent", Extent, "Dites si la page ou un extrait a été lu."),
            models.CheckConstraint(
                name="common_source_url_whole",
                condition=models.Q(url__isnull=True)
                | (
                    ~models.Q(url="")
                    & ~models.Q(url__contains="…")
                    & ~models.Q(url__endswith="...")
                ),
                violation_error_message="Une adresse tronquée ne mène nulle part : laissez-la vide.",
            ),
            models.CheckConstraint(
                name="common_source_reading_has_reason",
                condition=models.Q(is_worth_reading=False) | ~models.Q(reason_to_read=""),
                violation_error_message="Dites en une phrase pourquoi cette source mérite d’être lue.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}, {self.title}"

    @property
    def date_said(self) -> str:
        """The date in French, as precise as the source gives it; empty when it gives none."""
        return french_date(self.date, self.date_precision)


class Establishes(models.TextChoices):
    """What a citation proves about the sheet."""

    EXISTENCE = "existence", "existence"
    AMOUNT = "montant", "montant"
    THRESHOLD = "seuil", "seuil"
    MODEL = "modele", "modèle"
    DATE = "date", "date"
    FIGURE = "chiffre", "chiffre"
    DEFINITION = "definition", "définition"
    LAW = "droit", "règle de droit"
    PRACTICE = "pratique", "pratique"


class Confidence(models.TextChoices):
    """How sure the fact is, given what was read."""

    HIGH = "forte", "forte"
    MEDIUM = "moyenne", "moyenne"
    LOW = "faible", "faible"


class CitationQuerySet(models.QuerySet):
    """Citations, in the words of pages."""

    def get_by_natural_key(self, code: str) -> "Citation":
        return self.get(code=code)

    def dated(self):
        """Keep those whose source bears a date."""
        return self.filter(source__date__isnull=False)


class Citation(Keyed):
    """A fact about a sheet, said in our words, with the source that establishes it.

    Each kind of sheet has its own table of citations, so that the database itself keeps the link
    (decision 0003); ``fiche`` is the name of the foreign key in every one of them.
    """

    fixture_owner = "fiche"

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="%(class)s_set", verbose_name="source"
    )
    establishes = models.CharField("établit", max_length=10, choices=Establishes)
    fact = FrenchCharField("fait", max_length=500, help_text="En une phrase, avec nos mots.")
    confidence = models.CharField(
        "confiance", max_length=7, choices=Confidence, default=Confidence.HIGH
    )
    order = models.PositiveSmallIntegerField("ordre", default=100)

    objects = CitationQuerySet.as_manager()

    class Meta(Keyed.Meta):
        abstract = True
        verbose_name = "fait sourcé"
        verbose_name_plural = "faits sourcés"
        ordering = ["order", "pk"]
        constraints = [
            *Keyed.Meta.constraints,
            choices_constraint("establishes", Establishes, "Dites ce que la source établit."),
            choices_constraint(
                "confidence", Confidence, "La confiance est forte, moyenne ou faible."
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_fact_filled",
                condition=~models.Q(fact=""),
                violation_error_message="Écrivez le fait que la source établit.",
            ),
        ]

    def __str__(self) -> str:
        return self.fact
