"""Every setting of the site, read once from the environment, typed, safe by default.

Three profiles, named by ``ESSAIMAGE_PROFILE``:

- ``production`` (the default) refuses to start without ``SECRET_KEY`` and ``ALLOWED_HOSTS``;
- ``demo`` (``make demo``) makes its key in an ignored file and answers local hosts only,
  without HTTPS;
- ``test`` (``make test``) is the demo profile with fast passwords and mail kept in memory.

A missing or malformed setting stops the site with a French sentence that names it
(``refusals.py``). What each setting is for: ``docs/exploitation.md``.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from csp.constants import NONE, SELF
from environs import Env, EnvError, validate

from .profiles import key_kept_in
from .refusals import (
    RefusedSetting,
    at_least,
    between,
    check_address,
    check_database,
    check_mail,
    check_site_url,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # what the site makes for itself: database, key, collected files

env = Env()

try:
    PROFILE = env.str(
        "ESSAIMAGE_PROFILE",
        default="production",
        validate=validate.OneOf(
            ["production", "demo", "test"], error="« production », « demo » ou « test » est attendu"
        ),
    )
    IS_PRODUCTION = PROFILE == "production"
    DEBUG = env.bool("DEBUG", default=False)

    if IS_PRODUCTION:
        if DEBUG:
            raise RefusedSetting("DEBUG", "interdit en production, où il montrerait les secrets")
        SECRET_KEY = env.str(
            "SECRET_KEY", validate=validate.Length(min=50, error="50 caractères au moins")
        )
        ALLOWED_HOSTS = env.list(
            "ALLOWED_HOSTS", validate=validate.Length(min=1, error="un nom de domaine au moins")
        )
    else:
        SECRET_KEY = env.str("SECRET_KEY", default="") or key_kept_in(VAR_DIR / "secret_key")
        ALLOWED_HOSTS = env.list(
            "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"]
        )

    SITE_URL = env.str("SITE_URL", default="", validate=check_site_url).rstrip("/")
    PORT = env.int("PORT", default=8000, validate=between(1, 65535))
    WEB_CONCURRENCY = env.int("WEB_CONCURRENCY", default=2, validate=between(1, 64))
    DATABASE = env.dj_db_url(
        "DATABASE_URL",
        default=f"sqlite:///{quote(str(VAR_DIR / 'essaimage.sqlite3'))}",
        conn_max_age=60,  # seconds
        conn_health_checks=True,
    )
    check_database(DATABASE)
    EMAIL = env.dj_email_url("EMAIL_URL", default="console:")
    check_mail(EMAIL)
    DEFAULT_FROM_EMAIL = env.str(
        "DEFAULT_FROM_EMAIL", default="essaimage@localhost", validate=check_address
    )
    CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="", validate=check_address)
    CONTACT_MESSAGES_PER_HOUR = env.int(
        "CONTACT_MESSAGES_PER_HOUR", default=5, validate=at_least(1)
    )
    CORRECTIONS_PER_HOUR = env.int("CORRECTIONS_PER_HOUR", default=20, validate=at_least(1))
    PERSONAL_DATA_MONTHS = env.int("PERSONAL_DATA_MONTHS", default=12, validate=between(1, 36))
    TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0, validate=at_least(0))

    # Legal notice: unset, the page says « Installation de démonstration ».
    LEGAL_PUBLISHER = env.str("LEGAL_PUBLISHER", default="")
    LEGAL_DIRECTOR = env.str("LEGAL_DIRECTOR", default="")
    LEGAL_HOST = env.str("LEGAL_HOST", default="")
except EnvError as error:
    raise RefusedSetting.from_environment(error) from None

# --- Applications, from the ground up (design: who may import whom) ---------------------------

INSTALLED_APPS = [
    "essaimage.desk.apps.DeskAdminConfig",  # django.contrib.admin, with our front page
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "essaimage.common",
    "essaimage.search",
    "essaimage.territoires",
    "models_catalog",
    "dispositifs",
    "essaimage.pages",
    "essaimage.desk",
]

MIDDLEWARE = [
    "essaimage.head.without_body",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "essaimage.desk.people.middleware.known_browser",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "essaimage.urls"
WSGI_APPLICATION = "essaimage.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "essaimage.pages.context.site",
            ],
        },
    }
]

# --- Data --------------------------------------------------------------------------------------

VAR_DIR.mkdir(exist_ok=True)
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for the writer, and a writer asks for its lock at once instead of failing
    # half-way through its transaction. ATOMIC_REQUESTS stays off: every page would ask for it.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURES_DIR = BASE_DIR / "fixtures"

# --- Language and time -------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# --- Static files: hashed names, compressed once, served by the site itself ---------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "essaimage" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if PROFILE == "test"
            else "essaimage.statics.StaticFiles"
        )
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # half the files to compress, and nothing goes stale
# While developing and testing, files are looked for when asked, where they are written.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or PROFILE == "test"

# --- Security ----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_ENGINE = "essaimage.sessions"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
CSRF_FAILURE_VIEW = "essaimage.desk.people.door.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a scheme with all its rows, sent by the admin

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds a link to choose a password lasts
AUTHENTICATION_BACKENDS = [
    "essaimage.desk.people.lock.LockBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Lock-out (decision 0025): counted in the database, under digests, and nothing more is kept.
AXES_HANDLER = "essaimage.desk.people.lock.LockHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], ["ip_address"]]
AXES_USERNAME_CALLABLE = "essaimage.desk.people.lock.username_counted"
AXES_CLIENT_IP_CALLABLE = "essaimage.desk.people.lock.place_counted"
AXES_LOCKOUT_CALLABLE = "essaimage.desk.people.lock.answer_when_locked"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying again does not make it longer
AXES_RESET_ON_SUCCESS = AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# --- Mail --------------------------------------------------------------------------------------

EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL.get("EMAIL_HOST", "")
EMAIL_PORT = EMAIL.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = EMAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = EMAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10  # seconds: a dead mail server must not hold a visitor
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Log: on the error output, what someone has to act upon; a missing page is not ----------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "in_one_line": {
            "()": "django.utils.log.CallbackFilter",
            "callback": "ext://essaimage.logs.in_one_line",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["in_one_line"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO" if DEBUG else "WARNING"},
        "django.request": {"level": "ERROR"},
        "axes": {"level": "ERROR"},  # a wrong password is nobody's alarm
    },
}

# --- Tests -------------------------------------------------------------------------------------

if PROFILE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
