"""Territories in a real browser: the journey without JavaScript, counts that agree, paper."""

GUERET = "/territoires/23096-gueret/"


def test_from_home_to_the_schemes_of_a_commune_without_javascript(visit):
    page = visit("/", width=360, javascript=False)

    page.fill("#commune", "gueret")
    page.click("text=Voir ce qui s’y applique")
    assert page.url.endswith("/territoires/?q=gueret")

    page.click("[data-commune='23096'] a >> nth=0")
    assert page.url.endswith(GUERET)
    assert page.inner_text("h1") == "Guéret"
    assert "Rural" in page.inner_text(".sentence")

    page.click("text=Filtrer ce qui s’applique à Guéret")
    assert "commune=23096" in page.url
    total = int(page.get_attribute("#resultats", "data-total"))
    assert total > 0
    page.click("#resultats [data-slug] a >> nth=0")
    assert "commune=23096" in page.url


def test_the_counts_by_verdict_are_those_of_the_list_one_reaches(visit):
    page = visit(GUERET)
    totals = {
        verdict: page.get_attribute(f"[data-groupe='{verdict}']", "data-total")
        for verdict in ("oui", "a-verifier", "non")
    }

    for verdict, total in totals.items():
        page.goto(f"/dispositifs/?commune=23096&verdict={verdict}")
        assert page.get_attribute("#resultats", "data-total") == total


def test_a_criterion_of_the_head_leads_to_its_line(visit):
    page = visit(GUERET)

    page.click(".readings a >> nth=2")

    assert page.url.endswith("#critere-frr")
    assert page.locator("#critere-frr").is_visible()


def test_the_page_is_printed_without_what_one_clicks(visit):
    page = visit(GUERET)

    page.emulate_media(media="print")

    assert not page.is_visible(".head-find, .site-head .nav")
    assert page.is_visible(".readings")
    assert page.is_visible("#critere-population")
    assert not page.is_visible("text=Filtrer ce qui s’applique à Guéret")
