from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

WAIT = 0.5  # seconds for Redis


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """For the container engine: 200 when the site can ask the database. The lines below the first
    say what is up; without Redis the site works on."""
    has_database, has_redis = _database_answers(), _redis_answers()
    lines = [
        "ok" if has_database else "not ok",
        f"database: {'up' if has_database else 'away'}",
        f"redis: {'up' if has_redis else 'away'}",
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
    if not has_database:
        response.status_code = 503
        response["Retry-After"] = "30"
    return response


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True


def _redis_answers() -> bool:
    server = Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=WAIT,
        socket_timeout=WAIT,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        with server:
            return bool(server.ping())
    except (RedisError, OSError):
        return False
