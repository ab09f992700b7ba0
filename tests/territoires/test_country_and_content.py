"""The whole country and the content, loaded one beside the other: they never disagree."""

from io import StringIO

import pytest
from django.core.management import call_command

from essaimage.territoires.models import Commune

pytestmark = pytest.mark.django_db

COUNTRY = "34\u00a0969 communes aujourd’hui."


def run(command: str, *options: str) -> list[str]:
    """Run a command; return the lines it said."""
    out = StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue().splitlines()


def said_of_communes() -> set[tuple]:
    names = ("code", "name", "departement__code", "population", "population_year")
    return set(Commune.objects.values_list(*names))


def test_the_country_changes_neither_the_content_nor_its_export():
    run("load_content")
    written = said_of_communes()

    assert run("load_reference")[-1] == COUNTRY

    assert written <= said_of_communes()
    assert run("load_content")[-1].endswith(" inchangées.")
    assert run("export_content", "--check")[-1].startswith("0 différent, ")
    assert "Rien n’a changé." in run("load_reference")
