"""Who may apply, when the project says its legal form: explicit conditions, else the beneficiaries. Pure."""

from collections.abc import Sequence

from essaimage.search.presentation import either, lowered

from .choices import Acces, ConditionKind, Operator, Verdict
from .predicates import LISTS, tokens
from .reasons import said
from .rules import FORME_UNDECIDED, CriterionResult, Project, Rule, SchemeRules

LABEL = "Forme juridique"
# A society approved as Esus is a society; a cooperative is one in law, which each scheme reads its way.
_IS_ALSO = {"societe_esus": {"societe"}}
_MAY_BE = {"cooperative": {"societe", "societe_esus"}}
_BY_WHOM = {
    Acces.PAR_COMMUNE: "la commune",
    Acces.PAR_EPCI: "l’intercommunalité",
    Acces.SUR_INVITATION: "qui invite à candidater",
}
_OTHERS = (Acces.PAR_COMMUNE, Acces.PAR_EPCI)


def is_formal(rule: Rule) -> bool:
    """Whether a legal form answers the condition."""
    is_list = rule.operator in LISTS and bool(tokens(rule.value))
    return rule.kind == ConditionKind.FORME_JURIDIQUE and is_list


def asked_of_another(group: Sequence[Rule], acces: str) -> bool:
    """Whether a group of alternatives is about the legal form of who hands in the demand for the project."""
    return acces in _OTHERS and all(map(is_formal, group))


def form_answer(rule: Rule, project: Project, acces: str = Acces.DIRECT) -> Verdict:
    """Return whether the legal form of ``project`` meets a condition; a code nobody knows says nothing."""
    named = tokens(rule.value)
    if project.forme in ("", FORME_UNDECIDED) or not is_formal(rule):
        return Verdict.A_VERIFIER
    if project.formes and not set(named) <= set(project.formes):
        return (
            Verdict.OUI if _among(project.forme, named) and _is_among(rule) else Verdict.A_VERIFIER
        )
    return _through(_compared(project.forme, named, _is_among(rule)), acces)


def beneficiaries(rules: SchemeRules, project: Project) -> CriterionResult | None:
    """Return whether those who may apply directly include the project's legal form: a doubt when not.

    None when the question is not asked, or when a blocking condition on legal forms says it better.
    """
    explicit = any(
        rule.is_blocking and rule.kind == ConditionKind.FORME_JURIDIQUE for rule in rules.conditions
    )
    if not project.forme or explicit:
        return None
    if not rules.beneficiaires:
        reason = "les sources lues ne disent pas qui peut demander"
        return CriterionResult("beneficiaire", LABEL, Verdict.A_VERIFIER, said(reason))
    codes = ",".join(rules.beneficiaires)
    rule = Rule(ConditionKind.FORME_JURIDIQUE, Operator.AMONG, codes)
    verdict = form_answer(rule, project, rules.acces)
    if verdict == Verdict.NON:
        # One may still come in with another: a partner, the head of the network.
        verdict = Verdict.A_VERIFIER
    reason = form_reason(rule, verdict, project, rules, dict(rules.beneficiaires))
    return CriterionResult("beneficiaire", LABEL, verdict, said(reason))


def through_whom(rules: SchemeRules, project: Project) -> str:
    """Return who hands in the demand for the project, when the project is not one of them."""
    is_theirs = rules.acces not in _OTHERS or project.forme == "collectivite"
    return "" if is_theirs else _BY_WHOM[Acces(rules.acces)]


def form_reason(
    rule: Rule,
    verdict: Verdict,
    project: Project,
    rules: SchemeRules,
    labels: dict[str, str] | None = None,
) -> str:
    """Say why a legal form is accepted or not."""
    known = {**project.formes, **(labels or {})}
    forms = either([lowered(known.get(code, code)) for code in tokens(rule.value)])
    asked = f"{'réservé' if _is_among(rule) else 'fermé'} à : {forms}"
    if verdict == Verdict.NON:
        return asked
    if rules.acces in _OTHERS:
        return f"{asked} ; la demande passe par {_BY_WHOM[Acces(rules.acces)]}"
    if project.forme == FORME_UNDECIDED:
        return f"{asked} ; votre forme juridique est à décider"
    if verdict == Verdict.OUI:
        return f"{lowered(known.get(project.forme, project.forme))} : oui"
    if rules.acces in _BY_WHOM:
        return f"la demande passe par {_BY_WHOM[Acces(rules.acces)]} : à voir ensemble"
    return f"{asked} ; à confirmer pour votre forme juridique"


def _is_among(rule: Rule) -> bool:
    return rule.operator == Operator.AMONG


def _among(forme: str, named: list[str]) -> bool:
    return bool({forme, *_IS_ALSO.get(forme, ())} & set(named))


def _compared(forme: str, named: list[str], is_among: bool) -> Verdict:
    if _among(forme, named):
        return Verdict.OUI if is_among else Verdict.NON
    if _MAY_BE.get(forme, set()) & set(named):
        return Verdict.A_VERIFIER
    return Verdict.NON if is_among else Verdict.OUI


def _through(verdict: Verdict, acces: str) -> Verdict:
    """Soften a refusal when somebody else hands in the demand: one then comes in through them."""
    return Verdict.A_VERIFIER if verdict == Verdict.NON and acces != Acces.DIRECT else verdict
