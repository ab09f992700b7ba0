"""A small questionnaire in the database, and what its page says, for the tests of the orientation."""

import re
from dataclasses import dataclass

from django.http import HttpResponse

from models_catalog.models import KeyQuestion, NetworkModel
from tests.factories import make_affinity, make_answer, make_model, make_question

PATH = "/quel-modele/"
TITLES = {
    "integre": "Modèle intégré",
    "federation": "Fédération",
    "franchise-sociale": "Franchise sociale",
}


@dataclass
class Questionnaire:
    """The three models, and questions named q1, q2… with answers « oui » and « non »."""

    models: dict[str, NetworkModel]
    questions: list[KeyQuestion]


def make_three_models() -> dict[str, NetworkModel]:
    """The three models, in their order."""
    return {
        slug: make_model(slug=slug, title=title, order=order)
        for order, (slug, title) in enumerate(TITLES.items())
    }


def make_questionnaire(*weights: dict[str, int], **answer) -> Questionnaire:
    """Ask as many questions as there are ``weights``: what « oui » gives each model; « non » gives nothing.

    ``answer`` are values of every « oui ».
    """
    models = make_three_models()
    questions = []
    for number, given in enumerate(weights, start=1):
        question = make_question(
            slug=f"q{number}",
            title=f"Est-ce le cas numéro {number} ?",
            order=number,
            why="Parce que.",
        )
        yes = make_answer(question, slug="oui", label=f"Oui, cas {number}", order=1, **answer)
        make_answer(question, slug="non", label=f"Non, cas {number}", order=2)
        for slug, weight in given.items():
            reason = f"Raison {number} de {slug}."
            make_affinity(yes, model=models[slug], weight=weight, reason=reason)
        questions.append(question)
    return Questionnaire(models, questions)


def ranking(page: HttpResponse) -> list[tuple[str, int]]:
    """Return the models of a result with their points, in the order of the page."""
    found = re.findall(
        r'data-modele="([^"]+)" data-points="(-?\d+)"', page.content.decode(page.charset)
    )
    return [(slug, int(points)) for slug, points in found]


def asked(page: HttpResponse) -> dict[str, list[str]]:
    """Return the questions of a page with the values offered, in order."""
    html = page.content.decode(page.charset)
    return {
        part[0]: re.findall(rf'name="{re.escape(part[0])}" value="([^"]+)"', part[1])
        for part in re.findall(r'<fieldset[^>]*data-question="([^"]+)"(.*?)</fieldset>', html, re.S)
    }


def checked(page: HttpResponse) -> dict[str, str]:
    """Return the answers ticked on a page."""
    return dict(
        re.findall(
            r'<input type="radio" name="([^"]+)" value="([^"]+)" checked', page.content.decode()
        )
    )


def hidden(page: HttpResponse) -> dict[str, str]:
    """Return what the forms of a page carry along."""
    return dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    )


def addition(page: HttpResponse) -> list[list[int]]:
    """Return the table of a result: the points of each line, the total last."""
    table = page.content.decode().split('<table class="sum"')[1].split("</table>")[0]
    return [
        [int(cell.replace("−", "-")) for cell in re.findall(r"([+−]?\d+)<", row.split("</th>")[1])]
        for row in table.split('<tr role="row">')[2:]
    ]
