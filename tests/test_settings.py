"""The settings: what each profile demands, and how a wrong value is refused."""

import importlib.util
import os
import subprocess
import sys
from types import ModuleType

import pytest
from django.conf import settings
from django.db import connection

from essaimage.profiles import key_kept_in
from essaimage.refusals import RefusedSetting

KEY = "k" * 50
PRODUCTION = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "exemple.fr"}
DEMO = {"ESSAIMAGE_PROFILE": "demo"}


@pytest.fixture
def read_settings(monkeypatch):
    """Return a function that reads the settings file afresh in the environment given."""

    def read(environment: dict[str, str]) -> ModuleType:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        monkeypatch.setattr(os, "environ", {**kept, **environment})
        path = settings.BASE_DIR / "essaimage" / "settings.py"
        spec = importlib.util.spec_from_file_location("essaimage.settings_read_afresh", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return read


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SECRET_KEY : ce réglage est obligatoire"),
        ({"SECRET_KEY": "court"}, "SECRET_KEY : 50 caractères au moins"),
        ({"SECRET_KEY": KEY}, "ALLOWED_HOSTS : ce réglage est obligatoire"),
        ({"SECRET_KEY": KEY, "ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS : un nom de domaine au moins"),
        ({**PRODUCTION, "DEBUG": "true"}, "DEBUG : interdit en production"),
        ({"ESSAIMAGE_PROFILE": "prod"}, "ESSAIMAGE_PROFILE : « production », « demo » ou « test »"),
        ({**DEMO, "DEBUG": "oui"}, "DEBUG : « true » ou « false » est attendu"),
        ({**DEMO, "PORT": "80a"}, "PORT : un nombre entier est attendu"),
        ({**DEMO, "PORT": "65536"}, "PORT : un nombre de 1 à 65535"),
        ({**DEMO, "WEB_CONCURRENCY": "0"}, "WEB_CONCURRENCY : un nombre de 1 à 64"),
        ({**DEMO, "DATABASE_URL": "ici"}, "DATABASE_URL : une adresse de base est attendue"),
        ({**DEMO, "DATABASE_URL": "mysql://h/b"}, "DATABASE_URL : seuls SQLite et PostgreSQL"),
        ({**DEMO, "DATABASE_URL": "sqlite:///"}, "DATABASE_URL : il manque le nom de la base"),
        ({**DEMO, "DATABASE_URL": "postgres://h/"}, "DATABASE_URL : il manque le nom de la base"),
        ({**DEMO, "EMAIL_URL": "pigeon://h"}, "EMAIL_URL : une adresse de serveur de courriel"),
        ({**DEMO, "SITE_URL": "exemple.fr"}, "SITE_URL : une adresse sans chemin"),
        ({**DEMO, "SITE_URL": "https://exemple.fr/site"}, "SITE_URL : une adresse sans chemin"),
        ({**DEMO, "CONTACT_EMAIL": "moi"}, "CONTACT_EMAIL : une adresse électronique"),
        ({**DEMO, "DEFAULT_FROM_EMAIL": "moi"}, "DEFAULT_FROM_EMAIL : une adresse électronique"),
        ({**DEMO, "TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES : un nombre d’au moins 0"),
        ({**DEMO, "CONTACT_MESSAGES_PER_HOUR": "0"}, "CONTACT_MESSAGES_PER_HOUR : un nombre d’au"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(read_settings, environment, sentence):
    with pytest.raises(RefusedSetting) as refusal:
        read_settings(environment)

    assert sentence in " ".join(str(refusal.value).split())
    assert "docs/exploitation.md" in str(refusal.value)


def test_a_refused_value_is_never_shown(read_settings):
    with pytest.raises(RefusedSetting) as refusal:
        read_settings({**DEMO, "DATABASE_URL": "postgres://moi:tressecret@hote:port/base"})

    assert "tressecret" not in str(refusal.value)


def test_production_asks_for_https(read_settings):
    module = read_settings(PRODUCTION)

    assert not module.DEBUG
    assert module.ALLOWED_HOSTS == ["exemple.fr"]
    assert module.SECURE_SSL_REDIRECT
    assert module.SESSION_COOKIE_SECURE
    assert module.CSRF_COOKIE_SECURE
    assert module.SECURE_HSTS_SECONDS >= 31_536_000


def test_the_demo_answers_local_hosts_without_https(read_settings):
    module = read_settings(DEMO)

    assert not module.DEBUG
    assert "localhost" in module.ALLOWED_HOSTS
    assert "*" not in module.ALLOWED_HOSTS
    assert not module.SECURE_SSL_REDIRECT
    assert not module.SESSION_COOKIE_SECURE


def test_a_postgresql_address_is_read(read_settings):
    module = read_settings({**DEMO, "DATABASE_URL": "postgres://lea:mot@hote:5433/site"})

    database = module.DATABASES["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["HOST"], database["PORT"]) == ("lea", "hote", 5433)
    assert database["NAME"] == "site"


def test_a_proxy_is_believed_only_when_declared(read_settings):
    assert not hasattr(read_settings(PRODUCTION), "SECURE_PROXY_SSL_HEADER")

    module = read_settings({**PRODUCTION, "TRUSTED_PROXIES": "1"})

    assert module.SECURE_PROXY_SSL_HEADER == ("HTTP_X_FORWARDED_PROTO", "https")


def test_the_policy_allows_nothing_inline_nor_from_elsewhere():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives["default-src"] == ["'self'"]
    assert not [
        source
        for sources in directives.values()
        for source in sources
        if source not in {"'self'", "'none'"}
    ]


def test_the_command_line_ends_with_the_sentence_alone():
    environment = {"PATH": os.environ["PATH"], "ESSAIMAGE_PROFILE": "demo", "PORT": "douze"}

    run = subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "check"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert run.returncode == 1
    assert run.stderr.startswith("Réglage refusé, PORT")
    assert "Traceback" not in run.stderr


def test_the_demo_key_is_made_once_and_kept_from_others(tmp_path):
    path = tmp_path / "var" / "secret_key"

    key = key_kept_in(path)

    assert len(key) >= 50
    assert key_kept_in(path) == key
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


@pytest.mark.django_db
def test_sqlite_lets_readers_work_while_one_writes():
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")

        assert cursor.fetchone() == ("wal",)
    assert connection.transaction_mode == "IMMEDIATE"
