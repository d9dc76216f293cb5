"""Settings of the tests and the type checker: the same, less what a test need not wait for."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("PLAIN_HTTP", "1")

from nsp_portal.settings import *  # noqa: F403

FIRST_LANGUAGE = "en"  # tests quote the pages in English, unless they ask for another language
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing is collected: static files come from where they lie.
STATIC_ROOT = ""  # type: ignore[assignment]
WHITENOISE_USE_FINDERS = True
VAR_DIR = Path(tempfile.mkdtemp(prefix="nsp-tests-"))
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
