"""``manage.py check_links``: dry by default, told as it goes, one line of account."""

from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from essaimage.desk.links.models import LinkCheck
from essaimage.desk.links.running import NetworkDown, check, user_agent
from essaimage.desk.management.commands import check_links
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def visits(monkeypatch) -> None:
    """Let the command visit the local site, which nothing but a test may do."""
    local = partial(check, allow_loopback=True, pause=0, deadline=3.0)
    monkeypatch.setattr(check_links, "check", local)


def said(*arguments: str) -> list[str]:
    output = StringIO()
    call_command("check_links", *arguments, stdout=output)
    return output.getvalue().splitlines()


def test_without_a_yes_nothing_goes_out_and_nothing_is_written(site, visits):
    factories.make_source(url=site.address("/bon"))

    lines = said()

    assert "1 adresse dans le contenu, dont 1 jamais vue." in lines
    assert any(line.startswith("À blanc") for line in lines)
    assert site.requests == []
    assert not LinkCheck.objects.exists()


def test_with_a_yes_each_fault_is_named_and_the_account_is_one_line(site, visits):
    for path in ("/bon", "/statut/410", "/statut/503", "/vers/301//bon"):
        factories.make_source(url=site.address(path))
    factories.make_link_check(address="https://exemple.fr/plus-nulle-part")

    lines = said("--oui")

    assert lines[0] == "4 adresses dans le contenu, 4 à visiter."
    assert f"mort : {site.address('/statut/410')}" in lines
    assert lines[-1] == "2 vivantes, 1 morte, 1 incertaine, 1 à une nouvelle adresse, 1 oubliée."


def test_the_second_time_there_is_nothing_to_do(site, visits):
    factories.make_source(url=site.address("/bon"))
    said("--oui")

    assert said("--oui")[-1] == "0 vivante, 0 morte, 0 incertaine."
    assert len(site.requests) == 1


def test_only_public_sites_are_visited_by_the_command(site):
    factories.make_source(url=site.address("/bon"))

    said("--oui")

    assert site.requests == []
    assert LinkCheck.objects.get().result == "incertain"


def test_a_machine_without_network_is_told_so(monkeypatch):
    def cut_off(**options):
        raise NetworkDown

    monkeypatch.setattr(check_links, "check", cut_off)

    with pytest.raises(CommandError, match="coupée du réseau"):
        said("--oui")


def test_what_was_done_before_an_interruption_is_told(monkeypatch):
    def interrupted(**options):
        raise KeyboardInterrupt

    monkeypatch.setattr(check_links, "check", interrupted)

    with pytest.raises(CommandError, match="0 adresse notée"):
        said("--oui")


@pytest.mark.parametrize("days", ["0", "-1", "400", "sept"])
def test_a_strange_number_of_days_is_refused(days):
    with pytest.raises(CommandError, match="un nombre de jours"):
        said("--jours", days)


def test_no_option_opens_the_machine_itself():
    parser = check_links.Command().create_parser("manage.py", "check_links")
    own = {"oui", "jours"}
    django = {name for action in parser._actions for name in [action.dest]} - own

    assert not [name for name in django | own if "local" in name or "loopback" in name]


def test_the_site_gives_its_address_when_it_has_one(settings):
    settings.SITE_URL = "https://essaimage.exemple"
    assert user_agent() == "Essaimage-liens/1.0 (+https://essaimage.exemple/)"

    settings.SITE_URL = ""
    assert user_agent() == "Essaimage-liens/1.0"
