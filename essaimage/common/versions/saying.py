"""The values of a version, said in French as an editor knows them: labels, dates, names of links."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from ..content.layout import Key, content_models, is_link, is_links, target_label
from ..content.values import Plain, python
from ..dates import french_date
from ..fields import FrenchTextMixin
from ..figures import number
from ..models import Fiche, Version
from .trees import Tree, flat, kept_fields

Names = Mapping[Key, str]
GONE = "{} (supprimé depuis)"


def label_of(field: models.Field) -> str:
    """Return what the form calls a field, its first letter a capital."""
    return capfirst(str(field.verbose_name))


def is_text(field: models.Field) -> bool:
    """Whether a field holds sentences, compared word by word."""
    return isinstance(field, FrenchTextMixin) and not field.choices


def said(field: models.Field, value: Plain, names: Names) -> str:
    """Return a plain value as one reads it; empty for nothing."""
    if value is None or value == "" or value == []:
        return ""
    if is_links(field):
        return ", ".join(said_links(field, value, names))
    if is_link(field):
        return name_of_link(field, value, names)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    known = python(field, value)
    if isinstance(known, dt.datetime):
        return date_format(timezone.localtime(known), "j F Y à H:i")
    if isinstance(known, dt.date):
        return french_date(known)
    return number(known) if isinstance(known, int | Decimal) else str(known)


def said_links(field: models.Field, codes: list[str], names: Names) -> list[str]:
    """Return the names of what a field links to, in French order."""
    return sorted(name_of_link(field, code, names) for code in codes)


def name_of_link(field: models.Field, code: str, names: Names) -> str:
    """Return the name of what ``code`` names; the code itself when nobody knows better."""
    return names.get((target_label(field), code), code)


def name_of_row(label: str, values: dict[str, Plain], names: Names) -> str:
    """Return what tells a row from its neighbours: its first words, else its first link or choice."""
    model = content_models()[label]
    fields = [field for name, field in kept_fields(model).items() if name != model.fixture_owner]
    ranked = sorted(fields, key=lambda field: (not is_text(field), not is_link(field)))
    for field in ranked:
        if text := said(field, values.get(field.name), names):
            return text if len(text) <= 90 else f"{text[:90].rsplit(' ', 1)[0]}…"
    return ""


def names_in(*trees: Tree) -> dict[Key, str]:
    """Return the name of everything that ``trees`` link to: one query for each model linked to.

    What is gone is called as its last version was.
    """
    wanted = links_in(*trees)
    names: dict[Key, str] = {}
    for label, codes in wanted.items():
        rows = content_models()[label]._base_manager.in_bulk(sorted(codes), field_name="code")
        names |= {(label, code): str(row) for code, row in rows.items()}
    gone = [(label, code) for label, codes in wanted.items() for code in codes]
    gone = [key for key in gone if key not in names]
    if gone:
        labels, codes = ({key[part] for key in gone} for part in (0, 1))
        last = Version.objects.filter(model_label__in=labels, fiche_code__in=codes).newest()
        titles = {
            (label, code): title
            for label, code, title in last.values_list("model_label", "fiche_code", "title")
        }
        names |= {key: GONE.format(titles.get(key) or key[1]) for key in gone}
    return names


def links_in(*trees: Tree) -> dict[str, set[str]]:
    """Return the codes that ``trees`` link to, by label of model."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for tree in trees:
        for (label, _), values in flat(tree).items():
            for name, field in kept_fields(content_models()[label]).items():
                value = values.get(name)
                if is_links(field):
                    wanted[target_label(field)].update(value or [])
                elif is_link(field) and value:
                    wanted[target_label(field)].add(value)
    return wanted


def root_of(tree: Tree) -> str:
    """Return the label of the sheet that ``tree`` is the version of."""
    fiches = [label for label in tree if issubclass(content_models()[label], Fiche)]
    return fiches[0] if fiches else next(iter(tree))
