"""How schemes stand to a territory, worked out from their rows: the reference meaning of ``territoire``."""

from essaimage.territoires.models import Territory

from .coverage import Standing, standing
from .rules_reading import coverage_rows, place_of


def standings_in(territory: Territory) -> dict[int, Standing]:
    """Return the schemes that cover ``territory`` or something inside it, and how: two queries or three."""
    place = place_of(territory)
    if place is None:
        return {}
    found = {pk: standing(rows, place) for pk, rows in coverage_rows().items()}
    return {pk: how for pk, how in found.items() if how is not None}
