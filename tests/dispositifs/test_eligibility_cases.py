"""Real schemes in real communes: each case is traced to the condition of the sheet and to its source.

The fourth column is the source that the sheet cites for what decides (``03_sources.yaml``); it is
checked against the fixtures, so that a case cannot outlive the fact it stands on.
"""

import pytest

from dispositifs.eligibility import Project, judge

from .witnesses import (
    AMBERT,
    BAUGY,
    BOUSSAC_BOURG,
    CAYENNE,
    CONCARNEAU,
    FORMES,
    GUERET,
    MENDE,
    NOUMEA,
    PARIS,
    PREMILHAT,
    SAINT_DENIS,
    SAINT_ETIENNE,
    SAINT_JEAN_SUR_REYSSOUZE,
    SAINT_PIERRE,
    UNKNOWN,
    schemes,
)

OUI, A_VERIFIER, NON = "oui", "a-verifier", "non"

CASES = [
    # Zonage, on exhaustive lists.
    ("action-coeur-de-ville", GUERET, OUI, "la-tribune-acv-2020", "Dans Action cœur de ville (liste du 2 avril 2025) ; la demande passe par la commune"),
    ("action-coeur-de-ville", MENDE, OUI, "la-tribune-acv-2020", "Dans Action cœur de ville"),
    ("action-coeur-de-ville", PARIS, NON, "la-tribune-acv-2020", "Hors d’Action cœur de ville"),
    ("action-coeur-de-ville", UNKNOWN, A_VERIFIER, "la-tribune-acv-2020", "Action cœur de ville : non renseigné"),
    ("petites-villes-de-demain", GUERET, NON, "maires-de-france-pvd-2021", "Hors de Petites villes de demain"),
    ("petites-villes-de-demain", AMBERT, OUI, "maires-de-france-pvd-2021", "Dans Petites villes de demain (liste du 7 août 2024) ; la demande passe par la commune"),
    ("petites-villes-de-demain", CONCARNEAU, OUI, "maires-de-france-pvd-2021", "Dans Petites villes de demain"),
    ("petites-villes-de-demain", UNKNOWN, A_VERIFIER, "maires-de-france-pvd-2021", "non renseigné"),
    ("france-ruralites-revitalisation", GUERET, A_VERIFIER, "amf-frr-2025", "Classée FRR (liste du 10 juillet 2025) ; forme juridique à confirmer"),
    ("france-ruralites-revitalisation", BOUSSAC_BOURG, A_VERIFIER, "amf-frr-2025", "Classée FRR+ (liste du 10 juillet 2025)"),
    ("france-ruralites-revitalisation", BAUGY, A_VERIFIER, "amf-frr-2025", "en partie seulement"),
    ("france-ruralites-revitalisation", SAINT_ETIENNE, NON, "amf-frr-2025", "Non classée FRR"),
    ("france-ruralites-revitalisation", UNKNOWN, A_VERIFIER, "amf-frr-2025", "non renseigné"),
    # Zonage by districts, on a list that is not exhaustive: never oui, never non.
    ("contrats-de-ville", PARIS, A_VERIFIER, "insee-qpv-definition", "vérifiez l’adresse"),
    ("contrats-de-ville", GUERET, A_VERIFIER, "insee-qpv-definition", "vérifiez l’adresse"),
    ("contrats-de-ville", AMBERT, A_VERIFIER, "insee-qpv-definition", "non renseigné"),
    # … but dispersed housing has none, unless a thousand people live there (one commune of 2024).
    ("contrats-de-ville", SAINT_JEAN_SUR_REYSSOUZE, NON, "insee-qpv-definition", "Réservé à la ville ; Saint-Jean-sur-Reyssouze est une commune rurale à habitat très dispersé"),
    ("contrats-de-ville", BOUSSAC_BOURG, NON, "insee-qpv-definition", "rurale à habitat dispersé"),
    ("contrats-de-ville", PREMILHAT, A_VERIFIER, "insee-qpv-definition", "Quartier prioritaire dans la commune"),
    ("contrats-de-ville", UNKNOWN, A_VERIFIER, "insee-qpv-definition", "non renseigné"),
    # Population.
    ("mille-cafes", GUERET, NON, "mille-cafes-faq", "12 955 habitants, seuil de 3 500 : non"),
    ("mille-cafes", BOUSSAC_BOURG, OUI, "mille-cafes-faq", "686 habitants, seuil de 3 500 : oui"),
    ("mille-cafes", AMBERT, NON, "mille-cafes-faq", "6 517 habitants, seuil de 3 500 : non"),
    ("mille-cafes", UNKNOWN, A_VERIFIER, "mille-cafes-faq", "Population non renseignée"),
    ("bouge-ton-coq", MENDE, NON, "gazette-france-bouge-ton-coq-2024", "12 464 habitants"),
    ("bouge-ton-coq", BOUSSAC_BOURG, A_VERIFIER, "gazette-france-bouge-ton-coq-2024", "seuil de 3 500 : oui ; "),
    # Sources disagree on a threshold: what all of them accept, what none does, what only some do.
    ("insite", BOUSSAC_BOURG, OUI, "la-gazette-insite-2019", "686 habitants, seuil de 1 000 : oui"),
    ("insite", BAUGY, A_VERIFIER, "corse-net-infos-insite-2024", "1 000, 1 500 ou 3 000 habitants selon les sources"),
    ("insite", GUERET, NON, "presselib-insite", "12 955 habitants, seuil de 3 000 : non"),
    ("insite", NOUMEA, NON, "presselib-insite", "85 976 habitants, seuil de 3 000 : non"),
    ("insite", UNKNOWN, A_VERIFIER, "corse-net-infos-insite-2024", "Population non renseignée"),
    # Density.
    ("soutien-commerce-rural", GUERET, NON, "boursorama-commerce-rural", "Centre urbain intermédiaire"),
    ("soutien-commerce-rural", MENDE, NON, "boursorama-commerce-rural", "Petite ville ou ceinture urbaine"),
    ("soutien-commerce-rural", AMBERT, A_VERIFIER, "prefecture-haute-loire-commerce-2024", "Bourg rural pour l’Insee (grille du 21 juillet 2026) : oui ; 2 points à confirmer"),
    ("soutien-commerce-rural", UNKNOWN, A_VERIFIER, "boursorama-commerce-rural", "Densité de la commune"),
    # All of them together.
    ("villages-davenir", BOUSSAC_BOURG, OUI, "banque-territoires-villages-avenir-2025", "Dans Villages d’avenir (liste du 5 septembre 2024) ; la demande passe par la commune"),
    ("villages-davenir", GUERET, NON, "banque-territoires-villages-avenir-2025", "12 955 habitants"),
    ("villages-davenir", BAUGY, A_VERIFIER, "banque-territoires-villages-avenir-2025", "non renseigné"),
    # Rural in general: only what is surely the contrary is refused.
    ("france-ruralites", BOUSSAC_BOURG, OUI, "anct-france-ruralites-2023", "Boussac-Bourg est une commune rurale à habitat dispersé pour l’Insee ; la demande passe par la commune"),
    ("france-ruralites", GUERET, A_VERIFIER, "anct-france-ruralites-2023", "Réservé au rural et aux petites villes ; Guéret est un centre urbain intermédiaire"),
    ("france-ruralites", PARIS, NON, "anct-france-ruralites-2023", "grand centre urbain"),
    # … overseas, vast communes hold a large town and classed heights.
    ("france-ruralites", SAINT_DENIS, A_VERIFIER, "anct-france-ruralites-2023", "Saint-Denis, classée FRR en partie, est un grand centre urbain pour l’Insee"),
    ("france-ruralites", CAYENNE, A_VERIFIER, "anct-france-ruralites-2023", "Cayenne, classée FRR, est un grand centre urbain"),
    ("leader", GUERET, A_VERIFIER, "banque-des-territoires-leader-2024", "Périmètre à vérifier : Territoires couverts par un groupe d’action locale"),
    ("leader", SAINT_DENIS, A_VERIFIER, "banque-des-territoires-leader-2024", "groupe d’action locale"),
    ("leader", PARIS, NON, "banque-des-territoires-leader-2024", "Paris est un grand centre urbain"),
    # A territory to confirm is told before a condition that only the project knows.
    ("villages-vivants", GUERET, A_VERIFIER, "bref-eco-villages-vivants-2024", "Périmètre à vérifier : Autres territoires du sud-est"),
    ("villages-vivants", AMBERT, A_VERIFIER, "bref-eco-villages-vivants-2024", "Ambert est un bourg rural"),
    # Territory: région, département, Hexagone, words.
    ("alter-venture", MENDE, OUI, "la-tribune-alter-venture-2018", "Territoire couvert : Occitanie"),
    ("alter-venture", GUERET, NON, "la-tribune-alter-venture-2018", "Réservé à un autre territoire"),
    ("ronalpia-implantation", SAINT_ETIENNE, A_VERIFIER, "evolem-ronalpia", "fait ses preuves"),
    ("ronalpia-implantation", PARIS, NON, "ronalpia-implantation-2022", "Auvergne-Rhône-Alpes"),
    ("alter-incub", GUERET, NON, "la-tribune-alter-incub-2017", "Réservé à un autre territoire : Auvergne-Rhône-Alpes, Centre-Val de Loire, Occitanie ou 4 autres territoires"),
    ("cocoshaker", AMBERT, A_VERIFIER, "fondation-rte-decembre-2020", "intervient dans le département"),
    ("cocoshaker", PARIS, NON, "fondation-rte-decembre-2020", "Réservé à un autre territoire : Allier, Cantal, Haute-Loire ou 1 autre territoire"),
    ("cocoshaker", SAINT_ETIENNE, NON, "fondation-rte-decembre-2020", "Réservé à un autre territoire"),
    ("atis", GUERET, OUI, "aqui-atis-2020", "Territoire couvert : Nouvelle-Aquitaine"),
    ("atis", PARIS, NON, "aqui-atis-2020", "Nouvelle-Aquitaine"),
    ("fondation-rte", CAYENNE, NON, "fondation-rte-criteres", "Réservé à un autre territoire : l’Hexagone et la Corse"),
    ("pins", CAYENNE, NON, "avise-pins", "l’Hexagone et la Corse"),
    ("cigales", GUERET, A_VERIFIER, "medoc-cigales-2024", "Périmètre à vérifier : Territoires où existe un club"),
    ("act-for-impact", GUERET, OUI, "bnp-paribas-rapport-integre-2021", "Ouvert dans toute la France"),
    ("act-for-impact", CAYENNE, OUI, "bnp-paribas-rapport-integre-2021", "Ouvert dans toute la France"),
    ("act-for-impact", SAINT_PIERRE, A_VERIFIER, "bnp-paribas-rapport-integre-2021", "outre-mer"),
    # What no place answers is told.
    ("dla", GUERET, A_VERIFIER, "avise-dla-2023", "La structure emploie au moins une personne"),
    ("la-france-sengage", PARIS, A_VERIFIER, "lfse-faq-2025", "4 autres points à confirmer"),
    ("conseillers-numeriques", GUERET, A_VERIFIER, "senat-plf-2026-numerique", "Une convention est déjà signée : le projet de loi de finances pour 2026 n’en prévoyait pas de nouvelle"),
    ("fonjep", MENDE, A_VERIFIER, "ac-montpellier-fonjep", "La structure est une association ; 1 autre point à confirmer"),
    ("adie", GUERET, A_VERIFIER, "le-moniteur-77-adie", "une personne, non une association ; 1 autre point à confirmer"),
    ("guid-asso", PARIS, A_VERIFIER, "decret-guid-asso-2024", "association"),
]  # fmt: skip

