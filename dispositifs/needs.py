"""What a full sheet of a scheme or of a partner has."""

from django.db.models import Exists, OuterRef, Q

from essaimage.common.completeness import Need
from essaimage.common.upkeep import Upkeep, existence_need, fact_needs, filled, has_rows

from .choices import Recurrence, Vie
from .models import Dispositif, Partenaire

# Natures that are counted in euros: a sheet on one of them says how much.
MONEY = ("pret", "subvention", "fonds_propres", "garantie", "prix", "exoneration")

OVER = ~Q(vie=Vie.EN_COURS)  # nobody applies any more: whom to call is no longer asked for
GIVES_MONEY = Exists(
    Dispositif.natures.through.objects.filter(dispositif=OuterRef("pk"), nature__code__in=MONEY)
)

SCHEME = Upkeep(
    Dispositif,
    official="site_url",
    settled=OVER,
    needs=(
        *fact_needs(Dispositif),
        existence_need(Dispositif),
        Need(
            "page",
            "sans page officielle",
            "Indiquez la page officielle : sans elle, personne ne peut vérifier la fiche.",
            "id_site_url",
            filled("site_url"),
        ),
        Need(
            "montant",
            "sans montant",
            "Ajoutez au moins un montant ou un taux, avec sa source.",
            "montants-group",
            has_rows("montants", Dispositif) | ~GIVES_MONEY,
        ),
        Need(
            "demarche",
            "sans marche à suivre",
            "Dites comment demander, pas à pas.",
            "id_steps",
            filled("steps") | OVER,
        ),
        Need(
            "adresse",
            "sans adresse de demande",
            "Donnez l’adresse où l’on demande, ou dites à qui demander.",
            "id_application_url",
            filled("application_url", "ask_whom") | OVER,
        ),
        Need(
            "guichet",
            "sans guichet",
            "Dites quel service appeler : un rôle ou un service, jamais une personne.",
            "guichets-group",
            has_rows("guichets", Dispositif) | OVER,
        ),
        Need(
            "territoire",
            "sans territoire",
            "Indiquez où il s’applique.",
            "coverages-group",
            has_rows("coverages", Dispositif),
        ),
        Need(
            "beneficiaires",
            "sans bénéficiaire",
            "Cochez qui peut demander directement.",
            "id_beneficiaires",
            has_rows("beneficiaires", Dispositif),
        ),
        Need(
            "conditions",
            "sans condition",
            "Ajoutez ce qu’il faut remplir pour y avoir droit.",
            "conditions-group",
            has_rows("conditions", Dispositif) | OVER,
        ),
        Need(
            "etapes",
            "sans étape",
            "Cochez à quelles étapes du projet il aide.",
            "id_phases",
            has_rows("phases", Dispositif),
        ),
        Need(
            "dates",
            "sans dates de candidature",
            "Ajoutez une période de candidature, ou dites qu’il est ouvert toute l’année.",
            "windows-group",
            Q(recurrence=Recurrence.PERMANENT) | has_rows("windows", Dispositif) | OVER,
        ),
        Need(
            "decide",
            "sans dire qui décide",
            "Dites qui décide d’une demande.",
            "id_who_decides",
            filled("who_decides"),
        ),
        Need(
            "partenaire",
            "sans partenaire",
            "Ajoutez qui pilote, finance, instruit ou anime.",
            "roles-group",
            has_rows("roles", Dispositif),
        ),
        Need("texte", "sans texte", "Écrivez le texte de la fiche.", "id_body", filled("body")),
    ),
)

PARTNER = Upkeep(
    Partenaire,
    official="website",
    needs=(
        *fact_needs(Partenaire),
        Need(
            "page",
            "sans site",
            "Indiquez son site : sans lui, personne ne peut vérifier la fiche.",
            "id_website",
            filled("website"),
        ),
        Need(
            "territoire",
            "sans territoire",
            "Dites où il agit.",
            "id_scope",
            filled("scope")
            | has_rows("regions", Partenaire)
            | has_rows("departements", Partenaire),
        ),
        Need(
            "dispositif",
            "sans dispositif",
            "Donnez-lui un rôle dans un dispositif, depuis la fiche du dispositif.",
            "",
            has_rows("roles", Partenaire),
        ),
        Need("texte", "sans texte", "Écrivez le texte de la fiche.", "id_body", filled("body")),
    ),
)
