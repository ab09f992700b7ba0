"""The groups of editors: both write the answers of the questionnaire and what they say of the models."""

from importlib import import_module

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

groups_then = import_module("essaimage.desk.migrations.0002_groups")

WRITTEN = {("models_catalog", "answer"), ("models_catalog", "affinity")}


def extend_groups(apps, schema_editor):
    """Give both groups what they need on rows that did not exist when they were created."""
    alias = schema_editor.connection.alias
    create_permissions(
        installed.get_app_config("models_catalog"), apps=apps, using=alias, verbosity=0
    )
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    concerned = permissions.filter(content_type__app_label="models_catalog").select_related(
        "content_type"
    )
    allowed = [permission for permission in concerned if editors_may(permission)]
    for group in groups.filter(name__in=[groups_then.WRITERS, groups_then.PUBLISHERS]):
        group.permissions.add(*allowed)


def editors_may(permission):
    """Write answers and their weights; the admin keeps those of a published question."""
    action, kind = groups_then.read(permission)
    return kind in WRITTEN and action in {"add", "change", "delete", "view"}


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_groups_search"),
        ("models_catalog", "0003_orientation"),
    ]

    operations = [migrations.RunPython(extend_groups, migrations.RunPython.noop)]
