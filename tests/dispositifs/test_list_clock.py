"""What the clock alone changes in the list of schemes is seen by the next request."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from dispositifs.models import EVIDENCE_MONTHS
from dispositifs.scheme_source import midnight, stale_on
from essaimage.common.dates import months_before
from tests.factories import (
    make_citation,
    make_dispositif,
    make_model,
    make_partenaire,
    make_phase,
    make_source,
    make_window,
)
from tests.factories.ground import today

from .reading_pages import read_list

pytestmark = pytest.mark.django_db
URL = "/dispositifs/"


@pytest.fixture
def clock(monkeypatch):
    """Put the clock of the site at a moment of one's choice."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


@pytest.mark.parametrize("day", [date(2023, 8, 31), date(2024, 2, 29), date(2024, 5, 10)])
def test_a_proof_grows_old_on_the_day_that_the_rule_says(day):
    stale = stale_on(day)

    assert months_before(stale, EVIDENCE_MONTHS) > day
    assert months_before(stale - timedelta(days=1), EVIDENCE_MONTHS) <= day


def test_a_scheme_is_to_check_from_the_midnight_in_paris_when_its_proof_is_too_old(client, clock):
    dispositif = make_dispositif(dated=False)
    proof = today() - timedelta(days=60)
    make_citation(dispositif, source=make_source(date=proof))
    night = midnight(stale_on(proof))

    def states() -> dict[str, int]:
        return read_list(client.get(URL)).counts["etat"]

    assert states()["actif"] == 1
    clock(night - timedelta(seconds=1))
    assert states()["actif"] == 1
    clock(night)
    assert (states()["actif"], states()["a_verifier"]) == (0, 1)


def test_the_first_to_close_are_no_longer_offered_once_the_last_has_closed(client, clock):
    make_window(make_dispositif(), closes=today() + timedelta(days=3))
    night = midnight(today() + timedelta(days=4))

    assert "tri=cloture" in client.get(URL).content.decode()
    clock(night - timedelta(seconds=1))
    assert "tri=cloture" in client.get(URL).content.decode()
    clock(night)
    assert "tri=cloture" not in client.get(URL).content.decode()


def test_options_and_schemes_appear_at_their_hour(client, clock):
    hour = timezone.now() + timedelta(hours=3)
    coming = make_partenaire(slug="a-venir", published_at=hour)
    make_dispositif(slug="la", partenaires=[coming])
    make_dispositif(slug="plus-tard", published_at=hour)
    make_phase(code="pilote", slug="pilote", published_at=hour)
    make_model(slug="federation", published_at=hour)

    before = read_list(client.get(URL))
    clock(hour)
    after = read_list(client.get(URL))

    assert (before.slugs, before.counts.get("partenaire")) == (["la"], None)
    assert set(after.slugs) == {"la", "plus-tard"}
    assert after.counts["partenaire"] == {"a-venir": 1}
    assert after.counts["phase"] == {"pilote": 0}
    assert after.counts["modele"] == {"federation": 2}
