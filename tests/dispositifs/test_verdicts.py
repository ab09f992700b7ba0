"""Rules as the database gives them, verdicts and reasons for the rows of a list, and what they cost."""

from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from dispositifs import judging
from dispositifs.choices import Verdict
from dispositifs.coverage import CoverageRow
from dispositifs.eligibility import Project, judge
from dispositifs.rules import Rule, SchemeRules
from dispositifs.rules_reading import place_of, rules_of, standings_in
from dispositifs.verdicts import reasons, signature, standings_by_place, territory_in, verdicts_in
from essaimage.territoires.facts import facts_of
from tests.factories import (
    make_commune,
    make_condition,
    make_coverage,
    make_departement,
    make_dispositif,
    make_epci,
    make_region,
)

from .eligibility_strategies import Held
from .test_eligibility_cases import said
from .witnesses import GUERET

_MET = judging.Judging._met

pytestmark = pytest.mark.django_db


def condition(kind, operator, value="", **values):
    return Rule(kind, operator, value, "La condition.", **values)


def test_rules_are_read_as_they_are_written():
    heir = make_dispositif(title="France ruralités")
    dispositif = make_dispositif(
        vie="remplace", replaced_by=heir, acces="par_commune", ruralite="rural_reserve"
    )
    commune = make_commune()
    make_coverage(dispositif, kind="commune", commune=commune)
    make_coverage(dispositif, mode="exclut", kind="libre", text="Les métropoles")
    make_condition(dispositif, kind="zonage", operator="parmi", value="frr", group=2)
    make_condition(dispositif, sentence="Un lieu.", is_blocking=False)

    rules = rules_of([dispositif.pk])

    assert rules == {
        dispositif.pk: SchemeRules(
            coverages=(
                CoverageRow(
                    "inclut",
                    "commune",
                    region=commune.departement.region.code,
                    departement=commune.departement.code,
                    epci=commune.epci.code if commune.epci else "",
                    commune=commune.code,
                    name="Guéret",
                ),
                CoverageRow("exclut", "libre", name="Les métropoles"),
            ),
            conditions=(
                Rule("zonage", "parmi", "frr", "Avoir un lieu d’accueil.", 2),
                Rule("autre", "enonce", "", "Un lieu.", 1, is_blocking=False),
            ),
            vie="remplace",
            heir="France ruralités",
            acces="par_commune",
            ruralite="rural_reserve",
        )
    }


def test_the_end_of_a_scheme_is_told_as_precisely_as_known():
    dispositif = make_dispositif(vie="termine", ended_on=date(2023, 1, 1), ended_precision="annee")

    rules = rules_of([dispositif.pk])[dispositif.pk]

    assert rules.ended_said == "2023"
    assert said(judge(rules, Project(GUERET)).reason) == (
        "Terminé (2023) : on ne peut plus le demander"
    )


def test_a_draft_heir_is_not_named():
    heir = make_dispositif(title="Secret", status="brouillon")
    dispositif = make_dispositif(
        vie="remplace", replaced_by=heir, replaced_by_text="un nouveau plan"
    )

    assert rules_of([dispositif.pk])[dispositif.pk].heir == "un nouveau plan"


def test_the_reasons_of_a_page_cost_one_query_whatever_the_number_of_rows(
    django_assert_num_queries,
):
    facts = facts_of(make_commune(population=12_955))
    schemes = [make_dispositif() for _ in range(20)]
    for dispositif in schemes:
        make_coverage(dispositif)
        make_condition(dispositif, kind="population", operator="inferieur", value="3500")

    with django_assert_num_queries(1):
        one = reasons([schemes[0].pk], facts)
    with django_assert_num_queries(1):
        found = reasons([dispositif.pk for dispositif in schemes], facts)

    assert one[schemes[0].pk] == found[schemes[0].pk]
    assert {verdict for verdict, _ in found.values()} == {Verdict.NON}
    assert said(found[schemes[0].pk][1]) == "12 955 habitants, seuil de 3 500 : non"


def test_no_reason_is_asked_for_no_row():
    assert reasons([], GUERET) == {}


