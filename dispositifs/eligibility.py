"""Whether a scheme applies to a project in a place, criterion by criterion, with the reasons. Pure; decision 0014.

Every group of blocking conditions must hold, one condition of a group is enough; what nobody knows
is to confirm, never « non ». Conditions that do not block, the phase and the model never decide.
"""

from collections.abc import Iterator

from essaimage.common.typography import typographie
from essaimage.search.presentation import lowered

from .applicants import (
    asked_of_another,
    beneficiaries,
    form_answer,
    form_reason,
    is_formal,
    through_whom,
)
from .choices import ConditionKind, Verdict, Vie
from .coverage import Place, covered
from .predicates import (
    PLACE_KINDS,
    RURALITE,
    answer,
    blocking_groups,
    deciding_fact,
    is_readable,
    worst,
)
from .reasons import clipped, coverage_reason, place_reason, said
from .rules import CriterionResult, Judgement, Project, Rule, SchemeRules

__all__ = ["Judgement", "Project", "SchemeRules", "Verdict", "judge", "place_of_commune"]

VIE, TERRITOIRE, PHASE, MODELE = "vie", "territoire", "phase", "modele"
_LABELS = {RURALITE: "Ruralité", ConditionKind.AUTRE: "Autre condition"}
_OF_PLACE = (ConditionKind.ZONAGE, ConditionKind.DENSITE, ConditionKind.POPULATION)
_MOST_TELLING = {  # of the place, best first
    Verdict.OUI: (*_OF_PLACE, RURALITE, TERRITOIRE),
    Verdict.A_VERIFIER: (*_OF_PLACE, TERRITOIRE, RURALITE),
    Verdict.NON: (*_OF_PLACE, RURALITE, TERRITOIRE),
}


def judge(scheme: SchemeRules, project: Project) -> Judgement:
    """Return the verdict of ``scheme`` for ``project``, its criteria and the one reason worth a row."""
    criteria = tuple(_criteria(scheme, project))
    decisive: dict[tuple[str, int | None], list[CriterionResult]] = {}
    for each in criteria:
        if each.decides:
            alone = each.kind if each.group is None else ""
            decisive.setdefault((alone, each.group), []).append(each)
    leading = [max(group, key=_favour) for group in decisive.values()]
    verdict = worst(each.verdict for each in leading)
    reason = _reason(leading, verdict)
    if verdict == Verdict.OUI and (whom := through_whom(scheme, project)):
        reason = f"{reason} ; la demande passe par {whom}"
    return Judgement(verdict, criteria, typographie(reason))


def place_of_commune(facts) -> Place:
    """Return the place that coverage looks at for the facts of a commune (``PlaceFacts``)."""
    return Place(facts.region, facts.zone, facts.departement, facts.epci or "", facts.code)


def _criteria(scheme: SchemeRules, project: Project) -> Iterator[CriterionResult]:
    if scheme.vie != Vie.EN_COURS:
        yield CriterionResult(VIE, "Vie du dispositif", Verdict.NON, said(_ended(scheme)))
    yield _territory(scheme, project)
    for group in blocking_groups(scheme):
        decides = not asked_of_another(group, scheme.acces)
        for rule in group:
            yield _condition(rule, scheme, project, decides=decides)
    for rule in scheme.conditions:
        if not rule.is_blocking:
            yield _condition(rule, scheme, project, decides=False)
    if found := beneficiaries(scheme, project):
        yield found
    yield from _good_to_know(scheme, project)


def _ended(scheme: SchemeRules) -> str:
    if scheme.vie == Vie.REMPLACE and scheme.heir:
        return f"remplacé par {scheme.heir} : on ne peut plus le demander"
    ended = {Vie.REMPLACE: "remplacé"}.get(Vie(scheme.vie), "terminé")
    when = f" ({scheme.ended_said})" if scheme.ended_said else ""
    return f"{ended}{when} : on ne peut plus le demander"


