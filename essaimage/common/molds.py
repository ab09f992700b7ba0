"""Templates drawn once for each shape of what they show, then filled in with words (decision 0015).

A page draws twenty rows by the same template: they differ by their words, and by a few choices that
make a handful of shapes. The template is drawn once for each shape, with stand-ins instead of words.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

Shape = tuple[tuple[str, object], ...]  # what is drawn as it is: argument → value, hashable

# Signs of the Unicode private area round a number: no text of a template holds any.
_STAND_IN = "\ue000{}\ue001"
_FOUND = re.compile("\ue000([0-9]+)\ue001")


def filled(
    name: str, shape: Shape, words: Mapping[str, str], facts: Iterable[tuple[str, str]] = ()
) -> SafeString:
    """Draw the template ``name``; ``words`` and the values of ``facts`` are escaped when put in place.

    What it gives is what the template would: tests hold both to be equal. The template may test
    whether a word is there and show it; only what is in ``shape`` may be compared or filtered.
    """
    facts = tuple(facts)
    present = tuple(word for word, value in words.items() if value)
    labels = tuple((label, bool(value)) for label, value in facts)
    cast = _cast.__wrapped__ if settings.DEBUG else _cast
    mold, order = cast(name, shape, tuple(words), present, labels)
    values = [words[word] for word in present] + [value for _, value in facts]
    shown = [value.__html__() if hasattr(value, "__html__") else escape(value) for value in values]
    return SafeString(mold % tuple([shown[number] for number in order]))


@lru_cache(maxsize=1024)
def _cast(
    name: str,
    shape: Shape,
    words: tuple[str, ...],
    present: tuple[str, ...],
    labels: tuple[tuple[str, bool], ...],
) -> tuple[str, tuple[int, ...]]:
    """Return the template drawn with a hole for each word shown, and which word goes in each hole."""
    arguments = dict.fromkeys(words, "")
    arguments |= {word: _STAND_IN.format(number) for number, word in enumerate(present)}
    numbered = enumerate(labels, start=len(present))
    facts = [
        (label, _STAND_IN.format(number) if told else "") for number, (label, told) in numbered
    ]
    drawn = render_to_string(name, {**arguments, **dict(shape), "facts": facts})
    order = tuple(int(number) for number in _FOUND.findall(drawn))
    return _FOUND.sub("%s", drawn.replace("%", "%%")), order
