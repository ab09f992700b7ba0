"""What the desk's front page lists, in reading order, and what each thing is, for editors."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """A part of the front page: what its lists are for, then each list with its explanation."""

    slug: str
    title: str
    text: str
    lists: dict[str, str]


GROUPS = (
    Group(
        "fiches",
        "Les fiches",
        "Chaque fiche a sa page sur le site, une fois publiée.",
        {
            "dispositifs.dispositif": "Les aides : ce qu’elles donnent, à qui, où, et qui appeler.",
            "dispositifs.partenaire": "Qui pilote, finance, instruit ou anime les dispositifs.",
            "models_catalog.networkmodel": "Les façons d’organiser un réseau, et ce qui les distingue.",
            "models_catalog.keyquestion": "Ce qu’il faut se demander avant d’essaimer.",
            "models_catalog.successfactor": "Ce qui fait réussir, les règles à tenir, les pièges.",
            "models_catalog.phase": "De l’idée à la consolidation, ce que chaque étape demande.",
            "models_catalog.casestudy": "Les structures qui l’ont fait : parcours, chiffres, revers.",
            "common.frequentquestion": "Ce qu’on demande d’abord, et la fiche qui répond.",
            "common.term": "Les mots du métier, définis et liés là où ils sont employés.",
        },
    ),
    Group(
        "reperes",
        "Les repères",
        "Une ligne dans une liste, sans page, quand on ne sait pas assez de choses pour une fiche.",
        {
            "models_catalog.caserepere": "Des pionniers, en une phrase sourcée.",
            "dispositifs.dispositifrepere": "Des dispositifs, en une phrase sourcée.",
        },
    ),
    Group(
        "questionnaire",
        "Le questionnaire « Quel modèle ? »",
        "Ce que chaque réponse dit des trois modèles. C’est une proposition éditoriale, montrée comme telle.",
        {"models_catalog.answer": "Les réponses, leurs points, leurs raisons et leurs sources."},
    ),
    Group(
        "sources",
        "Les sources",
        "D’où viennent les faits. Une source est écrite une fois et sert partout.",
        {
            "common.source": "Pages, rapports et textes de loi, avec leur date.",
            "desk.linkcheck": "Les adresses qui sortent du site : vivantes, mortes, déménagées.",
        },
    ),
    Group(
        "listes",
        "Les listes de choix",
        "Les mots que proposent les filtres, chacun avec sa définition. Ce qui sert ne se supprime pas.",
        {
            "dispositifs.nature": "Prêt, subvention, accompagnement…",
            "dispositifs.beneficiaire": "Qui peut demander une aide.",
            "dispositifs.public": "Qui est accompagné.",
            "models_catalog.sector": "Les domaines d’activité des pionniers.",
            "models_catalog.criterion": "Les lignes du tableau qui compare les modèles.",
        },
    ),
    Group(
        "recherche",
        "La recherche",
        "Ce que les mots cherchés trouvent. Une modification compte dès la recherche suivante.",
        {
            "search.synonymgroup": "Des mots pris les uns pour les autres : « local », « lieu »…",
            "search.miss": "Ce qui a été cherché sans rien trouver, et combien de fois.",
        },
    ),
    Group(
        "visiteurs",
        "Les visiteurs",
        "Ce qu’ils écrivent depuis la page de contact, et les erreurs qu’ils signalent sur les fiches.",
        {
            "desk.message": "À lire, puis à marquer comme traité.",
            "desk.correction": "Ce que la page dit, ce qu’elle devrait dire : à accepter ou à refuser.",
        },
    ),
    Group(
        "territoires",
        "Les territoires",
        "Le découpage officiel : il se consulte et ne se modifie pas ici.",
        {
            "territoires.region": "Les 18 régions.",
            "territoires.departement": "Les 101 départements.",
            "territoires.epci": "Les intercommunalités.",
            "territoires.commune": "Les communes.",
            "territoires.communealias": "Les communes disparues et les arrondissements, et où ils mènent.",
        },
    ),
    Group(
        "zonages",
        "Les zonages",
        "Densité, FRR, Petites villes de demain : ce qu’ils disent de chaque commune, et depuis quand.",
        {
            "territoires.zonage": "Ce que chaque zonage veut dire, pour les visiteurs.",
            "territoires.zonageversion": "Les listes importées, et celle qui est en vigueur.",
            "territoires.classement": "Ce que chaque liste importée dit de chaque commune.",
            "territoires.temoin": "Les communes renseignées à la main, tant que tout n’est pas importé.",
        },
    ),
    Group(
        "memoire",
        "La mémoire du site",
        "Ce qui s’écrit tout seul.",
        {
            "admin.logentry": "Qui a changé quoi, et quand.",
            "desk.importrun": "Les tableaux importés, par qui, et ce que chacun a écrit.",
            "desk.twinsapart": "Des fiches qui se ressemblent, et dont on a dit que ce sont deux choses.",
            "common.slugredirect": "Les adresses d’avant, qui mènent toujours à la bonne page.",
            "common.loadedobject": "Ce que disaient les fichiers de contenu au dernier chargement.",
        },
    ),
    Group(
        "comptes",
        "Les comptes",
        "Qui entre ici, et pour y faire quoi.",
        {
            "auth.user": "Les personnes : leurs droits, leur porte, leurs séances.",
            "desk.invitation": "Faire entrer quelqu’un, par un lien qui sert une fois.",
            "auth.group": "Ce que chaque groupe peut faire.",
        },
    ),
)
