"""Who may open what in the admin: the table that ``test_roles.py`` holds every address and action to.

Five people, always in this order: a visitor, an account without a group, « rédaction », « publication », a superuser.
Each is answered by one letter: ``d`` the door (to log in), ``n`` no (403), ``o`` the page or what it does, ``r`` led
elsewhere with a word (what was asked is done, or the word says why not), ``.`` no such thing, or only by a form.
An action has two words: to whom the list offers it, and for whom the row is among what would change.
A sheet has its answers twice: as a draft, then as published.
"""

PEOPLE = ("visitor", "nobody", "rédaction", "publication", "superuser")
EDITORS, PUBLISHERS, SUPERUSERS, NONE = "dnooo", "dnnoo", "dnnno", "dnnnn"
BY_FORM = "d...."

Answers = dict[str, str]


def pages(view: str, add: str, change: str, delete: str) -> Answers:
    """Return the answers of the addresses every model of the admin has."""
    return {
        "GET changelist": view,
        "POST changelist": view,
        "GET add": add,
        "POST add": add,
        "GET change": view,
        "POST change": change,
        "GET delete": delete,
        "POST delete": delete,
        "GET history": view,
        "POST history": view,
    }


def kept(restore: str) -> Answers:
    """Return the answers of the history of a row, whose version 1 says what the row says."""
    return {
        "GET version": EDITORS,
        "POST version": EDITORS,
        "GET compare": "dnrrr",
        "POST compare": "dnrrr",
        "GET restore": restore,
        "POST restore": restore,
    }


WRITTEN = pages(EDITORS, EDITORS, EDITORS, EDITORS) | {"delete_selected": "nnooo nnooo"}
REFERENCE = WRITTEN | kept("dnrrr")
SHOWN_AT_ONCE = pages(EDITORS, PUBLISHERS, PUBLISHERS, PUBLISHERS) | kept("dnnrr")
READ = pages(EDITORS, NONE, NONE, NONE)
RECEIVED = pages(EDITORS, NONE, "dnrrr", PUBLISHERS)
ACCOUNTS = pages(SUPERUSERS, SUPERUSERS, SUPERUSERS, SUPERUSERS)
PUBLISHERS_DELETE = {"delete_selected": "nnnoo nnnoo"}
SUPERUSERS_DELETE = {"delete_selected": "nnnno nnnno"}
LINKS_OF_ROWS = {"check_links_now": "ooooo nnnnn"}  # visits addresses: no row changes

FICHE = (
    pages(EDITORS, EDITORS, EDITORS, EDITORS)
    | LINKS_OF_ROWS
    | kept("dnrrr")
    | {
        "GET dupliquer": EDITORS,
        "POST dupliquer": EDITORS,
        "GET recreate": NONE,
        "POST recreate": EDITORS,
        "GET verify": BY_FORM,
        "POST verify": "dnrrr",
        "GET preview": "drrrr",
        "POST preview": EDITORS,
        "delete_selected": "nnooo nnooo",
        "step_envoyer": "nnooo nnooo",
        "step_renvoyer": "nnooo nnnnn",
        "step_publier": "nnnoo nnnoo",
        "step_depublier": "nnnoo nnnnn",
        "step_archiver": "nnnoo nnnnn",
    }
)
PUBLISHED = FICHE | {
    "POST change": PUBLISHERS,
    "GET delete": PUBLISHERS,
    "POST delete": PUBLISHERS,
    "GET restore": "dnnrr",
    "POST restore": "dnnrr",
    "POST preview": PUBLISHERS,
    "delete_selected": "nnooo nnnoo",
    "step_envoyer": "nnooo nnnnn",
    "step_publier": "nnnoo nnnnn",
    "step_depublier": "nnnoo nnnoo",
    "step_archiver": "nnnoo nnnoo",
}

LOCAL_VERSION = {"GET version-locale": EDITORS, "POST version-locale": EDITORS}  # of a scheme

