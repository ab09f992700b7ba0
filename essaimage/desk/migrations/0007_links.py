"""Outgoing links and what came of their last visit; both groups read them and have them checked."""

from importlib import import_module

import essaimage.common.fields
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

groups_then = import_module("essaimage.desk.migrations.0002_groups")


def extend_groups(apps, schema_editor):
    """Let both groups read links and ask for a check."""
    alias = schema_editor.connection.alias
    create_permissions(installed.get_app_config("desk"), apps=apps, using=alias, verbosity=0)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    allowed = permissions.filter(
        content_type__app_label="desk",
        content_type__model="linkcheck",
        codename__in=["change_linkcheck", "view_linkcheck"],
    )
    for name in (groups_then.WRITERS, groups_then.PUBLISHERS):
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*allowed)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0006_groups_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=1000, unique=True, verbose_name='adresse')),
                ('site', models.CharField(db_index=True, max_length=270, verbose_name='site')),
                ('result', models.CharField(blank=True, choices=[('', 'pas encore vérifié'), ('vivant', 'vivant'), ('mort', 'mort'), ('incertain', 'incertain')], db_index=True, default='', max_length=9, verbose_name='résultat')),
                ('detail', essaimage.common.fields.FrenchCharField(blank=True, max_length=300, verbose_name='en clair')),
                ('status_code', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='code de la réponse')),
                ('moved_to', models.CharField(blank=True, max_length=1000, verbose_name='nouvelle adresse')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='vérifié le')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='échecs de suite')),
                ('first_failed_at', models.DateTimeField(blank=True, null=True, verbose_name='en échec depuis')),
                ('missing_since', models.DateTimeField(blank=True, null=True, verbose_name='introuvable depuis')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='vérification demandée le')),
                ('not_before', models.DateTimeField(blank=True, null=True, verbose_name='pas avant')),
                ('claimed_by', models.CharField(blank=True, editable=False, max_length=32)),
                ('claimed_until', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'lien sortant',
                'verbose_name_plural': 'liens sortants',
                'ordering': ['address'],
                'default_permissions': ('change', 'view'),
                'constraints': [models.CheckConstraint(condition=models.Q(('result__in', ['', 'vivant', 'mort', 'incertain'])), name='desk_linkcheck_result_known', violation_error_message='Un lien est vivant, mort ou incertain.'), models.CheckConstraint(condition=models.Q(('address', ''), _negated=True), name='desk_linkcheck_address_filled', violation_error_message='Un lien a une adresse.'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at__isnull', True), ('result', '')), models.Q(models.Q(('result', ''), _negated=True), ('checked_at__isnull', False)), _connector='OR'), name='desk_linkcheck_told_when_visited', violation_error_message='Un résultat a la date de sa vérification, et l’inverse.'), models.CheckConstraint(condition=models.Q(models.Q(('failures', 0), ('first_failed_at__isnull', True)), models.Q(('failures__gte', 1), ('first_failed_at__isnull', False)), _connector='OR'), name='desk_linkcheck_failures_dated', violation_error_message='Des échecs ont une date de début, et l’inverse.')],
            },
        ),
        migrations.RunPython(extend_groups, migrations.RunPython.noop),
    ]
