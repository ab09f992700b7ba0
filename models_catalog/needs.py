"""What a full sheet of a model, a question, a principle, a phase or a pioneer has."""

from django.db.models import Exists, OuterRef, Q

from essaimage.common.completeness import Need
from essaimage.common.upkeep import Upkeep, at_least, fact_needs, filled, has_rows

from .models import (
    CaseStudy,
    Fit,
    FitKind,
    Implication,
    KeyQuestion,
    ModelKind,
    NetworkModel,
    Outcome,
    Phase,
    SuccessFactor,
    Terrain,
)

THREE = 3  # the models of the founding webinar

TEXT = Need("texte", "sans texte", "Écrivez le texte de la fiche.", "id_body", filled("body"))


def fits(kind: FitKind) -> Exists:
    """Return the condition: a reason of this kind is written."""
    return Exists(Fit._base_manager.filter(model=OuterRef("pk"), kind=kind))


MODEL = Upkeep(
    NetworkModel,
    needs=(
        *fact_needs(NetworkModel),
        Need(
            "possede",
            "sans dire qui possède",
            "Dites qui possède.",
            "id_who_owns",
            filled("who_owns"),
        ),
        Need(
            "decide",
            "sans dire qui décide",
            "Dites qui décide.",
            "id_who_decides",
            filled("who_decides"),
        ),
        Need("paie", "sans dire qui paie", "Dites qui paie.", "id_who_pays", filled("who_pays")),
        Need(
            "convient",
            "sans « convient si »",
            "Ajoutez dans quels cas il convient.",
            "fits-group",
            fits(FitKind.SUITS),
        ),
        Need(
            "ne_convient_pas",
            "sans « ne convient pas si »",
            "Ajoutez dans quels cas il ne convient pas.",
            "fits-group",
            fits(FitKind.DOES_NOT),
        ),
        Need(
            "traits",
            "sans trait comparé",
            "Remplissez ses cases du tableau de comparaison.",
            "traits-group",
            has_rows("traits", NetworkModel),
        ),
        TEXT,
    ),
)

QUESTION = Upkeep(
    KeyQuestion,
    needs=(
        *fact_needs(KeyQuestion),
        Need(
            "pourquoi",
            "sans dire pourquoi elle compte",
            "Dites pourquoi la question compte.",
            "id_why",
            filled("why"),
        ),
        Need(
            "comment",
            "sans dire comment la travailler",
            "Dites comment travailler la question.",
            "id_how",
            filled("how"),
        ),
        Need(
            "implications",
            "sans réponse pour chacun des trois modèles",
            "Écrivez ce que chacun des trois modèles implique.",
            "implications-group",
            at_least(
                Implication._base_manager.filter(model__kind=ModelKind.MODEL), "question", THREE
            ),
        ),
        Need(
            "exemple",
            "sans exemple",
            "Ajoutez ce qu’un pionnier montre sur cette question.",
            "illustrations-group",
            has_rows("illustrations", KeyQuestion),
        ),
    ),
)

FACTOR = Upkeep(
    SuccessFactor,
    needs=(
        *fact_needs(SuccessFactor, facts=1, sources=1),
        TEXT,
        Need(
            "questions",
            "sans question liée",
            "Liez-le aux questions clés qu’il éclaire.",
            "id_questions",
            has_rows("questions", SuccessFactor),
        ),
    ),
)

PHASE = Upkeep(
    Phase,
    needs=(
        *fact_needs(Phase, facts=2),
        Need(
            "preuve",
            "sans ce qu’il faut prouver",
            "Dites ce qu’il faut prouver.",
            "id_to_prove",
            filled("to_prove"),
        ),
        Need(
            "documents",
            "sans documents",
            "Listez les documents à produire.",
            "id_documents",
            filled("documents"),
        ),
        Need("pieges", "sans pièges", "Listez les pièges.", "id_traps", filled("traps")),
        Need(
            "questions",
            "sans question",
            "Liez-la aux questions à se poser.",
            "id_questions",
            has_rows("questions", Phase),
        ),
        TEXT,
    ),
)

CASE = Upkeep(
    CaseStudy,
    official="website",
    settled=~Q(outcome=Outcome.ACTIVE),
    needs=(
        *fact_needs(CaseStudy),
        Need(
            "page",
            "sans site",
            "Indiquez son site : sans lui, personne ne peut vérifier la fiche.",
            "id_website",
            filled("website") | ~Q(outcome=Outcome.ACTIVE),
        ),
        Need(
            "modele",
            "sans modèle adopté",
            "Ajoutez le modèle adopté, nommé par une source ou déduit.",
            "adoptions-group",
            has_rows("adoptions", CaseStudy),
        ),
        Need(
            "chiffre",
            "sans chiffre daté",
            "Ajoutez au moins un chiffre, avec sa date et sa source.",
            "figures-group",
            has_rows("figures", CaseStudy),
        ),
        Need(
            "parcours",
            "sans étape du parcours",
            "Ajoutez les étapes de son parcours, datées.",
            "steps-group",
            has_rows("steps", CaseStudy),
        ),
        Need(
            "territoire",
            "sans territoire",
            "Indiquez la commune du siège, une région ou un département.",
            "id_head_commune",
            Q(head_commune__isnull=False)
            | has_rows("regions", CaseStudy)
            | has_rows("departements", CaseStudy),
        ),
        Need(
            "terrain",
            "sans terrain",
            "Dites s’il travaille en milieu rural, urbain ou mixte, si une source le dit.",
            "id_terrain",
            ~Q(terrain=Terrain.UNTOLD),
        ),
        Need(
            "forme",
            "sans forme juridique",
            "Indiquez sa forme juridique.",
            "id_legal_form",
            filled("legal_form"),
        ),
        Need(
            "fondation",
            "sans date de fondation",
            "Indiquez l’année de sa fondation.",
            "id_founded_on",
            Q(founded_on__isnull=False),
        ),
        Need(
            "revers",
            "sans dire ce qui a coincé",
            "Dites ce qui n’a pas marché, et pourquoi.",
            "id_failure",
            filled("failure"),
        ),
        Need(
            "lecon",
            "sans leçon",
            "Dites ce qu’on en retient.",
            "id_lesson",
            filled("lesson"),
        ),
    ),
)

ALL = (MODEL, QUESTION, FACTOR, PHASE, CASE)
