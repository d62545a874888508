"""Settings. Everything a centre can change comes from the environment; docs/reference/settings.md lists each name."""

import csv
import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from careloom.site.database import database

# The methods' sums need the least work, and come out the same to the last bit everywhere, on one thread.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent.parent.parent
FOLDER = Path(os.environ.get("CARELOOM_FOLDER", ROOT / "var"))
FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)


def _kept_secret(name: str) -> str:
    """A random secret made once and kept in the centre's own folder, readable by its owner only."""
    file = FOLDER / name
    if not file.exists():
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
                made.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass
    return file.read_text()


def _three_letters(name: str, usual: str) -> str:
    """The code of a currency, as ISO 4217 has it."""
    code = os.environ.get(name, usual).strip().upper()
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise ImproperlyConfigured(f"{name} says {code!r}. We need three letters, such as GBP, EUR or CAD.")
    return code


# A cell of a table may hold a long text. Python has one limit for the whole process, so it is set once, here.
csv.field_size_limit(10_000_000)

SECRET_KEY = _kept_secret("secret.key")
DEBUG = False
HTTPS = os.environ.get("CARELOOM_HTTPS", "") == "1"
ALLOWED_HOSTS = os.environ.get("CARELOOM_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
ADDRESS = os.environ.get("CARELOOM_ADDRESS", f"{'http{}'.format('s' if HTTPS else '')}://{ALLOWED_HOSTS[0]}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]
DEMO = os.environ.get("CARELOOM_DEMO", "") == "1"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # the sign-in library's list of passkeys says "two hours ago" with it
    "careloom.site",
    "careloom.showing",
    "careloom.projects",
    "careloom.calls",
    "careloom.priorities",
    "careloom.evidence",
    "careloom.assemblies",
    "careloom.conversations",
    "careloom.listening",
    "careloom.involvement",
    "careloom.questionnaires",
    "careloom.people",
    "careloom.centre",
    "careloom.jobs",
    "careloom.thread",
    "careloom.ui",
    "django_htmx",
    # After our rooms, so that our templates of its pages are found first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "careloom.people.middleware.AccessMiddleware",
    "careloom.ui.middleware.EditionMiddleware",
]
ROOT_URLCONF = "careloom.site.urls"
WSGI_APPLICATION = "careloom.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "careloom.ui.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n", "django.templatetags.l10n", "django.templatetags.static",
                "careloom.ui.templatetags.ui",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("CARELOOM_DATABASE_URL", ""), FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
ACCOUNT_ADAPTER = "careloom.people.sign_in.SignIn"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "assemblies:signed_out"  # it takes away what a room kept on the device
EQUALITY_KEY_FILE = Path(os.environ.get("CARELOOM_EQUALITY_KEY_FILE", FOLDER / "equality.keys"))

EMAIL_HOST = os.environ.get("CARELOOM_EMAIL_HOST", "")
EMAIL_BACKEND = os.environ.get(
    "CARELOOM_EMAIL_BACKEND", f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
)
EMAIL_FILE_PATH = FOLDER / "sent-mail"
EMAIL_HOST_USER = os.environ.get("CARELOOM_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CARELOOM_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("CARELOOM_EMAIL_TLS", "") == "starttls"
EMAIL_USE_SSL = os.environ.get("CARELOOM_EMAIL_TLS", "") == "tls"
EMAIL_PORT = int(os.environ.get("CARELOOM_EMAIL_PORT", "25"))
DEFAULT_FROM_EMAIL = os.environ.get("CARELOOM_EMAIL_FROM", "centre@localhost")

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
# In which languages people may ask to be written to: those of the pages, and what many speak at home in the UK.
WRITTEN_IN = [*LANGUAGES, ("ar", "العربية"), ("bn", "বাংলা"), ("pa", "ਪੰਜਾਬੀ"), ("pl", "Polski"), ("ro", "Română"),
              ("ur", "اردو")]  # fmt: skip
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "ui" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("CARELOOM_TIME_ZONE", "Europe/London")
CURRENCY = _three_letters("CARELOOM_CURRENCY", "GBP")

# What went wrong, kept here and sent nowhere: the newest three megabytes.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "faults": {
            "class": "logging.handlers.RotatingFileHandler", "filename": FOLDER / "faults.log", "delay": True,
            "maxBytes": 1_000_000, "backupCount": 2, "encoding": "utf-8", "formatter": "line",
        }
    },
    "loggers": {"careloom": {"handlers": ["faults"], "level": "WARNING"}},
}  # fmt: skip

STATIC_URL = "/static/"
STATIC_ROOT = FOLDER / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = FOLDER / "files"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
RETURN_ADDRESS = [line.strip() for line in os.environ.get("CARELOOM_RETURN_ADDRESS", "").split("|") if line.strip()]
DATA_LICENCE = os.environ.get("CARELOOM_DATA_LICENCE", "CC BY 4.0|https://creativecommons.org/licenses/by/4.0/")
SCANS_KEPT_DAYS = int(os.environ.get("CARELOOM_SCANS_KEPT_DAYS", "30"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
UPLOAD_LIMIT = 50_000_000  # bytes of one uploaded file
