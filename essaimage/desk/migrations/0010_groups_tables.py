"""The groups of editors: both read what was imported."""

from importlib import import_module

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

groups_then = import_module("essaimage.desk.migrations.0002_groups")


def extend_groups(apps, schema_editor):
    """Give both groups the list of imports, which did not exist when they were created."""
    alias = schema_editor.connection.alias
    create_permissions(installed.get_app_config("desk"), apps=apps, using=alias, verbosity=0)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    seen = permissions.filter(content_type__app_label="desk", codename="view_importrun")
    for name in (groups_then.WRITERS, groups_then.PUBLISHERS):
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*seen)


class Migration(migrations.Migration):
    dependencies = [("desk", "0009_tables")]

    operations = [migrations.RunPython(extend_groups, migrations.RunPython.noop)]
