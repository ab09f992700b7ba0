"""The factories make rows that the site itself would accept."""

import inspect

import pytest
from django.contrib.auth.models import Group
from django.db.models import Model

from tests import factories

MAKERS = sorted(name for name in factories.__all__ if name != "make_citation")


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.django_db
def test_a_factory_with_no_argument_makes_a_valid_row(name):
    row = getattr(factories, name)()

    assert isinstance(row, Model)
    row.full_clean()


def test_every_factory_says_what_it_makes():
    silent = [name for name in factories.__all__ if not inspect.getdoc(getattr(factories, name))]

    assert silent == []


@pytest.mark.django_db
def test_a_sheet_is_published_with_one_dated_citation():
    fiche = factories.make_dispositif(natures=["pret"], partenaires=["ademe"], phases=["idee"])

    assert fiche.is_published
    assert fiche.citations.dated().count() == 1
    assert fiche.natures.get().code == "pret"
    assert fiche.roles.get().partenaire.slug == "ademe"
    assert fiche.phases.get().code == "idee"


@pytest.mark.django_db
def test_an_editor_is_in_the_groups_named():
    Group.objects.get_or_create(name="rédaction")

    assert factories.make_editor("rédaction").groups.get().name == "rédaction"