def _territory(scheme: SchemeRules, project: Project) -> CriterionResult:
    if project.place is None:
        return CriterionResult(TERRITOIRE, "Territoire", Verdict.A_VERIFIER, "Commune à indiquer")
    found = covered(scheme.coverages, place_of_commune(project.place))
    reason = coverage_reason(scheme.coverages, found, project.place.name)
    source = found.row.source if found.row else None
    return CriterionResult(TERRITOIRE, "Territoire", found.verdict, said(reason), source=source)


def _condition(
    rule: Rule, scheme: SchemeRules, project: Project, *, decides: bool
) -> CriterionResult:
    """Answer one condition. What no place and no legal form answers is to confirm, in its own words."""
    verdict, reason, fact = Verdict.A_VERIFIER, rule.sentence, None
    is_told = not (is_readable(rule) or is_formal(rule))
    if rule.kind in PLACE_KINDS:
        verdict = answer(rule, project.place)
        reason = place_reason(rule, project.place, verdict)
        fact = deciding_fact(rule, project.place)
    elif is_formal(rule) and (project.forme or not decides):
        verdict = form_answer(rule, project, scheme.acces)
        reason = form_reason(rule, verdict, project, scheme)
    return CriterionResult(
        kind=rule.kind,
        label=_LABELS.get(rule.kind) or ConditionKind(rule.kind).label,
        verdict=verdict,
        reason=said(reason),
        sentence=rule.sentence,
        decides=decides,
        group=rule.group if rule.is_blocking else None,
        source=rule.source,
        fact=fact,
        is_told=is_told,
    )


def _good_to_know(scheme: SchemeRules, project: Project) -> Iterator[CriterionResult]:
    """Say whether the phase and the model are those the scheme has in mind: never a refusal."""
    if project.phase and scheme.phases:
        fits = project.phase in scheme.phases
        reason = (
            "pensé pour cette étape"
            if fits
            else f"pensé pour : {', '.join(scheme.phases.values())}"
        )
        verdict = Verdict.OUI if fits else Verdict.A_VERIFIER
        yield CriterionResult(PHASE, "Étape du projet", verdict, said(reason), decides=False)
    if project.modele in scheme.models:
        suits, reason = scheme.models[project.modele]
        verdict = Verdict.OUI if suits else Verdict.A_VERIFIER
        yield CriterionResult(MODELE, "Modèle de réseau", verdict, said(reason), decides=False)


def _favour(result: CriterionResult) -> tuple[bool, bool, int]:
    """Order alternatives: the best answer first; of two alike, that about the place."""
    verdicts = (Verdict.NON, Verdict.A_VERIFIER, Verdict.OUI)
    return (verdicts.index(result.verdict), -_telling(result))


def _telling(result: CriterionResult) -> int:
    kinds = _MOST_TELLING[result.verdict]
    answers = result.kind in kinds and not result.is_told
    return kinds.index(result.kind) if answers else len(kinds)


def _reason(leading: list[CriterionResult], verdict: Verdict) -> str:
    """Return the most useful reason: the refusal, else what is to confirm, else what fits the place best."""
    same = [each for each in leading if each.verdict == verdict]
    if not same:
        return "Aucune condition connue"
    if verdict == Verdict.NON:
        return same[0].reason
    told = min(same, key=_telling)
    if verdict == Verdict.OUI:
        return told.reason
    fitting = [each for each in leading if each.verdict == Verdict.OUI and _is_of_place(each)]
    if fitting and not _is_of_place(told):
        left = f"{len(same)} points" if len(same) > 1 else lowered(told.label)
        return f"{clipped(min(fitting, key=_telling).reason)} ; {left} à confirmer"
    others = len(same) - 1
    more = (
        f" ; {others} autre{'s' if others > 1 else ''} point{'s' if others > 1 else ''} à confirmer"
    )
    return clipped(told.reason) + (more if others else "")


def _is_of_place(result: CriterionResult) -> bool:
    """Whether the criterion says something of this commune, more than where the scheme is open."""
    return result.kind in PLACE_KINDS or result.kind == RURALITE
