"""One sheet, and two people of the publication group to write on it."""

import pytest

from tests.client import InspectingClient
from tests.factories import make_citation, make_dispositif

from .editing import entered


@pytest.fixture
def fiche():
    made = make_dispositif(
        natures=["pret"], title="Aide", slug="aide", steps="Écrire avant mars.", dated=False
    )
    make_citation(made, fact="Un.", order=1)
    return made


@pytest.fixture
def mine() -> InspectingClient:
    return entered("publication", first_name="Ada", last_name="Moi")


@pytest.fixture
def other() -> InspectingClient:
    return entered("publication", first_name="Bo", last_name="Autre")


@pytest.fixture
def facts(fiche) -> list:
    """Two rows: « Un. », « Deux. »."""
    return [*fiche.citations.all(), make_citation(fiche, fact="Deux.", order=2)]