# What is no sheet, model by model.
EXPECTED: dict[str, Answers] = {
    "common.source": WRITTEN | LINKS_OF_ROWS | kept("dnrrr"),
    "common.frequentquestion": SHOWN_AT_ONCE | PUBLISHERS_DELETE,
    "common.slugredirect": pages(EDITORS, NONE, NONE, PUBLISHERS) | PUBLISHERS_DELETE,
    "common.loadedobject": READ,
    "search.miss": pages(EDITORS, NONE, "dnrrr", SUPERUSERS)
    | SUPERUSERS_DELETE
    | {"mark_as_handled": "nnooo nnooo"},
    "search.synonymgroup": WRITTEN,
    "territoires.region": READ,
    "territoires.departement": READ,
    "territoires.epci": READ,
    "territoires.commune": READ,
    "territoires.communealias": READ,
    "territoires.zonage": READ,
    "territoires.zonageversion": READ,
    "territoires.classement": READ,
    "territoires.temoin": READ,
    # Of a published question: only those who publish touch its answers.
    "models_catalog.answer": pages(EDITORS, EDITORS, PUBLISHERS, PUBLISHERS)
    | {"delete_selected": "nnooo nnnoo"}
    | kept("dnnrr"),
    "models_catalog.sector": REFERENCE,
    "models_catalog.criterion": REFERENCE,
    "models_catalog.caserepere": SHOWN_AT_ONCE | PUBLISHERS_DELETE,
    "dispositifs.nature": REFERENCE,
    "dispositifs.beneficiaire": REFERENCE,
    "dispositifs.public": REFERENCE,
    "dispositifs.dispositifrepere": SHOWN_AT_ONCE | PUBLISHERS_DELETE,
    "desk.message": RECEIVED | PUBLISHERS_DELETE | {"mark_as_handled": "nnooo nnooo"},
    "desk.correction": pages(EDITORS, NONE, EDITORS, PUBLISHERS) | PUBLISHERS_DELETE,
    "desk.linkcheck": READ
    | {"GET replace": BY_FORM, "POST replace": BY_FORM, "check_now": "nnooo nnnnn"},
    "desk.twinsapart": pages(EDITORS, NONE, NONE, EDITORS)
    | {"GET say": BY_FORM, "POST say": "dnrrr", "delete_selected": "nnooo nnooo"},
    "desk.importrun": READ,
    "desk.invitation": pages(SUPERUSERS, SUPERUSERS, NONE, NONE)
    | {"GET link": BY_FORM, "POST link": SUPERUSERS, "GET revoke": BY_FORM, "POST revoke": "dnnnr"},
    "auth.user": pages(SUPERUSERS, NONE, SUPERUSERS, NONE)
    | {
        "GET unlock": BY_FORM,
        "POST unlock": "dnnnr",
        "GET sign_out": BY_FORM,
        "POST sign_out": "dnnnr",
        "GET password_link": BY_FORM,
        "POST password_link": SUPERUSERS,
        "deactivate": "nnnno nnnno",
        "reactivate": "nnnno nnnnn",
        "sign_out": "nnnno nnnno",
    },
    "auth.group": ACCOUNTS | SUPERUSERS_DELETE,
    "admin.logentry": READ,
}

# Addresses of no model: (arguments, answers to GET, to POST). ``{fiche}``, ``{run}``, ``{version}``: rows of the test.
GLOBALS: dict[str, tuple[tuple, str, str]] = {
    "index": ((), "doooo", "doooo"),
    "section": (("a-relire",), "d.ooo", "d.ooo"),
    "fiche": (("dispositif", "{fiche}"), "drrrr", "drrrr"),
    "preview": ((), "d....", "doooo"),
    "session": ((), "ooooo", "ooooo"),
    "deleted": ((), "doooo", "doooo"),
    "deleted_restore": (("{version}",), "dnrrr", "dnrrr"),
    "table-export": (("dispositifs",), "dnooo", "dnooo"),
    "table-import": (("dispositifs",), "dnooo", "dnooo"),
    "table-template-csv": (("dispositifs",), "dnooo", "dnooo"),
    "table-template-xlsx": (("dispositifs",), "dnooo", "dnooo"),
    "import-run": (("{run}",), "dnooo", "dnooo"),
    "import-confirm": (("{run}",), "d....", "dnrrr"),
    "import-drop": (("{run}",), "d....", "dnrrr"),
    "import-brought": (("{run}",), "d....", "dnooo"),
    "import-faults": (("{run}",), "dnooo", "dnooo"),
    "import-annotated": (("{run}",), "dn...", "dn..."),
    "invitation": (("inconnu",), "ooooo", "ooooo"),
    "password_reset": ((), "ooooo", "ooooo"),
    "password_reset_done": ((), "ooooo", "....."),
    "password_reset_complete": ((), "ooooo", "....."),
    "password_reset_confirm": (("MQ", "inconnu"), "ooooo", "ooooo"),
    "login": ((), "orrrr", "ooooo"),
    "logout": ((), "r....", "roooo"),
    "password_change": ((), "doooo", "doooo"),
    "password_change_done": ((), "doooo", "d...."),
    "autocomplete": ((), "dnnnn", "d...."),
    "jsi18n": ((), "doooo", "d...."),
    "view_on_site": (("1", "1"), "d....", "d...."),
    "app_list": (("common",), "d.ooo", "d.ooo"),
    "guide": ((), "doooo", "d...."),
    "guide_chapter": (("comptes",), "doooo", "d...."),
}
