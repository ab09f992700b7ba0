"""Actions on several accounts: switch them off or on, close their sessions."""

from django.contrib.auth.models import User

from essaimage.common.admin.bulk import BulkAction, BulkContext, Change, Skip

from .sessions import end_sessions

YOURSELF = "C’est votre compte."


def is_last_superuser(user: User) -> bool:
    """Whether nobody but ``user`` could still administer the site."""
    others = User.objects.filter(is_superuser=True, is_active=True, is_staff=True)
    return user.is_superuser and user.is_active and not others.exclude(pk=user.pk).exists()


class Deactivate(BulkAction):
    name, label = "deactivate", "Désactiver"
    done = ("1 compte désactivé.", "{} comptes désactivés.")
    explanation = (
        "Un compte désactivé n’entre plus, et ses séances se ferment à l’instant. Ce qu’il a écrit reste, "
        "sous son nom. On peut le réactiver."
    )
    is_dangerous = True

    def plan(self, row: User, context: BulkContext) -> Change | Skip:
        if row == context.request.user:
            return Skip(YOURSELF)
        return Change("actif", "désactivé") if row.is_active else Skip("Déjà désactivé.")

    def apply(self, row: User, context: BulkContext) -> None:
        row.is_active = False
        row.save(update_fields=["is_active"])
        end_sessions(row)


class Reactivate(BulkAction):
    name, label = "reactivate", "Réactiver"
    done = ("1 compte réactivé.", "{} comptes réactivés.")

    def plan(self, row: User, context: BulkContext) -> Change | Skip:
        return Skip("Déjà actif.") if row.is_active else Change("désactivé", "actif")

    def apply(self, row: User, context: BulkContext) -> None:
        row.is_active = True
        row.save(update_fields=["is_active"])


class SignOut(BulkAction):
    name, label = "sign_out", "Fermer les séances"
    done = ("Les séances d’1 compte sont fermées.", "Les séances de {} comptes sont fermées.")
    explanation = "La personne devra entrer à nouveau, partout. À faire si un appareil est perdu."

    def plan(self, row: User, context: BulkContext) -> Change | Skip:
        if row == context.request.user:
            return Skip(YOURSELF)
        return Change("peut-être entré quelque part", "à la porte")

    def apply(self, row: User, context: BulkContext) -> None:
        end_sessions(row)
