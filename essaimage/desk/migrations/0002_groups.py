"""The two groups of editors: « rédaction » writes, « publication » also publishes and deletes."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITERS, PUBLISHERS = "rédaction", "publication"

CONTENT = ("common", "models_catalog", "dispositifs")
KEPT_BY_THE_SITE = {("common", "loadedobject"), ("common", "slugredirect")}
READ_ONLY = ("territoires",)
# What has no draft: visitors read it as soon as it is saved.
SHOWN_AT_ONCE = {
    ("common", "frequentquestion"),
    ("models_catalog", "caserepere"),
    ("dispositifs", "dispositifrepere"),
}


def create_groups(apps, schema_editor):
    """Create both groups with their permissions, which ``post_migrate`` has not made yet."""
    alias = schema_editor.connection.alias
    for label in (*CONTENT, *READ_ONLY, "desk", "admin"):
        create_permissions(
            installed.get_app_config(label), apps=apps, using=alias, verbosity=0
        )
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    everything = permissions.select_related("content_type")
    for name, allows in ((WRITERS, writers_may), (PUBLISHERS, publishers_may)):
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*filter(allows, everything))


def writers_may(permission):
    """Write all content, delete rows and drafts (the admin keeps what is published), read the rest."""
    action, kind = read(permission)
    if kind in SHOWN_AT_ONCE:
        return action == "view"
    if kind[0] in CONTENT and kind not in KEPT_BY_THE_SITE:
        return action in {"add", "change", "delete", "view"}
    if kind == ("desk", "message"):
        return action in {"change", "view"}
    seen = kind[0] in READ_ONLY or kind in KEPT_BY_THE_SITE or kind == ("admin", "logentry")
    return seen and action == "view"


def publishers_may(permission):
    """What writers may, and also publish, forget an old address, delete a message."""
    action, kind = read(permission)
    if kind in SHOWN_AT_ONCE:
        return action in {"add", "change", "delete", "view"}
    more = {
        "publish": kind[0] in CONTENT,
        "delete": kind in {("common", "slugredirect"), ("desk", "message")},
    }
    return writers_may(permission) or more.get(action, False)


def read(permission):
    """Return the action and the (application, model) of a permission."""
    kind = permission.content_type
    return permission.codename.partition("_")[0], (kind.app_label, kind.model)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
        ("common", "0002_frequent_questions"),
        ("territoires", "0001_initial"),
        ("models_catalog", "0002_reperes"),
        ("dispositifs", "0003_question_help"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
