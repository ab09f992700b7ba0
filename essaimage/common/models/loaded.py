"""What ``load_content`` last read in the fixtures: the base of its three-way merge."""

from django.db import models


class LoadedObject(models.Model):
    """One object of the fixtures as it was last loaded, whatever became of it since."""

    model_label = models.CharField("modèle", max_length=60)
    code = models.CharField("code", max_length=80)
    fields = models.JSONField("valeurs lues")

    class Meta:
        verbose_name = "contenu chargé"
        verbose_name_plural = "contenus chargés"
        constraints = [
            models.UniqueConstraint(
                fields=["model_label", "code"],
                name="common_loadedobject_once",
                violation_error_message="Cet objet est déjà noté comme chargé.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.model_label} {self.code}"