CLOSED = ["agenda-rural", "cites-de-lemploi", "fondation-ag2r-la-mondiale"]

FORM_CASES = [
    ("dla", "association", A_VERIFIER, "avise-dla-2023", "emploie au moins une personne"),
    # Insertion structures and adapted companies are often companies.
    ("dla", "societe", A_VERIFIER, "avise-dla-2023", "1 autre point à confirmer"),
    ("la-france-sengage", "societe_esus", A_VERIFIER, "lfse-faq-2025", "trois ans"),
    ("la-france-sengage", "cooperative", A_VERIFIER, "lfse-faq-2025", "agréée Esus ; à confirmer"),
    ("la-france-sengage", "societe", NON, "lfse-faq-2025", "Réservé à : association"),
    ("fdva", "association", A_VERIFIER, "fdva-regles-lues", "intérêt général"),
    ("fdva", "societe", NON, "fdva-regles-lues", "Réservé à : association"),
    ("guid-asso", "particulier", OUI, "decret-guid-asso-2024", "Ouvert dans toute la France"),
    ("guid-asso", "cooperative", NON, "decret-guid-asso-2024", "association ou particulier"),
    ("guid-asso", "inconnue", A_VERIFIER, "decret-guid-asso-2024", "votre forme juridique est à décider"),
    ("adie", "association", NON, "le-moniteur-77-adie", "Réservé à : particulier"),
    ("france-ruralites-revitalisation", "societe", OUI, "amf-frr-2025", "Classée FRR"),
    ("france-ruralites-revitalisation", "societe_esus", OUI, "amf-frr-2025", "Classée FRR"),
    ("france-ruralites-revitalisation", "cooperative", A_VERIFIER, "amf-frr-2025", "à confirmer"),
    ("france-ruralites-revitalisation", "association", A_VERIFIER, "amf-frr-2025", "forme juridique à confirmer"),
    ("action-coeur-de-ville", "association", OUI, "caisse-des-depots-acv-2023", "Dans Action cœur de ville"),
    ("action-coeur-de-ville", "collectivite", OUI, "caisse-des-depots-acv-2023", "Dans Action cœur de ville (liste du 2 avril 2025)"),
    ("novess", "association", A_VERIFIER, "isbl-novess", "trois ans au moins, six pour les plus gros tickets ; 1 autre point à confirmer"),
    ("inco", "societe", OUI, "touleco-inco-2023", "Ouvert dans toute la France"),
    ("inco", "collectivite", A_VERIFIER, "touleco-inco-2023", "Réservé à"),
]  # fmt: skip