def test_an_intercommunality_on_a_border_lies_in_both_departements():
    region = make_region("84", "Auvergne-Rhône-Alpes", zone="metro")
    ardeche = make_departement("07", "Ardèche", region=region)
    drome = make_departement("26", "Drôme", region=region)
    loire = make_departement("42", "Loire", region=region)
    epci = make_epci("200040459", "Arche Agglo")
    make_commune("07324", "Tournon-sur-Rhône", departement=ardeche, epci=epci)
    make_commune("26347", "Tain-l’Hermitage", departement=drome, epci=epci)
    of_epci = make_dispositif(title="Arche Agglo")
    make_coverage(of_epci, kind="epci", epci=epci)
    of_drome = make_dispositif(title="Drôme")
    make_coverage(of_drome, kind="departement", departement=drome)
    of_region = make_dispositif(title="Région")
    make_coverage(of_region, kind="region", region=region)
    held = Held(rules_of())

    found = {
        territory: tuple(map(set, territory_in(held, territory)))
        for territory in (ardeche, drome, loire, epci, region)
    }

    assert found == {
        ardeche: ({of_region.pk}, {of_epci.pk}),
        drome: ({of_region.pk, of_drome.pk}, {of_epci.pk}),
        loire: ({of_region.pk}, set()),
        epci: ({of_region.pk, of_epci.pk}, {of_drome.pk}),
        region: ({of_region.pk}, {of_epci.pk, of_drome.pk}),
    }
    for territory, (covers, inside) in found.items():
        reference = standings_in(territory)
        assert covers == {pk for pk, how in reference.items() if how.relation == "couvre"}
        assert inside == {pk for pk, how in reference.items() if how.relation == "dedans"}


def test_a_commune_stands_where_its_facts_say():
    commune = make_commune(epci=make_epci())
    place = place_of(commune)
    dispositif = make_dispositif()
    make_coverage(dispositif, kind="epci", epci=commune.epci)

    covers, _ = standings_by_place(Held(rules_of()), place)

    assert place.holders[:3] == ("com-23096", "epci-200034825", "dep-23")
    assert set(covers) == {dispositif.pk}


def test_schemes_that_ask_the_same_share_one_value():
    asked = [
        SchemeRules(conditions=(condition("population", "inferieur", value),))
        for value in ("3500", "3 500", "3500.0".replace(".0", ""))
    ]
    told = SchemeRules(conditions=(condition("autre", "enonce"), condition("budget", "enonce")))
    other = SchemeRules(conditions=(condition("effectif", "au_moins", "2"),))

    assert len({signature(rules) for rules in asked}) == 1
    assert signature(told) == signature(other) != signature(asked[0])
    assert signature(SchemeRules()) == "[]"


def test_a_commune_answers_each_condition_once_whatever_the_number_of_schemes():
    zonages = ("frr", "pvd", "acv", "qpv", "villages-davenir")
    kinds = [
        SchemeRules(
            coverages=(CoverageRow("inclut", "region", region=str(number % 18)),),
            conditions=(
                condition("population", "inferieur", str(1_000 + 10 * number)),
                condition("zonage", "parmi", zonages[number % 5], group=2),
            ),
        )
        for number in range(200)
    ]
    held = Held({pk: kinds[pk % 200] for pk in range(50_000)})

    with patch("dispositifs.judging.answer", wraps=judging.answer) as answered:
        found = verdicts_in(held, GUERET)

    assert sum(map(len, found.values())) == 50_000
    assert answered.call_count == 200 + len(zonages)


def test_a_commune_that_answers_alike_gets_the_same_verdicts_without_working_them_out():
    held = Held({1: SchemeRules(conditions=(condition("population", "inferieur", "3500"),))})
    alike, other = replace(GUERET, population=3_499), replace(GUERET, population=3_500)
    smaller = replace(GUERET, population=12)

    with patch.object(judging.Judging, "_met", autospec=True, side_effect=_MET) as worked_out:
        found = [verdicts_in(held, place) for place in (alike, other, smaller)]

    assert worked_out.call_count == 2
    assert [set(each[Verdict.NON]) for each in found] == [set(), {1}, set()]


def test_ways_to_answer_are_forgotten_the_oldest_first():
    kinds = [
        SchemeRules(conditions=(condition("population", "inferieur", str(limit)),))
        for limit in range(100)
    ]
    held = Held(dict(enumerate(kinds, 1)))

    for _ in range(2):
        for people in range(100):
            found = verdicts_in(held, replace(GUERET, population=people))
            assert set(found[Verdict.NON]) == set(range(1, people + 2))


def test_the_query_kept_follows_the_clock_and_the_number_of_rows():
    later = timezone.now() + timedelta(hours=1)
    heir = make_dispositif(title="Bientôt publié", published_at=later)
    old = make_dispositif(vie="remplace", replaced_by=heir, replaced_by_text="un autre")
    others = [make_dispositif() for _ in range(3)]

    before = rules_of([old.pk])
    with patch("dispositifs.rules_query.timezone.now", return_value=later + timedelta(hours=1)):
        after = rules_of([old.pk])

    assert before[old.pk].heir == "un autre"
    assert after[old.pk].heir == "Bientôt publié"
    assert set(rules_of([old.pk, *(row.pk for row in others)])) == {old.pk, *(r.pk for r in others)}
    assert rules_of([old.pk, 987_654]).keys() == {old.pk}
