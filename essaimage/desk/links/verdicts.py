"""What an answer says of a link: alive, dead or unsure. Rules only; no network, no database.

Dead is said when it is sure, because an editor will then remove the link: the server says « gone for
ever » (410), or the page (404) or the very name of the site (no such domain) was missing twice, six
hours apart at least. Everything else that fails may be the hour, the robot or the network: unsure.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus

CONFIRMED_AFTER = timedelta(hours=6)  # between two « not found » that make a link dead
PERMANENT = (301, 308)
REDIRECTIONS = (301, 302, 303, 307, 308)


class Kind(StrEnum):
    """How a visit ended."""

    ANSWER = "answer"  # with a status that is no redirection
    NO_SUCH_NAME = "no_such_name"
    NAME_FAILED = "name_failed"
    UNREADABLE = "unreadable"
    FORBIDDEN = "forbidden"
    PRIVATE = "private"
    TLS = "tls"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    RESET = "reset"
    UNREACHABLE = "unreachable"
    GARBLED = "garbled"
    LOOP = "loop"
    TOO_MANY = "too_many"


# What is seen from here when our own network is down.
NO_ANSWER = {
    Kind.NO_SUCH_NAME,
    Kind.NAME_FAILED,
    Kind.TIMEOUT,
    Kind.REFUSED,
    Kind.UNREACHABLE,
}


@dataclass(frozen=True)
class Outcome:
    """How a visit ended. ``hops``: redirections followed; ``moved_to``: where the permanent ones lead.

    ``fell_home``: a page was asked for, the front page of a site was given. ``retry_after``: seconds.
    """

    kind: Kind
    status: int | None = None
    hops: int = 0
    moved_to: str = ""
    fell_home: bool = False
    reason: str = ""
    retry_after: float | None = None

    @property
    def is_success(self) -> bool:
        """Whether a page was given."""
        return self.kind == Kind.ANSWER and 200 <= (self.status or 0) < 300

    @property
    def is_lost(self) -> bool:
        """Whether nothing is there: such an answer, twice, is a dead link."""
        return self.kind == Kind.NO_SUCH_NAME or (
            self.kind == Kind.ANSWER and self.status == HTTPStatus.NOT_FOUND
        )


class Result(StrEnum):
    """What editors are told of a link."""

    ALIVE = "vivant"
    DEAD = "mort"
    UNSURE = "incertain"


@dataclass(frozen=True)
class History:
    """What is known of a link: failures in a row, since when, and since when nothing was found."""

    result: Result | None = None
    failures: int = 0
    first_failed_at: datetime | None = None
    missing_since: datetime | None = None


@dataclass(frozen=True)
class Verdict:
    """What is told of a link after a visit, with what the next verdict will need."""

    result: Result
    detail: str
    history: History
    status: int | None = None
    moved_to: str = ""


def judge(outcome: Outcome, before: History, now: datetime) -> Verdict:
    """Return what ``outcome`` makes of a link whose past is ``before``."""
    if outcome.is_success and not outcome.fell_home:
        alive = History(Result.ALIVE)
        return Verdict(Result.ALIVE, welcomed(outcome), alive, outcome.status, outcome.moved_to)
    missing_since = before.missing_since or (now if outcome.is_lost else None)
    is_confirmed = (
        outcome.is_lost and missing_since is not None and now - missing_since >= CONFIRMED_AFTER
    )
    result = Result.UNSURE
    if outcome.kind == Kind.UNREADABLE or outcome.status == HTTPStatus.GONE or is_confirmed:
        result = Result.DEAD
    elif before.result == Result.DEAD and not outcome.fell_home and says_nothing(outcome):
        result = Result.DEAD  # a server that is busy today does not bring a page back
    history = History(
        result,
        before.failures + 1,
        before.first_failed_at or now,
        missing_since or (now if result == Result.DEAD else None),
    )
    verdict = Verdict(result, explained(outcome), history, outcome.status)
    if outcome.is_lost and result == Result.UNSURE:
        detail = f"{verdict.detail} À confirmer par une autre vérification, six heures plus tard au moins."
        return replace(verdict, detail=detail)
    return verdict


def welcomed(outcome: Outcome) -> str:
    """Say in French how a link that works was reached."""
    if outcome.moved_to:
        return "La page répond, à une nouvelle adresse : l’ancienne y renvoie pour toujours."
    if outcome.hops:
        return "La page répond, par une redirection que son site dit provisoire."
    return "La page répond."


def says_nothing(outcome: Outcome) -> bool:
    """Whether the failure is that of the network or of the server, and says nothing of the page."""
    if outcome.kind != Kind.ANSWER:
        return outcome.kind not in {Kind.LOOP, Kind.TOO_MANY}
    status = outcome.status or 0
    return status >= 500 or status in {403, 404, 408, 425, 429}


_SENTENCES = {
    Kind.NO_SUCH_NAME: "Le nom de ce site n’existe pas ou n’existe plus.",
    Kind.NAME_FAILED: "Le nom de ce site n’a pas pu être cherché : panne passagère, ici ou là-bas.",
    Kind.UNREADABLE: "L’adresse ne mène nulle part : {reason}.",
    Kind.FORBIDDEN: "L’adresse n’est pas visitée : {reason}.",
    Kind.PRIVATE: (
        "L’adresse mène à un réseau privé, que cette vérification ne visite jamais : vos visiteurs "
        "n’y entreront sans doute pas non plus."
    ),
    Kind.TLS: "La connexion n’est pas sûre ({reason}) : les navigateurs mettent en garde.",
    Kind.TIMEOUT: "Le site n’a pas répondu à temps.",
    Kind.REFUSED: "Le site refuse la connexion.",
    Kind.RESET: "Le site a coupé la connexion.",
    Kind.UNREACHABLE: "Le site n’a pas pu être joint.",
    Kind.GARBLED: "Le site a donné une réponse illisible.",
    Kind.LOOP: "L’adresse renvoie sans fin à elle-même.",
    Kind.TOO_MANY: "L’adresse renvoie à une autre, qui renvoie à une autre : plus de cinq fois.",
}
_STATUSES = {
    401: "La page demande un identifiant (401) : vos visiteurs n’y entreront pas.",
    403: "Le site refuse cette vérification (403) ; un navigateur y entre peut-être.",
    404: "Page introuvable (404).",
    410: "La page a été retirée pour toujours, dit son site (410).",
    429: "Le site demande d’attendre (429).",
    451: "La page est bloquée pour une raison de droit (451).",
}


def explained(outcome: Outcome) -> str:
    """Say in French why a link is not alive."""
    if outcome.fell_home:
        return (
            "L’adresse mène maintenant à la page d’accueil du site : la page d’origine a sans doute "
            "disparu."
        )
    if outcome.kind != Kind.ANSWER:
        text = _SENTENCES[outcome.kind].format(reason=outcome.reason)
    elif outcome.status in _STATUSES:
        text = _STATUSES[outcome.status]
    elif (outcome.status or 0) >= 500:
        text = f"Le site est en panne ({outcome.status})."
    elif outcome.status in REDIRECTIONS or 300 <= (outcome.status or 0) < 400:
        text = f"Le site renvoie ailleurs sans dire où ({outcome.status})."
    else:
        text = f"Le site refuse la demande ({outcome.status})."
    return f"Après redirection : {text[0].lower()}{text[1:]}" if outcome.hops else text
