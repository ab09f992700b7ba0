"""What ``make demo`` prepares, and what it refuses to begin."""

import re
import socket
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from essaimage.desk.management.commands.prepare_demo import EDITOR, Command, refuse_busy_port


def test_the_demo_is_prepared_in_its_own_profile_only(settings):
    settings.PROFILE = "production"

    with pytest.raises(CommandError, match="make demo"):
        call_command("prepare_demo")


def test_a_busy_port_is_said_before_anything_is_prepared():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"Le port {port} est déjà pris"):
            refuse_busy_port(port)


@pytest.mark.django_db
def test_the_editor_gets_a_password_that_is_shown_once():
    first, second = StringIO(), StringIO()

    Command(stdout=first).create_editor()
    Command(stdout=second).create_editor()

    password = re.search(r"mot de passe\s:\s(\S+)", first.getvalue())[1]
    assert authenticate(username=EDITOR, password=password)
    assert password not in second.getvalue()
    assert "changepassword" in second.getvalue()


@pytest.mark.django_db
def test_the_editor_writes_and_publishes_without_being_a_superuser():
    Command(stdout=StringIO()).create_editor()

    editor = get_user_model().objects.get(username=EDITOR)
    assert editor.is_staff
    assert not editor.is_superuser
    assert sorted(editor.groups.values_list("name", flat=True)) == ["publication", "rédaction"]
