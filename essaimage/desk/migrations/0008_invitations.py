"""Who is asked to write here, by whom, until when."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('desk', '0007_links'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_name', models.CharField(max_length=150, verbose_name='prénom')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='nom')),
                ('email', models.EmailField(max_length=254, verbose_name='adresse électronique')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(editable=False, verbose_name='valable jusqu’au')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='invitation du')),
                ('was_mailed', models.BooleanField(default=False, editable=False, verbose_name='envoyée par courriel')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='annulée le')),
                ('accepted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='acceptée le')),
                ('group', models.ForeignKey(help_text='«\xa0rédaction\xa0» écrit et fait relire\xa0; «\xa0publication\xa0» fait de même, et publie.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group', verbose_name='groupe')),
                ('invited_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('revoked_at__isnull', True), _connector='OR'), name='desk_invitation_accepted_or_revoked', violation_error_message='Une invitation acceptée ne s’annule plus.'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at__isnull', True), ('revoked_at__isnull', True)), name='desk_invitation_one_waiting', violation_error_message='Une invitation attend déjà cette personne\xa0: faites-en un nouveau lien, ou annulez-la.')],
            },
        ),
    ]
