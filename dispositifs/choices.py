"""The vocabularies of support schemes. The value is the contract's, the label what pages show."""

from django.db import models


class Echelle(models.TextChoices):
    """The level that decides on an application."""

    LOCALE = "locale", "Locale"
    DEPARTEMENTALE = "departementale", "Départementale"
    REGIONALE = "regionale", "Régionale"
    NATIONALE = "nationale", "Nationale"
    EUROPEENNE = "europeenne", "Européenne"


class Ruralite(models.TextChoices):
    """What being rural changes for an applicant."""

    RURAL_RESERVE = "rural_reserve", "Réservé au rural"
    RURAL_PRIORITAIRE = "rural_prioritaire", "Priorité au rural"
    OUVERT = "ouvert", "Ouvert partout"
    URBAIN_RESERVE = "urbain_reserve", "Réservé à la ville"


RURALITE_DEFINITIONS = {
    Ruralite.RURAL_RESERVE: "Seuls des projets en territoire rural ou en petite ville y ont droit.",
    Ruralite.RURAL_PRIORITAIRE: "Le rural y a un bonus, un quota ou une priorité écrite.",
    Ruralite.OUVERT: "Rien n’est dit du rural : on y a droit comme ailleurs.",
    Ruralite.URBAIN_RESERVE: "Réservé aux quartiers prioritaires ou aux villes moyennes.",
}


class Vie(models.TextChoices):
    """What the editors know of the scheme's life. Stored; the état is derived from it."""

    EN_COURS = "en_cours", "En cours"
    TERMINE = "termine", "Terminé"
    REMPLACE = "remplace", "Remplacé"


class Etat(models.TextChoices):
    """What visitors are told, derived at read time from the life and the age of the evidence."""

    ACTIF = "actif", "Actif"
    A_VERIFIER = "a_verifier", "À vérifier"
    TERMINE = "termine", "Terminé"
    REMPLACE = "remplace", "Remplacé"


class Verdict(models.TextChoices):
    """What a place, or a project there, may expect of a scheme. Never a word for the état."""

    OUI = "oui", "S’applique"
    A_VERIFIER = "a-verifier", "À confirmer"
    NON = "non", "Ne s’applique pas"


class PorteurAttendu(models.TextChoices):
    """Who must apply: the head of the network, the local site, or either."""

    TETE_DE_RESEAU = "tete_de_reseau", "La tête de réseau"
    IMPLANTATION_LOCALE = "implantation_locale", "L’implantation locale"
    LES_DEUX = "les_deux", "L’une ou l’autre"


class Acces(models.TextChoices):
    """How an applicant comes in."""

    DIRECT = "direct", "Candidature directe"
    PAR_COMMUNE = "par_commune", "Par la commune"
    PAR_EPCI = "par_epci", "Par l’intercommunalité"
    SUR_INVITATION = "sur_invitation", "Sur invitation"


class Recurrence(models.TextChoices):
    """How often one may apply."""

    PERMANENT = "permanent", "Toute l’année"
    ANNUEL = "annuel", "Chaque année"
    PONCTUEL = "ponctuel", "Ponctuellement"
    INCONNU = "inconnu", "Non précisé par les sources"


class RoleKind(models.TextChoices):
    """What a partner does in a scheme."""

    PILOTE = "pilote", "Pilote"
    FINANCE = "finance", "Finance"
    INSTRUIT = "instruit", "Instruit les demandes"
    ANIME = "anime", "Anime"


class CoverageMode(models.TextChoices):
    """Whether the row adds a territory or takes it away."""

    INCLUDE = "inclut", "Inclut"
    EXCLUDE = "exclut", "Exclut"


class CoverageKind(models.TextChoices):
    """What kind of territory the row names."""

    FRANCE = "france", "Toute la France"
    HEXAGONE = "hexagone", "Hexagone et Corse"
    OUTRE_MER = "outre_mer", "Outre-mer"
    REGION = "region", "Région"
    DEPARTEMENT = "departement", "Département"
    EPCI = "epci", "Intercommunalité"
    COMMUNE = "commune", "Commune"
    LIBRE = "libre", "Périmètre décrit (GAL, massif…)"


