"""Every text of the content that is written in French, for the tests that read them all."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from essaimage.common.fields import FrenchTextMixin
from essaimage.common.models import Keyed

_LINK_TARGET = re.compile(r"(?<=\])\([^)]*\)")
# An address, the name of a site, a piece of code: not French.
_NOT_FRENCH = re.compile(r"https?://\S+|`[^`]*`|\b[\w.-]+\.(?:fr|org|com|net|co|eu|coop|media)\b")


def content_models() -> list[type[Keyed]]:
    """Return every model whose rows are content: those of the fixtures."""
    return [model for model in apps.get_models() if issubclass(model, Keyed)]


def french_texts() -> Iterator[tuple[str, str]]:
    """Yield (where, text) for every French text that holds something: « common.term essaimage, texte »."""
    return texts_of(lambda field: isinstance(field, FrenchTextMixin))


def all_texts() -> Iterator[tuple[str, str]]:
    """Yield the same for every text, codes and addresses of pages included, not the web addresses."""
    return texts_of(
        lambda field: (
            isinstance(field, models.CharField | models.TextField)
            and not isinstance(field, models.URLField)
        )
    )


def texts_of(is_read) -> Iterator[tuple[str, str]]:
    """Yield (where, text) for the fields that ``is_read`` keeps, one query per table."""
    for model in content_models():
        fields = [field for field in model._meta.concrete_fields if is_read(field)]
        names = [field.attname for field in fields]
        if not names:
            continue
        for code, *values in model.objects.order_by("code").values_list("code", *names):
            for field, text in zip(fields, values, strict=True):
                if text:
                    yield f"{model._meta.label_lower} {code}, {field.verbose_name}", text


def words_only(text: str) -> str:
    """Return ``text`` without what is not French: targets of links, addresses, code."""
    return _NOT_FRENCH.sub(" ", _LINK_TARGET.sub("", text))
