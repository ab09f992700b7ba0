"""The fixtures of the project, through every way in and out."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import URLField
from django.forms import modelform_factory

from essaimage.common.content.layout import content_fields, content_models
from essaimage.common.models import Fiche

pytestmark = pytest.mark.django_db


def load() -> str:
    """Load the fixtures of the project; return the account."""
    said = StringIO()
    call_command("load_content", stdout=said)
    return said.getvalue().splitlines()[-1]


def test_the_fixtures_of_the_project_are_canonical():
    load()
    out = StringIO()

    try:
        call_command("export_content", "--check", stdout=out)
    except CommandError as error:
        pytest.fail(f"{error}\n{out.getvalue()[:3000]}")


def test_the_fixtures_of_the_project_load_with_django_alone():
    paths = sorted(settings.FIXTURES_DIR.glob("*.yaml"))

    call_command("loaddata", *map(str, paths), verbosity=0)

    assert set(load().split()[1:]) == {"inchangées."}


def form_field(field, **options):
    """Return the field of a form, as the admin makes it."""
    if isinstance(field, URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


def test_sheets_saved_as_they_are_in_a_form_are_no_edits():
    load()
    sheets = [model for model in content_models().values() if issubclass(model, Fiche)]

    for model in sheets:
        form_class = modelform_factory(
            model, fields=[*content_fields(model)], formfield_callback=form_field
        )
        for fiche in model.objects.all():
            values = {field.name: field.value() for field in form_class(instance=fiche)}
            sent = {
                name: value.replace("\n", "\r\n") if isinstance(value, str) else value
                for name, value in values.items()
            }
            form = form_class(sent, instance=fiche)
            assert form.is_valid(), (fiche, form.errors)
            form.save()

    assert set(load().split()[1:]) == {"inchangées."}