class MontantNature(models.TextChoices):
    """What kind of money an amount is."""

    SUBVENTION = "subvention", "Subvention"
    PRET = "pret", "Prêt"
    FONDS_PROPRES = "fonds_propres", "Fonds propres"
    PRIX = "prix", "Prix"
    GARANTIE = "garantie", "Garantie"
    ENVELOPPE = "enveloppe", "Enveloppe du programme"
    INGENIERIE = "ingenierie", "Ingénierie"


TOTALS = (MontantNature.ENVELOPPE, MontantNature.INGENIERIE)  # told as they are when counted in all


class MontantUnit(models.TextChoices):
    """What the amount is counted by."""

    TOTAL = "total", "au total"
    PAR_AN = "par_an", "par an"
    PAR_PROJET = "par_projet", "par projet"
    PAR_POSTE = "par_poste", "par poste"
    PAR_STRUCTURE = "par_structure", "par structure"


class ConditionKind(models.TextChoices):
    """What a condition is about."""

    POPULATION = "population", "Population de la commune"
    DENSITE = "densite", "Densité"
    ZONAGE = "zonage", "Zonage"
    FORME_JURIDIQUE = "forme_juridique", "Forme juridique"
    ANCIENNETE = "anciennete", "Ancienneté"
    EFFECTIF = "effectif", "Effectif"
    BUDGET = "budget", "Budget"
    AGREMENT = "agrement", "Agrément"
    PUBLIC = "public", "Public accompagné"
    AUTRE = "autre", "Autre"


class Operator(models.TextChoices):
    """How the value is compared."""

    LESS = "inferieur", "inférieur à"
    AT_MOST = "au_plus", "au plus"
    AT_LEAST = "au_moins", "au moins"
    MORE = "superieur", "supérieur à"
    AMONG = "parmi", "parmi"
    NOT_AMONG = "hors", "hors de"
    TOLD = "enonce", "tel que la phrase le dit"


NUMERIC_KINDS = (
    ConditionKind.POPULATION,
    ConditionKind.DENSITE,
    ConditionKind.ANCIENNETE,
    ConditionKind.EFFECTIF,
    ConditionKind.BUDGET,
)
NUMERIC_OPERATORS = (Operator.LESS, Operator.AT_MOST, Operator.AT_LEAST, Operator.MORE)


class PartenaireKind(models.TextChoices):
    """What a partner is."""

    PUBLIC = "public", "Acteur public"
    BANQUE = "banque", "Banque"
    PROTECTION_SOCIALE = "protection_sociale", "Groupe de protection sociale"
    FONDATION = "fondation", "Fondation"
    ASSOCIATION = "association", "Association"
    INCUBATEUR = "incubateur", "Incubateur ou accélérateur"
    COLLECTIVITE = "collectivite", "Collectivité"
    COOPERATIVE = "cooperative", "Coopérative"
    ENTREPRISE = "entreprise", "Entreprise"


PARTENAIRE_KINDS = {  # the same in the plural, to head a list
    PartenaireKind.PUBLIC: "Acteurs publics",
    PartenaireKind.BANQUE: "Banques",
    PartenaireKind.PROTECTION_SOCIALE: "Groupes de protection sociale",
    PartenaireKind.FONDATION: "Fondations",
    PartenaireKind.ASSOCIATION: "Associations",
    PartenaireKind.INCUBATEUR: "Incubateurs et accélérateurs",
    PartenaireKind.COLLECTIVITE: "Collectivités",
    PartenaireKind.COOPERATIVE: "Coopératives",
    PartenaireKind.ENTREPRISE: "Entreprises",
}

# What every scheme is: « dispositif d’essaimage » finds those where « dispositif » is not written.
SAID_OF_ALL = frozenset(
    {"dispositif", "dispositifs", "programme", "programmes", "aide", "aides"}
    | {"financement", "financements", "appui", "appuis"}
)
