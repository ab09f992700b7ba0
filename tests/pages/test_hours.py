"""The clock of Paris alone shows and withdraws sheets, to the minute, on every page, nothing being written."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from dispositifs.models import Dispositif
from tests.factories import (
    make_adoption,
    make_case,
    make_case_repere,
    make_dispositif,
    make_factor,
    make_model,
    make_partenaire,
    make_phase,
    make_question,
    make_term,
)

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
MINUTE = timedelta(minutes=1)
# Where sheets of each kind are named, and the words that find them.
PLACES = {
    make_model: ("/modeles/", "/modeles/comparer/", "/sitemap.xml", "/nouveautes/"),
    make_question: ("/questions/", "/fiche-de-reunion/", "/sitemap.xml", "/nouveautes/"),
    make_phase: ("/etapes/", "/sitemap.xml", "/nouveautes/"),
    make_case: ("/pionniers/", "/pionniers/?q=zibeline", "/sitemap.xml", "/recherche/?q=zibeline"),
    make_dispositif: (
        *("/dispositifs/", "/dispositifs/?q=zibeline", "/recherche/?q=zibeline", "/sitemap.xml"),
        *("/nouveautes/", "/recherche/suggestions/?q=zibel"),
    ),
    make_partenaire: ("/partenaires/", "/recherche/?q=zibeline", "/sitemap.xml", "/nouveautes/"),
    make_term: ("/glossaire/", "/recherche/?q=zibeline", "/recherche/suggestions/?q=zibel"),
    make_factor: ("/principes/", "/recherche/?q=zibeline", "/nouveautes/"),
}
SLUG = "la-zibeline"


@pytest.fixture
def clock(monkeypatch):
    """Put the clock of the site at a moment of one's choice."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def shown_on(client, pages) -> list[bool]:
    """Whether the sheet is named on each page."""
    found = []
    for page in pages:
        answer = client.get(page, follow=True)
        assert answer.status_code == 200, page
        found.append("Zibeline" in answer.content.decode() or SLUG in answer.content.decode())
    return found


# Noon in winter, and both nights when the clocks change: 28 March and 31 October 2027.
HOURS = {
    "winter": datetime(2027, 1, 15, 12, 0, tzinfo=PARIS),
    "to summer": datetime(2027, 3, 28, 3, 0, tzinfo=PARIS),
    "to winter, the second time": datetime(2027, 10, 31, 2, 30, tzinfo=PARIS, fold=1),
}


@pytest.mark.parametrize("make", PLACES, ids=lambda make: make.__name__)
def test_a_sheet_is_withdrawn_from_every_page_at_its_minute(client, clock, make):
    end = HOURS["winter"].astimezone(UTC)
    fiche = make(title="Zibeline", slug=SLUG, ends_at=end)
    pages, url = PLACES[make], fiche.get_absolute_url()

    clock(end - MINUTE)
    assert shown_on(client, pages) == [True] * len(pages)
    clock(end)
    assert shown_on(client, pages) == [False] * len(pages)

    if "#" not in url:
        page = client.get(url).content.decode()
        assert "Fiche archivée" in page
        assert "noindex" in page


@pytest.mark.parametrize("hour", HOURS)
def test_hours_are_kept_on_the_nights_when_clocks_change(client, clock, hour):
    moment = HOURS[hour].astimezone(UTC)
    make_dispositif(title="Zibeline", slug=SLUG, ends_at=moment)
    make_dispositif(slug="la-suivante", published_at=moment)

    def listed() -> list[str]:
        page = client.get("/dispositifs/").content.decode()
        return [slug for slug in (SLUG, "la-suivante") if f'data-slug="{slug}"' in page]

    clock(moment - MINUTE)
    assert listed() == [SLUG]
    clock(moment)
    assert listed() == ["la-suivante"]
    clock(moment + timedelta(hours=1))
    assert listed() == ["la-suivante"]


def test_options_heirs_and_models_go_when_their_sheet_is_withdrawn(client, clock):
    end = timezone.now() + timedelta(hours=3)
    partner = make_partenaire(title="Un partenaire", slug="partant", ends_at=end)
    heir = make_dispositif(title="L’héritier", ends_at=end)
    make_dispositif(
        title="Ancien", vie="remplace", replaced_by=heir, replaced_by_text="Autre chose"
    )
    make_dispositif(slug="reste", partenaires=[partner])
    model = make_model(title="Modèle partant", slug="federation", ends_at=end)
    make_adoption(make_case(title="Pionnier"), model=model)
    make_phase(code="pilote", title="Étape partante", ends_at=end)
    make_case_repere(model=model, basis="nomme")

    schemes, cases = "/dispositifs/", "/pionniers/"
    before = client.get(schemes).content.decode() + client.get(cases).content.decode()
    clock(end)
    after = client.get(schemes).content.decode() + client.get(cases).content.decode()

    for words in ("partant", "L’héritier", "Modèle partant", "Étape partante"):
        assert words in before, words
        assert words not in after, words
    assert "Autre chose" in after


def test_a_model_nobody_adopted_leaves_the_filters_of_pioneers_at_its_hour(client, clock):
    end = timezone.now() + timedelta(hours=3)
    make_model(title="Modèle partant", slug="federation", ends_at=end)
    make_model(title="Modèle à venir", slug="integre", published_at=end)
    make_case()

    before = client.get("/pionniers/").content.decode()
    clock(end)
    after = client.get("/pionniers/").content.decode()

    assert "Modèle partant" in before
    assert "Modèle à venir" not in before
    assert "Modèle partant" not in after
    assert "Modèle à venir" in after


def test_counts_and_selections_forget_what_is_withdrawn(client, clock):
    end = timezone.now() + timedelta(hours=3)
    make_dispositif(title="Zibeline", slug=SLUG, ends_at=end, natures=["pret"])
    chosen = f"/selection/?d={SLUG}"

    assert 'data-total="1"' in client.get("/dispositifs/?nature=pret").content.decode()
    assert "est archivé" not in client.get(chosen).content.decode()
    clock(end)

    assert 'data-total="0"' in client.get("/dispositifs/?nature=pret").content.decode()
    assert "est archivé" in client.get(chosen).content.decode()


def test_an_end_put_off_or_given_up_does_not_come(client, clock):
    end = timezone.now() + timedelta(hours=3)
    later = make_dispositif(slug="plus-tard", ends_at=end)
    never = make_dispositif(slug="jamais", ends_at=end)
    client.get("/dispositifs/")
    Dispositif.objects.filter(pk=later.pk).update(ends_at=end + timedelta(hours=2))
    Dispositif.objects.filter(pk=never.pk).update(ends_at=None)

    def listed() -> set[str]:
        page = client.get("/dispositifs/").content.decode()
        return {slug for slug in ("plus-tard", "jamais") if f'data-slug="{slug}"' in page}

    clock(end + MINUTE)
    assert listed() == {"plus-tard", "jamais"}
    clock(end + timedelta(hours=2))
    assert listed() == {"jamais"}
