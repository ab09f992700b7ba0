"""Django's own French, set as French is printed, and reworded where an editor would stumble."""

import re

from django.utils.translation import trans_real
from django.views.i18n import JavaScriptCatalog

LANGUAGE = "fr"
NON_BREAKING = "\N{NO-BREAK SPACE}"

# What Django says in English, and what editors read instead of its own French.
REWORDED = {
    "Add %s": "Ajouter : %s",
    "Add %(name)s": "Ajouter : %(name)s",
    "Change %s": "Modifier : %s",
    "View %s": "Voir : %s",
    "The {name} “{obj}” was added successfully.": "Ajout enregistré : {name} « {obj} ».",
    "The {name} “{obj}” was changed successfully.": "Modification enregistrée : {name} « {obj} ».",
    "The %(name)s “%(obj)s” was deleted successfully.": "Suppression faite : %(name)s « %(obj)s ».",
    "The {name} “{obj}” was changed successfully. You may edit it again below.": (
        "Modification enregistrée : {name} « {obj} ». Vous pouvez continuer ci-dessous."
    ),
    "The {name} “{obj}” was added successfully. You may add another {name} below.": (
        "Ajout enregistré : {name} « {obj} ». Le formulaire est prêt pour un autre ajout."
    ),
    "The {name} “{obj}” was changed successfully. You may add another {name} below.": (
        "Modification enregistrée : {name} « {obj} ». Le formulaire est prêt pour un ajout."
    ),
    "You may edit it again below.": "Vous pouvez continuer ci-dessous.",
    "%(model_name)s with this %(field_label)s already exists.": (
        "Déjà pris : un autre contenu (%(model_name)s) a la même valeur pour « %(field_label)s »."
    ),
    "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.": (
        "Sans espace ni accent : des lettres, des chiffres et des traits d’union."
    ),
    "Cannot delete %(name)s": "Suppression impossible : %(name)s",
    "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following "
    "protected related objects:": (
        "Rien n’a été supprimé : « %(escaped_object)s » (%(object_name)s) sert encore aux contenus "
        "ci-dessous. Retirez-en la mention dans chacun d’eux, puis recommencez."
    ),
    "Deleting the selected %(objects_name)s would require deleting the following protected "
    "related objects:": (
        "Rien n’a été supprimé : ce que vous avez choisi (%(objects_name)s) sert encore aux contenus "
        "ci-dessous. Retirez-en la mention dans chacun d’eux, puis recommencez."
    ),
    "Enter a valid URL.": "Saisissez une adresse entière, qui commence par https://.",
    "Enter a valid date.": "Saisissez une date qui existe, comme 31/12/2026.",
    "Please enter the correct %(username)s and password for a staff account. Note that both "
    "fields may be case-sensitive.": (
        "Identifiant ou mot de passe incorrect. Les majuscules et les minuscules comptent."
    ),
}


def typeset(text: str) -> str:
    """Return ``text`` with typographic apostrophes and the spaces that must not break."""
    text = re.sub(r" (?=[:;!?»])", NON_BREAKING, text.replace("'", "’"))
    return text.replace("« ", f"«{NON_BREAKING}")


def typeset_django() -> None:
    """Set every French sentence of Django once and for all in this process."""
    for part in trans_real.translation(LANGUAGE)._catalog._catalogs:
        part.update({key: typeset(text) for key, text in part.items() if key})
        part.update({key: typeset(text) for key, text in REWORDED.items() if key in part})


class TypesetCatalog(JavaScriptCatalog):
    """The sentences of the admin's own scripts, set likewise."""

    def get_catalog(self) -> dict:
        """Return {English: French}; plurals are lists."""
        return {
            key: [typeset(each) for each in said] if isinstance(said, list) else typeset(said)
            for key, said in super().get_catalog().items()
        }
