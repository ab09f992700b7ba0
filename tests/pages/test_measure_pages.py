"""Pages are measured as visitors get them, in every profile."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from essaimage.pages.management.commands import measure_pages
from tests.factories import make_dispositif

pytestmark = pytest.mark.django_db


def measured() -> str:
    output = StringIO()
    call_command("measure_pages", runs=1, stdout=output)
    return output.getvalue()


@pytest.mark.parametrize("hosts", [["localhost"], [".exemple.fr"], ["*"]])
def test_pages_are_measured_where_https_is_asked_for(settings, hosts):
    settings.ALLOWED_HOSTS = hosts
    settings.SECURE_SSL_REDIRECT = True
    make_dispositif(slug="aide")

    account = measured()

    assert "/dispositifs/aide/" in account
    assert "pages mesurées" in account


def test_a_page_that_does_not_answer_is_not_measured(monkeypatch):
    monkeypatch.setattr(measure_pages, "own_host", lambda: "ailleurs.exemple")

    with pytest.raises(CommandError, match="répond"):
        measured()
