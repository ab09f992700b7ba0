"""Parts of a page drawn once in each process."""

import pytest
from django.template import engines

from essaimage.common.templatetags import drawing


def draw(tag: str, **context: str) -> str:
    template = engines["django"].from_string("{% load drawing %}" + tag)
    return template.render({"path": "/modeles/", **context})


@pytest.fixture(autouse=True)
def nothing_drawn():
    drawing._drawn.cache_clear()


def test_a_part_is_drawn_once_for_the_same_arguments():
    tag = '{% drawn_once "components/site_nav.html" path=path %}'

    assert draw(tag) == draw(tag)
    assert drawing._drawn.cache_info().misses == 1
    assert 'aria-current="page"' in draw(tag)


def test_other_arguments_draw_it_anew():
    shown = draw('{% drawn_once "components/site_foot.html" is_demo=True publisher="" %}')
    other = draw('{% drawn_once "components/site_foot.html" is_demo=False publisher="Les Amis" %}')

    assert "Installation de démonstration" in shown
    assert "Publié par Les Amis" in other


def test_while_developing_a_part_is_drawn_each_time(settings):
    settings.DEBUG = True

    draw('{% drawn_once "components/logo.html" %}')

    assert drawing._drawn.cache_info().currsize == 0


def test_arguments_are_escaped():
    tag = '{% drawn_once "components/site_foot.html" is_demo=False publisher=name %}'

    assert "Publié par &lt;b&gt;." in draw(tag, name="<b>")
