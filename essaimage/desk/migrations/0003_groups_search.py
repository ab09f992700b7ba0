"""The groups of editors, and what came since: synonyms to write, vain searches and zonages to read."""

from importlib import import_module

from django.contrib.auth.management import create_permissions
from django.apps import apps as installed
from django.db import migrations

groups_then = import_module("essaimage.desk.migrations.0002_groups")

WRITTEN = {("search", "synonymgroup")}
READ = {("search", "miss")}
OFFICIAL = "territoires"


def extend_groups(apps, schema_editor):
    """Give both groups the permissions on the models that did not exist when they were created."""
    alias = schema_editor.connection.alias
    for label in ("search", OFFICIAL):
        create_permissions(
            installed.get_app_config(label), apps=apps, using=alias, verbosity=0
        )
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    concerned = permissions.filter(
        content_type__app_label__in=["search", OFFICIAL]
    ).select_related("content_type")
    allowed = [permission for permission in concerned if editors_may(permission)]
    for group in groups.filter(name__in=[groups_then.WRITERS, groups_then.PUBLISHERS]):
        group.permissions.add(*allowed)


def editors_may(permission):
    """Write synonyms, deal with vain searches, read official lists."""
    action, kind = groups_then.read(permission)
    if kind in WRITTEN:
        return action in {"add", "change", "delete", "view"}
    if kind in READ:
        return action in {"change", "view"}
    return kind[0] == OFFICIAL and action == "view"


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_groups"),
        ("search", "0003_misses"),
        ("territoires", "0002_reference_and_zonages"),
    ]

    operations = [migrations.RunPython(extend_groups, migrations.RunPython.noop)]
