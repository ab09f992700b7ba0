"""The three kinds of sheets that tables hold, and their columns in the order one reads them."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.utils.text import capfirst

from dispositifs.models import Dispositif, Partenaire
from essaimage.common.content.layout import content_fields, is_link, is_links
from essaimage.common.models import Fiche
from models_catalog.models import CaseStudy

CODE, MARK = "code", "repere"
FIRST = ("title", "sigle", "summary")
LAST = ("body", "slug", "status", "published_at", "review_months")
# Where the label of the form says too little once it stands alone above a column.
HEADERS = {
    "slug": "Adresse de la page",
    "ended_precision": "Précision de la fin",
    "founded_precision": "Précision de la fondation",
    "ruralite_reason": "Raison de la ruralité",
    "ends_at": "Retirée le",
}


@dataclass(frozen=True)
class Column:
    """A column: the name of its field, what stands above it; no field for the code and the mark."""

    name: str
    header: str
    field: models.Field | None = None

    @property
    def is_required(self) -> bool:
        """Whether a new sheet cannot do without."""
        if self.field is None or self.name == "slug":
            return False
        if is_links(self.field):
            return not self.field.blank
        return not (self.field.blank or self.field.null or self.field.has_default())

    @property
    def is_link(self) -> bool:
        """Whether its cells name other rows of the content."""
        return self.field is not None and (is_link(self.field) or is_links(self.field))


@dataclass(frozen=True)
class Kind:
    """A kind of sheets: its address in the admin, its model, what its table is called."""

    slug: str
    model: type[Fiche]
    title: str

    @property
    def label(self) -> str:
        """The label of its model, « dispositifs.dispositif »."""
        return self.model._meta.label_lower

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Every column: the code, all that fixtures hold of the sheet itself, the mark of the export."""
        fields = content_fields(self.model)
        middle = [name for name in fields if name not in FIRST + LAST]
        held = [
            Column(name, HEADERS.get(name, capfirst(str(fields[name].verbose_name))), fields[name])
            for name in (*FIRST, *middle, *LAST)
        ]
        return (Column(CODE, "Code"), *held, Column(MARK, "Repère"))

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by the name of their field."""
        return {column.name: column for column in self.columns}

    def may(self, user, action: str) -> bool:
        """Whether ``user`` may ``action`` (view, add, change, publish) such sheets."""
        meta = self.model._meta
        return user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}")

    def may_import(self, user) -> bool:
        """Whether ``user`` may bring a table in: it adds and it changes."""
        return self.may(user, "add") and self.may(user, "change")


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("dispositifs", Dispositif, "Dispositifs"),
        Kind("partenaires", Partenaire, "Partenaires"),
        Kind("pionniers", CaseStudy, "Pionniers"),
    )
}


def kind_of(label: str) -> Kind | None:
    """Return the kind whose model has this label; None for what tables do not hold."""
    return next((kind for kind in KINDS.values() if kind.label == label), None)
