"""The questionnaire in a real browser: by keyboard, without JavaScript, on paper."""

import re

PATH = "/quel-modele/"
ANSWERED = (
    f"{PATH}?autonomie-locale=siege-decide&marque=nom-partage&capitalisation=procedures-internes"
)


def answer(page, question: str) -> None:
    """Choose the first answer of a question by keyboard."""
    page.focus(f"[data-question='{question}'] input >> nth=0")
    page.keyboard.press("Space")


def test_question_by_question_without_javascript_nothing_is_lost_going_back(visit):
    page = visit(PATH, width=360, javascript=False)
    page.click("text=Répondre question par question")
    first = page.get_attribute("fieldset[data-question]", "data-question")

    answer(page, first)
    page.keyboard.press("Enter")  # the first button of the form goes on
    page.wait_for_url("**etape=2")
    second = page.get_attribute("fieldset[data-question]", "data-question")
    page.check(f"[data-question='{second}'] input[value='je-ne-sais-pas']")
    page.click("text=Question précédente")

    assert page.is_checked(f"[data-question='{first}'] input >> nth=0")
    assert "2 réponses sur" in page.inner_text("header.page-head")
    page.click("button[name=etape][value='2'] >> nth=0")
    assert page.is_checked(f"[data-question='{second}'] input[value='je-ne-sais-pas']")
    page.click("button[name=voir][value=resultat]")
    assert page.locator("[data-modele]").count() == 3
    assert "voir=" not in page.url
    assert f"{second}=je-ne-sais-pas" in page.url


def test_all_at_once_by_keyboard_and_back_without_javascript(visit):
    page = visit(PATH, javascript=False)

    for question in ("autonomie-locale", "marque"):
        answer(page, question)
    page.focus("button[value=resultat]")
    page.keyboard.press("Enter")
    page.wait_for_url("**autonomie-locale=*")

    assert re.search(r"/quel-modele/\?autonomie-locale=[\w-]+&marque=[\w-]+$", page.url)
    assert page.locator("[data-modele]").count() == 3
    page.go_back()
    assert page.locator("input:checked").count() == 2


def test_the_end_of_the_form_never_hides_what_has_the_focus(visit):
    page = visit(PATH, width=360)

    for _ in range(60):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
                const end = document.querySelector('.questionnaire-end');
                const focused = document.activeElement;
                if (end.contains(focused) || !focused.closest('.questionnaire')) return false;
                return focused.getBoundingClientRect().bottom > end.getBoundingClientRect().top + 1;
            }"""
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_a_change_proposed_gives_the_order_it_announces(visit):
    page = visit(ANSWERED)
    first = page.get_attribute("[data-modele] >> nth=0", "data-modele")
    announced = page.inner_text("section[aria-labelledby=bascule] h3 >> nth=0").strip()

    page.click("section[aria-labelledby=bascule] a >> nth=0")

    now = page.locator("[data-modele] >> nth=0")
    assert now.get_attribute("data-modele") != first
    assert announced in now.inner_text()


def test_a_commune_is_chosen_with_suggestions_and_the_answers_stay(visit):
    page = visit(ANSWERED)

    page.fill("#situation-lieu", "guer")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.click("text=Préciser")
    page.wait_for_url("**commune=23096**")

    assert "marque=nom-partage" in page.url
    assert page.locator("[data-groupe=dispositifs] [data-verdict]").count() > 0


def test_the_result_is_printed_whole_without_what_one_clicks(visit):
    page = visit(ANSWERED)

    page.emulate_media(media="print")

    assert not page.is_visible("[data-print]")
    assert not page.is_visible(".questionnaire")
    assert page.is_visible("table.sum")
    assert page.is_visible("p.print-only")


def test_the_questions_are_printed_to_be_answered_by_hand(visit):
    page = visit(PATH)

    page.emulate_media(media="print")

    assert page.is_visible("fieldset[data-question] >> nth=0")
    assert not page.is_visible(".questionnaire-end")
    assert not page.is_visible("text=Pourquoi cette question >> nth=0")
