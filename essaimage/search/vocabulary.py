"""What French needs to be told word by word: stop words, and words whose stem would mislead.

Both tables are short on purpose: a word stands here because a search of this site went wrong without.
"""

from essaimage.common.typography import without_accents

_STOP_LINES = (
    # articles, determiners, contractions
    "a au aux le la les l un une des du de d ce cet cette ces c mon ma mes ton ta tes son sa ses",
    "notre nos votre vos leur leurs quel quelle quels quelles chaque",
    # pronouns
    "je j tu il elle on nous vous ils elles me m te t se s lui y moi toi eux celui celle ceux celles",
    "qui que qu quoi dont ou lequel laquelle lesquels lesquelles cela ceci ca",
    # prepositions and conjunctions
    "dans en par pour sur avec chez vers entre et ni car or donc mais si comme quand lorsque afin",
    "lors ainsi aussi puis pres",
    # verbs that say nothing by themselves
    "est sont suis es sommes etes ete etre ai avait ont avons avez avoir peut peux peuvent pouvoir",
    # what a question begins with
    "comment combien pourquoi n ne pas tres",
)
STOP_WORDS = frozenset(word for line in _STOP_LINES for word in line.split())

# What people write to a search as they would to somebody: left out when other words remain…
_ASKING_LINES = (
    "cherche cherchons chercher veux veut veulent voudrais voudrions voulons souhaite souhaitons",
    "bonjour merci svp stp quelqu faut deja aimerais aimerions",
    "trouver trouve besoin obtenir faire fais fait savoir existe existent passe",
)
ASKING_WORDS = frozenset(word for line in _ASKING_LINES for word in line.split())
# … or when no sheet holds them with the others.
WEAK_WORDS = ASKING_WORDS | {"recherche", "recherchons", "meilleur", "meilleure", "zone", "zones"}
WEAK_WORDS |= {"nouveau", "nouvelle", "nouveaux", "nouvelles"}

# Communes named as things are, which one does not mean without a capital, nor « à » before.
_COMMON_LINES = (
    "aigle attaques bains blanc blanche bonne bord bourg campagne cendre chambre changé chapelle chars",
    "chartes chasse château cher cité collégien colombes colombiers combes condom contes corps cours",
    "couronne couture crèche croix diamant dole drap école écluse entrelacs espace essarts faire ferme",
    "ferté flèche fontaine force fosses foyer gap garde gorge grand grasse grave gros ham hôpital île",
    "jardin joué lac lens levier lieu lilas limites lit logis loge loges loup lumière lure mages main",
    "maison malaise manche marche marché marine marines mer mine mines monastère monnaie montagne motte",
    "moule moulin mur neuve nice nord noyer orange ormes orge ouvert palais passage pierre pierres pin",
    "place plaisir plan plage planche pomme pommiers pont port porte portes possession poste prairie pré",
    "publier puits réole rance raison riche rives rivière rivières roche rose roses rouge rue sables",
    "sales salles salon sens sentinelle signes somme source sources suite tampon temple terrasse tour",
    "tours trait traits trappes trinité trois union val vallée vie vif vigne ville vire voie volonté",
)
COMMON_PLACES = frozenset(without_accents(word) for line in _COMMON_LINES for word in line.split())

# Words of one family, where Snowball errs. Found by listing the families it makes of the words of the
# sheets; what no search confuses (« porte », « porter ») is left alone. key → words, accented, singular.

# Merged by Snowball, though they mean other things.
_APART = {
    "activité": "activité",
    "actif": "actif active",  # « France Active » is no activity
    "associé": "associé associée associer associe",  # in a company; « association », « associatif »
    "citer": "cite citer citait citent",  # « Cités de l’emploi »
    "collecte": "collecte collecter collecté collectée",
    "collectif": "collectif collective",
    "collectivité": "collectivité",
    "commune": "commune communal communale communaux",
    "commun": "commun",
    "communication": "communication communiquer",
    "coopérative": "coopérative coopératif",  # a company; « coopération » is one way to grow
    "département": "département départemental départementale départementaux",  # « départ »
    "devis": "devis devi",
    "direction": "direction",  # « directement »
    "don": "don",  # « donner »
    "donnée": "donnée",
    "environnement": "environnement environnemental environnementale environnementaux",
    "étudiant": "étudiant étudiante",
    "fermer": "fermer fermé fermée fermait fermeture",  # the farms of Terre de Liens
    "fonder": "fonder fondé fondée fonde fonda fondait fondaient",
    "fonds": "fonds fond",  # « fond » is how many people write it
    "format": "format",
    "formation": "formation former formé formée formez formateur formatrice",  # « forme juridique »
    "gers": "gers ger",
    "indicateur": "indicateur",
    "loyer": "loyer",  # « loi »
    "marché": "marché",
    "mère": "mère",
    "montant": "montant",
    "mouves": "mouves mouve",
    "mûr": "mûr mûre mûrir mûrit",
    "part": "part",  # « partir »
    "publication": "publication publier publié publiée",
    "relais": "relais relai",
    "tiers": "tiers tier",
    "voix": "voix",
}
# Parted by Snowball, though one looks for them with one word.
_TOGETHER = {
    "aliment": "alimentaire",
    "banqu": "bancaire",
    "benevol": "bénévolat bénévole",
    "enjeu": "enjeux",
    "essaim": "essaimage",
    "financ": "financeur financement",
    "investiss": "investisseur investisseuse investissement investir investit investi",
    "jeu": "jeux",
    "lieu": "lieux",
    "maraich": "maraîchage maraîcher maraîchère maraichage maraicher",
    "mecen": "mécénat mécène",
    "milieu": "milieux",
    "parrain": "parrainage",
    "partenair": "partenariat",
    "public": "publique public",
    "region": "régional régionale régionaux",
    "tierslieu": "tierslieux",
}
# Written without accents, these words are others (« marche », « ferme », « forme »): both are looked for.
_ANOTHER_WITHOUT_ACCENTS = frozenset(
    {"marche", "mur", "mure", "forme", "formee", "ferme", "fermee", "collecte"}
)


def _by_word(families: dict[str, str], sign: str = "") -> dict[str, str]:
    """Return word → key, words without accents included when they can be nothing else."""
    found = {word: sign + key for key, words in families.items() for word in words.split()}
    bare = {without_accents(word): key for word, key in found.items()}
    kept = {word: key for word, key in bare.items() if word not in _ANOTHER_WITHOUT_ACCENTS}
    return kept | found


# The sign makes them keys that no stem can be: « don » is the stem of « donner ».
FAMILIES: dict[str, str] = _by_word(_TOGETHER) | _by_word(_APART, sign="=")
SET_APART = frozenset(
    f"={key}" for key in _APART
)  # never taken for what Snowball would make of them
