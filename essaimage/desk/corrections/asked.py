"""What the page of each kind of sheet says, point by point, in its words and in its order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from dispositifs.models import Dispositif, DispositifRepere, Partenaire
from essaimage.common.models import Keyed, Term, published
from models_catalog.models import (
    CaseRepere,
    CaseStudy,
    KeyQuestion,
    NetworkModel,
    Phase,
    SuccessFactor,
)


@dataclass(frozen=True)
class Field:
    """One field of the sheet."""

    name: str
    label: str


@dataclass(frozen=True)
class Rows:
    """The fields of each row under the sheet; ``{row}`` in a label is what ``told`` says of the row.

    An empty field of a row is not asked about, but for those named by ``always``; ``only`` keeps out
    the rows that the page does not show.
    """

    accessor: str
    fields: Mapping[str, str]
    told: Callable[[Any], str] = str
    always: tuple[str, ...] = ()
    only: Callable[[], Q] = Q
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remark:
    """Something the page shows that is not one value: it is told in words, and mended by hand."""

    name: str
    label: str


Asked = Field | Rows | Remark
Part = tuple[str, tuple[Asked, ...]]  # a title of the page, and what stands under it

NAMES = (Field("title", "Le nom"), Field("sigle", "Le sigle"), Field("summary", "Le résumé"))
SOURCES: Part = ("Sources", (Remark("citations", "Un fait cité ou sa source"),))
WHOLE_TEXT = Field("body", "Le texte")

PAGES: dict[type[Keyed], tuple[Part, ...]] = {
    Dispositif: (
        ("En tête de page", (*NAMES, Field("vie", "S’il existe encore"))),
        (
            "Qui décide, qui demande, qui est accompagné",
            (
                Field("who_decides", "Qui décide"),
                Field("echelle", "Le niveau de décision"),
                Field("beneficiaires", "Qui peut demander"),
                Field("porteur_attendu", "Dans un réseau, qui demande"),
                Field("acces", "L’accès"),
                Field("accompanied", "Qui est accompagné"),
                Remark("roles", "Les partenaires et leur rôle"),
            ),
        ),
        (
            "Combien",
            (
                Rows(
                    "montants",
                    {
                        "minimum": "Le montant, au moins ({row})",
                        "maximum": "Le montant, au plus ({row})",
                        "rate": "Le taux ({row})",
                    },
                    lambda row: row.get_nature_display().lower(),
                ),
                Remark("montants", "Un autre montant"),
                Field("natures", "La nature de l’aide"),
                Field("cost", "Le coût pour qui demande"),
                Field("cumul", "Ce qui peut se cumuler"),
            ),
        ),
        (
            "Où, et à quelles conditions",
            (
                Remark("coverages", "Le territoire où il s’applique"),
                Field("ruralite", "La ruralité"),
                Field("ruralite_reason", "La raison donnée pour la ruralité"),
                Rows("conditions", {"sentence": "Une condition"}),
                Remark("conditions", "Une condition qui manque"),
            ),
        ),
        (
            "Comment demander",
            (
                Rows(
                    "windows",
                    {
                        "opens": "La date d’ouverture ({row})",
                        "closes": "La date de clôture ({row})",
                    },
                    lambda row: row.label,
                    always=("opens", "closes"),
                ),
                Remark("windows", "Une autre période de candidature"),
                Field("recurrence", "S’il revient"),
                Field("steps", "Comment demander"),
                Field("application_url", "L’adresse pour demander"),
                Field("ask_whom", "À qui demander"),
                Rows(
                    "guichets",
                    {"role": "Qui appeler", "url": "L’adresse du service ({row})"},
                    lambda row: row.role,
                ),
                Field("site_url", "La page officielle"),
            ),
        ),
        ("Comprendre", (WHOLE_TEXT,)),
        SOURCES,
    ),
    Partenaire: (
        ("En tête de page", NAMES),
        (
            "En bref",
            (
                Field("kind", "Sa nature"),
                Field("scope", "Où il agit"),
                Field("regions", "Ses régions"),
                Field("departements", "Ses départements"),
                Field("website", "Son site"),
            ),
        ),
        ("Le texte", (WHOLE_TEXT, Remark("dispositifs", "Ses dispositifs"))),
        SOURCES,
    ),
    CaseStudy: (
        ("En tête de page", (*NAMES, Field("outcome", "Ce qu’il est devenu"))),
        (
            "En bref",
            (
                Field("outcome_on", "La date de ce devenir"),
                Field("founded_on", "La date de création"),
                Field("legal_form", "La forme juridique"),
                Field("sectors", "Le secteur"),
                Field("terrain", "Le terrain"),
                Remark("head_commune", "La commune du siège"),
                Field("regions", "Les régions où il agit"),
                Field("departements", "Les départements où il agit"),
                Field("website", "Son site"),
            ),
        ),
        ("Son modèle", (Remark("adoptions", "Son modèle de réseau"),)),
        (
            "Chiffres datés",
            (
                Rows(
                    "figures",
                    {"value": "Un chiffre : {row}"},
                    lambda row: f"{row.metric}, {row.date_said}",
                ),
                Remark("figures", "Un chiffre qui manque"),
            ),
        ),
        (
            "Son parcours",
            (
                Rows("steps", {"text": "Une étape : {row}"}, lambda row: row.date_said),
                Remark("steps", "Une étape qui manque"),
            ),
        ),
        (
            "Ce qu’il apprend",
            (
                Field("failure", "Ce qui a coincé"),
                Field("lesson", "Ce qu’on en retient"),
                Remark("uses", "Les dispositifs qu’il a utilisés"),
                WHOLE_TEXT,
            ),
        ),
        SOURCES,
    ),
    NetworkModel: (
        ("En tête de page", NAMES),
        (
            "En bref",
            (
                Field("who_owns", "Qui possède"),
                Field("who_decides", "Qui décide"),
                Field("who_pays", "Qui paie"),
            ),
        ),
        (
            "Convient si, ne convient pas si",
            (Rows("fits", {"text": "{row}"}, lambda row: row.get_kind_display()),),
        ),
        (
            "Le texte",
            (
                WHOLE_TEXT,
                Remark("traits", "La comparaison, critère par critère"),
                Remark("adoptions", "Qui l’a choisi"),
            ),
        ),
        SOURCES,
    ),
    KeyQuestion: (
        ("En tête de page", (Field("title", "La question"), Field("summary", "Le résumé"))),
        (
            "Le texte",
            (
                Field("why", "Pourquoi elle compte"),
                Field("how", "Comment la travailler"),
                Rows(
                    "implications",
                    {"text": "Ce que le modèle implique : {row}"},
                    lambda row: row.model.title,
                    only=lambda: published("model"),
                    related=("model",),
                ),
                Remark("illustrations", "Ce que montrent des pionniers"),
                Field("body", "Pour aller plus loin"),
            ),
        ),
        SOURCES,
    ),
    SuccessFactor: (
        ("Le principe", (Field("title", "Le titre"), Field("summary", "L’essentiel"), WHOLE_TEXT)),
        SOURCES,
    ),
    Phase: (
        ("En tête de page", (Field("title", "Le nom"), Field("summary", "La définition"))),
        (
            "Le texte",
            (
                Field("to_prove", "Ce qu’il faut prouver"),
                Field("documents", "Les documents à produire"),
                Field("traps", "Les pièges"),
                WHOLE_TEXT,
            ),
        ),
        SOURCES,
    ),
    Term: (
        (
            "Le mot",
            (
                Field("title", "Le mot"),
                Field("sigle", "Le sigle"),
                Field("summary", "La définition"),
                WHOLE_TEXT,
                Field("false_friend", "Le faux ami"),
                Remark("synonyms", "Les autres mots pour le dire"),
            ),
        ),
        SOURCES,
    ),
    DispositifRepere: (
        (
            "Le repère",
            (
                Field("name", "Le nom"),
                Field("territory", "Le territoire"),
                Field("fact", "Ce qui est dit"),
                Field("echelle", "Le niveau de décision"),
                Field("ruralite", "La ruralité"),
                Field("vie", "S’il existe encore"),
                Remark("source", "La source"),
            ),
        ),
    ),
    CaseRepere: (
        (
            "Le repère",
            (
                Field("name", "Le nom"),
                Field("territory", "Le territoire"),
                Field("fact", "Ce qui est dit"),
                Remark("model", "Son modèle de réseau"),
                Remark("source", "La source"),
            ),
        ),
    ),
}
