"""Addresses and codes made from French titles: « L’accueil d’un cœur » gives « l-accueil-d-un-coeur »."""

import re
from itertools import chain, count

from django.db.models import Model
from django.utils.text import slugify

from .models import RESERVED_SLUGS, SlugRedirect, Version, new_code
from .typography import without_accents

SLUG_LENGTH = 70  # letters: leaves room for a number


def french_slug(text: str) -> str:
    """Return ``text`` as an address: accents dropped, elisions apart; empty when no letter is left."""
    return slugify(re.sub(r"['’]", " ", without_accents(text)))[:SLUG_LENGTH].strip("-")


def free_slug(model: type[Model], title: str) -> str:
    """Return the address for a new sheet of ``model``: from ``title``, numbered when it is taken.

    An address that a renamed sheet has left is taken: it leads to that sheet.
    """
    wanted = french_slug(title) or new_code()
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(slug for slug in chain([wanted], numbered) if _is_free(model, slug))


def _is_free(model: type[Model], slug: str) -> bool:
    label = model._meta.label_lower
    return not (
        slug in RESERVED_SLUGS
        or model.objects.filter(slug=slug).exists()
        or SlugRedirect.objects.filter(model_label=label, slug=slug).exists()
    )


def free_code(model: type[Model], text: str, separator: str = "-") -> str:
    """Return a readable code for a new row of ``model``; one drawn at random when it is taken.

    The code of a sheet that was deleted is taken: its history is not that of another one.
    """
    wanted = french_slug(text).replace("-", separator)
    label = model._meta.label_lower
    taken = (
        not wanted
        or model.objects.filter(code=wanted).exists()
        or Version.objects.filter(model_label=label, fiche_code=wanted).exists()
    )
    return new_code() if taken else wanted