def said(text):
    """Return text with plain spaces, as it is typed in the tables."""
    return text.replace("\u00a0", " ")


def sources_of(rules):
    """Return the codes of the sources that the coverage and conditions of a scheme cite."""
    return {row.source for row in (*rules.coverages, *rules.conditions)}


@pytest.mark.parametrize(
    ("scheme", "place", "verdict", "source", "reason"),
    CASES,
    ids=[f"{case[0]}-{case[1].name}" for case in CASES],
)
def test_a_scheme_applies_in_a_commune_as_its_sources_say(scheme, place, verdict, source, reason):
    rules = schemes()[scheme]

    found = judge(rules, Project(place))

    assert found.verdict == verdict, found.reason
    assert reason in said(found.reason)
    assert source in sources_of(rules)


@pytest.mark.parametrize(("scheme", "forme", "verdict", "source", "reason"), FORM_CASES)
def test_a_scheme_is_open_to_the_legal_forms_that_its_sources_name(
    scheme, forme, verdict, source, reason
):
    rules = schemes()[scheme]

    found = judge(rules, Project(GUERET, forme=forme, formes=FORMES))

    assert found.verdict == verdict, found.reason
    assert reason in said(found.reason)
    assert source in sources_of(rules)


@pytest.mark.parametrize("scheme", CLOSED)
@pytest.mark.parametrize("place", [GUERET, PARIS, UNKNOWN], ids=lambda place: place.name)
def test_a_closed_scheme_applies_nowhere_and_says_so(scheme, place):
    found = judge(schemes()[scheme], Project(place))

    assert found.verdict == NON
    assert "on ne peut plus le demander" in said(found.reason)


def test_the_mayor_is_not_told_that_the_mayor_must_ask():
    scheme = schemes()["action-coeur-de-ville"]

    found = judge(scheme, Project(GUERET, forme="collectivite", formes=FORMES))

    assert said(found.reason) == "Dans Action cœur de ville (liste du 2 avril 2025)"


def test_no_sentence_speaks_of_somebody_it_does_not_name():
    """A list tells one condition alone: « Elle est d’intérêt général » says nothing there."""
    orphans = [
        (code, rule.sentence)
        for code, scheme in schemes().items()
        for rule in scheme.conditions
        if rule.sentence.split(" ")[0] in ("Elle", "Elles", "Il", "Ils", "Celle-ci", "Celui-ci")
    ]

    assert orphans == []
