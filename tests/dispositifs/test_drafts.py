"""What a scheme is tied to and visitors may not read yet is not told on its page nor in lists."""

import pytest

from dispositifs.choices import Vie
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_dispositif

pytestmark = pytest.mark.django_db


def test_the_heir_of_a_scheme_is_not_told_before_it_is_published(client):
    heir = make_dispositif(title="Encore secret", status="brouillon")
    closed = make_dispositif(title="Fermé", vie=Vie.REMPLACE, replaced_by=heir)

    for url in ("/dispositifs/", closed.get_absolute_url()):
        page = client.get(url)
        assert_contains(page, "Remplacé")
        assert_not_contains(page, "Encore secret", "Remplacé par")


def test_the_programme_of_a_scheme_is_not_told_before_it_is_published(client):
    programme = make_dispositif(title="Encore secret", slug="secret", status="brouillon")
    part = make_dispositif(title="Une déclinaison", programme=programme)

    assert_not_contains(client.get(part.get_absolute_url()), "Encore secret", "secret/")
