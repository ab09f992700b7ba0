"""The inspecting client sees what it claims to see, and nothing on a sound page."""

from pathlib import Path

import django
import pytest
from django.conf import settings
from django.template import engines

from .inspection import MISSING, faults_of

SOUND = """<!doctype html>
<html lang="fr"><head><script src="/static/a.js"></script>
<script type="application/ld+json">{"@type": "None"}</script></head>
<body><h1 id="titre">Les modèles</h1><a href="/modeles/">Tous</a> <a href="#titre">Haut</a>
<a href="https://exemple.fr/">Ailleurs</a> <code>None</code></body></html>"""


def test_a_sound_page_has_no_fault():
    assert faults_of(SOUND) == []


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("Tous", "{{ titre }}", "debris"),
        ("Tous", "{% endif", "debris"),
        ("Tous", "{# à faire", "debris"),
        ("Tous", f"{MISSING}titre", "missing variable: titre"),
        ("Tous", "None", "Python word shown: None"),
        ("Tous", "Actif : True.", "Python word shown: True"),
        ("<h1 id", "<h2 id", "0 <h1>"),
        ("</body>", "<h1>Encore</h1></body>", "2 <h1>"),
        ("</body>", '<p id="titre"></p></body>', "id used twice: titre"),
        ("</body>", "<script>alert(1)</script></body>", "inline: <script>"),
        ("</head>", "<style>p {}</style></head>", "inline: <style>"),
        ("<body>", '<body style="color: red">', "inline: style"),
        ("<body>", '<body onload="x()">', "inline: onload"),
        ('lang="fr"', 'lang="en"', "lang is 'en'"),
        ('href="/modeles/"', 'href="modeles/"', "link that does not start with /"),
        ('href="/modeles/"', 'href="?page=2"', "link that does not start with /"),
        ('href="/modeles/"', 'href="//exemple.fr/"', "link that does not start with /"),
        ('href="/modeles/"', 'href="javascript:x()"', "link that does not start with /"),
    ],
)
def test_a_fault_is_seen(right, wrong, expected):
    faults = faults_of(SOUND.replace(right, wrong))

    assert any(expected in fault for fault in faults)


def test_a_variable_that_the_view_forgot_is_marked():
    assert render_line("{{ titre }}") == f"{MISSING}titre"
    assert render_line("{{ titre|upper }}") == f"{MISSING}titre"


def test_a_variable_with_a_default_is_optional():
    assert render_line('{{ titre|default:"Sans titre" }}') == "Sans titre"
    assert render_line("{% if titre %}oui{% else %}non{% endif %}") == "non"


def test_a_missing_variable_stays_false_when_it_is_passed_on():
    line = "{% with autre=titre %}{% if autre %}oui{% else %}non{% endif %}{% endwith %}"

    assert render_line(line) == "non"


def test_the_templates_of_libraries_may_count_on_silence():
    assert render_line("{{ titre }}", folder=Path(django.__file__).parent) == ""


def render_line(source: str, folder: Path = settings.BASE_DIR / "templates") -> str:
    """Render a template as if it were a file of this folder."""
    template = engines["django"].from_string(source)
    template.template.origin.name = str(folder / "line.html")
    return template.render({})
