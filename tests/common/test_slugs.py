"""Addresses and codes made from French titles."""

import pytest

from dispositifs.models import Dispositif, Nature
from essaimage.common.models import SlugRedirect
from essaimage.common.slugs import SLUG_LENGTH, free_code, free_slug, french_slug
from tests.factories import make_dispositif, make_nature


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("L’accueil d’un cœur de ville", "l-accueil-d-un-coeur-de-ville"),
        ("Île-de-France : 2ᵉ appel !", "ile-de-france-2e-appel"),
        ("aujourd'hui", "aujourd-hui"),
        ("« ? »", ""),
        ("x" * 200, "x" * SLUG_LENGTH),
    ],
)
def test_a_title_gives_an_address_one_can_read_aloud(title, slug):
    assert french_slug(title) == slug


@pytest.mark.django_db
def test_an_address_taken_reserved_or_empty_is_never_given():
    make_dispositif(slug="aide")
    make_dispositif(slug="aide-2")

    assert free_slug(Dispositif, "Aide") == "aide-3"
    assert free_slug(Dispositif, "Comparer") == "comparer-2"
    assert len(free_slug(Dispositif, "?")) == 12


@pytest.mark.django_db
def test_the_address_that_a_sheet_has_left_is_never_given_to_another():
    fiche = make_dispositif(slug="aide")
    fiche.slug = "coup-de-pouce"
    fiche.save()

    assert free_slug(Dispositif, "Aide") == "aide-2"


@pytest.mark.django_db
def test_an_address_that_was_not_written_leaves_no_redirect():
    fiche = make_dispositif(slug="aide")
    fiche.slug = "coup-de-pouce"

    fiche.save(update_fields=["title"])

    assert not SlugRedirect.objects.exists()


@pytest.mark.django_db
def test_a_code_taken_is_drawn_at_random():
    make_nature("pret_d_honneur")

    assert free_code(Nature, "Apport en nature", separator="_") == "apport_en_nature"
    assert free_code(Nature, "Prêt d’honneur", separator="_") != "pret_d_honneur"
