"""The groups of editors: both deal with the errors that visitors report, « publication » deletes them."""

from importlib import import_module

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

groups_then = import_module("essaimage.desk.migrations.0002_groups")

REPORTED = ("desk", "correction")


def extend_groups(apps, schema_editor):
    """Give both groups what they need on a table that did not exist when they were created."""
    alias = schema_editor.connection.alias
    create_permissions(installed.get_app_config("desk"), apps=apps, using=alias, verbosity=0)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    concerned = permissions.filter(content_type__app_label="desk").select_related("content_type")
    for name, actions in (
        (groups_then.WRITERS, {"change", "view"}),
        (groups_then.PUBLISHERS, {"change", "view", "delete"}),
    ):
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*(each for each in concerned if may(each, actions)))


def may(permission, actions):
    """Whether a permission is one of ``actions`` on the errors reported."""
    action, kind = groups_then.read(permission)
    return kind == REPORTED and action in actions


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0005_corrections"),
    ]

    operations = [migrations.RunPython(extend_groups, migrations.RunPython.noop)]
