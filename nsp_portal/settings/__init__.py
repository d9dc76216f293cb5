"""Settings, safe by default; what differs between machines comes from the environment.

DATABASE_URL is the login role's (`nsp_app`), which owns nothing; only migrations run with the
owner's URL in it. REDIS_URL is Celery's broker and the cache. PLAIN_HTTP=1 is for a site without
TLS on one's own machine.
"""

import os
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from nsp_portal.settings.environment import flag, mail_backend, secret_key, words

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

DEBUG = flag("DEBUG")
SECRET_KEY = secret_key(debug=DEBUG)
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", "")

INSTALLED_APPS = [
    "provinces",
    "strategies",
    "reporting",
    "nsp_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_include_bootstrap",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nsp_portal.responses.AnswerHeaders",
    "nsp_portal.gate.CookieGate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "nsp_portal.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "reporting.core.views.digits.DigitsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "provinces.tenancy.middleware.TenancyMiddleware",
    "reporting.core.views.repeated_posts.OnceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nsp_portal.gate.AddressGate",
]

ROOT_URLCONF = "nsp_portal.urls"
WSGI_APPLICATION = "nsp_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {  # {% load NAME %}
                "portal": "reporting.core.views.tags",
                "report_status": "reporting.calendar.views.tags",
                "monitoring": "reporting.monitoring.views.tags",
                "figure_states": "reporting.core.views.figure_state_tags",
                "indicators": "reporting.monitoring.views.indicator_tags",
                "situation": "reporting.monitoring.views.situation_tags",
                "reading": "reporting.editions.reading.views.tags",
                "comments": "reporting.review.views.tags",
                "evidence": "reporting.entry.evidence.views.tags",
                "discrepancies": "reporting.editions.discrepancies.views.tags",
                "writing": "reporting.editions.writing.views.tags",
                "commitments": "reporting.commitments.views.tags",
                "committees": "reporting.committees.views.tags",
                "plan_form": "reporting.entry.page.views.tags",
            },
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Data

DATABASES = {
    "default": dj_database_url.config(
        default="postgresql://nsp_app@127.0.0.1:5432/nsp",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # seconds
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "nsp_portal.cache.PatientCache",  # Redis; works on while that is away
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "nsp",
    }
}

# Background work: the job row in PostgreSQL is the truth and Celery only the doorbell, so a lost
# or repeated message does no harm; beat rings again for jobs that nobody finished.

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for Redis as long as it takes
CELERY_TIMEZONE = "Asia/Phnom_Penh"
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "reporting.tasks.sweep_jobs", "schedule": 15.0},
    "tell-of-events": {"task": "reporting.tasks.tell_of_events", "schedule": 60.0},
    "tell-of-calendar": {
        "task": "reporting.tasks.tell_of_calendar",
        "schedule": crontab(minute="*/10"),
    },
    "clear-uploads": {"task": "reporting.tasks.clear_uploads", "schedule": 3600.0},
    "clear-sessions": {
        "task": "nsp_portal.celery.clear_sessions",
        "schedule": crontab(hour="2", minute="30"),
    },
}

DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a form has some 400 cells and its open rows beside them

# People

AUTH_USER_MODEL = "provinces.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_ADAPTER = "provinces.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by an administrator
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # to an address without an account nothing is sent
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A ministry sits behind one address: failures are limited (provinces/attempts.py), not people.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",  # codes of the second factor, a person
    "reset_password": "60/m/ip,3/m/key",
    "reset_password_from_key": "120/m/ip",  # who was invited chooses a password
}
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # whoever accepts an invitation is in; a second factor holds
# Behind proxies, failed sign-ins are counted by the address that the last trusted one saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))
# The public form: how often it is used within an hour, from one address and from all of them. Many
# people may sit behind one address.
PUBLIC_FORM_MOST_FROM_ONE = int(os.environ.get("PUBLIC_FORM_MOST_FROM_ONE", "10"))
PUBLIC_FORM_MOST = int(os.environ.get("PUBLIC_FORM_MOST", "100"))
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "NSP Portal"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Language, numbers and time

LANGUAGE_CODE = "en"  # of commands and of what is written in no language
# Of pages and mails for whoever has not chosen a language.
FIRST_LANGUAGE = os.environ.get("FIRST_LANGUAGE", "km")
LANGUAGES = [("en", _("English")), ("km", _("Khmer"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
FORMAT_MODULE_PATH = ["nsp_portal.formats"]
# The filter `number` groups; a key, a year or the number of an edition is never grouped.
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Phnom_Penh"
USE_TZ = True

# Files: everything is served by us; the portal must work on a closed network

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "nsp_portal.storage.ModuleStorage"
    },
}

# Mail: to the server named; without one into MAIL_FOLDER as files, or in development to the console

EMAIL_HOST = os.environ.get("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10  # seconds; an invitation is sent while its page waits
EMAIL_FILE_PATH = os.environ.get("MAIL_FOLDER", "")
EMAIL_BACKEND = "django.core.mail.backends.{}.EmailBackend".format(
    mail_backend(has_host="EMAIL_HOST" in os.environ, folder=EMAIL_FILE_PATH, debug=DEBUG)
)
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "portal@localhost")
# Where the links of e-mails lead; without a slash at its end.
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 7  # an invitation is such a link, too

# Security

PLAIN_HTTP = flag("PLAIN_HTTP")
BEHIND_TLS = not (DEBUG or PLAIN_HTTP)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME = "nsp_session"
SESSION_COOKIE_AGE = 60 * 60 * 12
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the container engine, inside the network
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its small icons as data: images
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
