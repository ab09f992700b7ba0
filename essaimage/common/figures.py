"""Numbers and amounts as they are said in French."""

from decimal import Decimal
from functools import lru_cache

from django.utils.formats import number_format

from .typography import NBSP

MINUS = "\N{MINUS SIGN}"
_LARGE = ((10**9, "Md€"), (10**6, "M€"))


@lru_cache(maxsize=10_000)
def number(value: Decimal | int | float | None) -> str:
    """Say a number: « 1 646 », « 57,5 », « −2 », its minus sign a real one; nothing for None."""
    if value is None:
        return ""
    whole = Decimal(str(value)).normalize()
    decimals = max(0, -whole.as_tuple().exponent)
    said = number_format(whole, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return said.replace("\u202f", NBSP).replace("-", MINUS)


def signed(value: int) -> str:
    """Say what is added or taken: « +2 », « −1 », « 0 »."""
    return f"+{number(value)}" if value > 0 else number(value)


def euros(value: Decimal | int | None) -> str:
    """Say an amount in euros as people do: « 6 000 € », « 1,5 M€ », « 3 Md€ »; nothing for None."""
    if value is None:
        return ""
    for size, unit in _LARGE:
        if value >= size and Decimal(value) % (size // 100) == 0:
            return f"{number(Decimal(value) / size)}{NBSP}{unit}"
    return f"{number(value)}{NBSP}€"


def inhabitants(count: int) -> str:
    """Say how many people live somewhere: « 12 955 habitants », « 1 habitant »."""
    return f"{number(count)} habitant{'s' if count > 1 else ''}"
