"""Words searched in vain."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_synonym_groups")]

    operations = [
        migrations.CreateModel(
            name="Miss",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "word",
                    models.CharField(max_length=60, unique=True, verbose_name="mots cherchés"),
                ),
                ("times", models.PositiveIntegerField(verbose_name="fois")),
                ("last_seen", models.DateField(verbose_name="cherchés en dernier le")),
                ("is_handled", models.BooleanField(default=False, verbose_name="traité")),
            ],
            options={
                "verbose_name": "recherche sans résultat",
                "verbose_name_plural": "recherches sans résultat",
                "ordering": ["is_handled", "-times", "-last_seen", "word"],
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(word=""),
                        name="search_miss_word_filled",
                        violation_error_message="Une recherche sans résultat a des mots.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(times__gte=1),
                        name="search_miss_was_seen",
                        violation_error_message="Une recherche sans résultat a été faite au moins une fois.",
                    ),
                ],
            },
        ),
    ]
