"""Old addresses of sheets: a page that was renamed is still found."""

from django.db import models


class SlugRedirectQuerySet(models.QuerySet):
    """Old addresses."""

    def leave(self, fiche: models.Model, old_slug: str) -> None:
        """Keep ``old_slug`` for ``fiche``, if visitors could ever read it there.

        The address that it takes leads nowhere else: to itself no longer, nor to another sheet once
        it is public. A draft that takes the old address of a public sheet leaves it to lead there.
        """
        rows = self.filter(model_label=fiche._meta.label_lower)
        taken = rows.filter(slug=fiche.slug)
        if not fiche.has_been_public:
            taken.filter(fiche_code=fiche.code).delete()
            return
        taken.delete()
        rows.update_or_create(
            model_label=fiche._meta.label_lower,
            slug=old_slug,
            defaults={"fiche_code": fiche.code},
        )

    def target(self, fiches: models.QuerySet, old_slug: str) -> models.Model | None:
        """Return the sheet that once stood at ``old_slug``, when it is one of ``fiches``."""
        row = self.filter(model_label=fiches.model._meta.label_lower, slug=old_slug).first()
        return row and fiches.filter(code=row.fiche_code).first()


class SlugRedirect(models.Model):
    """An address that a sheet no longer bears. It holds the code, so two renames never chain."""

    model_label = models.CharField("type de fiche", max_length=60)
    slug = models.SlugField("ancienne adresse", max_length=80)
    fiche_code = models.CharField("code de la fiche", max_length=80)

    objects = SlugRedirectQuerySet.as_manager()

    class Meta:
        verbose_name = "ancienne adresse"
        verbose_name_plural = "anciennes adresses"
        constraints = [
            models.UniqueConstraint(
                fields=["model_label", "slug"],
                name="common_slugredirect_one_target",
                violation_error_message="Cette ancienne adresse mène déjà à une fiche.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.slug} → {self.fiche_code}"
