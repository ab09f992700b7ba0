"""Sheets that look alike and are two things; both groups say so and take it back."""

from importlib import import_module

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

groups_then = import_module("essaimage.desk.migrations.0002_groups")


def extend_groups(apps, schema_editor):
    """Let both groups say that two sheets are two things."""
    alias = schema_editor.connection.alias
    create_permissions(installed.get_app_config("desk"), apps=apps, using=alias, verbosity=0)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    allowed = permissions.filter(
        content_type__app_label="desk", content_type__model="twinsapart"
    )
    for name in (groups_then.WRITERS, groups_then.PUBLISHERS):
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*allowed)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0010_groups_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name='TwinsApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.CharField(max_length=150, verbose_name='l’une')),
                ('second', models.CharField(max_length=150, verbose_name='l’autre')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='dit le')),
            ],
            options={
                'verbose_name': 'faux doublon',
                'verbose_name_plural': 'faux doublons',
                'ordering': ['-decided_at', 'first'],
                'default_permissions': ('add', 'delete', 'view'),
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='desk_twinsapart_once', violation_error_message='C’est déjà dit de ces deux fiches.'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second')), models.Q(('first', ''), _negated=True)), name='desk_twinsapart_in_order', violation_error_message='Il faut deux fiches, dans l’ordre des lettres.')],
            },
        ),
        migrations.RunPython(extend_groups, migrations.RunPython.noop),
    ]
