"""The servers, shared by everybody who needs them at the moment.

Each user of the servers holds a shared lock on one file; whoever leaves and can take it alone was
the last, and stops them. The kernel drops the locks of a process that dies, so nothing goes stale.
A second lock makes starting and stopping one at a time.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from nsp_portal.services import roles
from nsp_portal.services.failure import ServiceError
from nsp_portal.services.places import ServicePaths
from nsp_portal.services.postgres import Postgres
from nsp_portal.services.secret_file import load_secrets
from nsp_portal.services.valkey import Valkey, is_reachable


@dataclass(frozen=True)
class Services:
    places: ServicePaths
    owner_url: str
    app_url: str
    redis_url: str
    secret_key: str

    def environment(self) -> dict[str, str]:
        """For the site, its workers and commands: the login role, never the owner."""
        inherited = {k: v for k, v in os.environ.items() if k not in PRIVATE}
        return (
            {"PLAIN_HTTP": "1", "MAIL_FOLDER": str(self.places.mail)}
            | inherited
            | {
                "DATABASE_URL": self.app_url,
                "REDIS_URL": self.redis_url,
                "SECRET_KEY": self.secret_key,
                "VAR_DIR": str(self.places.var),
            }
        )

    def owner_environment(self) -> dict[str, str]:
        """For migrations."""
        return self.environment() | {"DATABASE_URL": self.owner_url}

    def test_environment(self) -> dict[str, str]:
        """For tests and tools that need both."""
        return self.environment() | {"DATABASE_OWNER_URL": self.owner_url}


PRIVATE = {"DATABASE_OWNER_URL", "ADMIN_DATABASE_URL", "APP_DATABASE_PASSWORD"}


@contextmanager
def services(places: ServicePaths) -> Iterator[Services]:
    """Start what does not run yet, and stop it again when nobody else uses it.

    DATABASE_URL (the owner's) and REDIS_URL name servers that are not ours to start or stop.
    """
    places.make()
    with (places.run / "users.lock").open("w") as users, ExitStack() as at_the_end:
        with _alone(places.run / "start.lock"):
            fcntl.flock(users, fcntl.LOCK_SH)
            secrets = load_secrets(places.secrets)
            postgres = (
                None
                if _given_owner_url()
                else Postgres(places.postgres, secrets["POSTGRES_PASSWORD"])
            )
            valkey = (
                None
                if os.environ.get("REDIS_URL")
                else Valkey(places.valkey, secrets["REDIS_PASSWORD"])
            )
            own = [server for server in (postgres, valkey) if server is not None]
            at_the_end.callback(_leave, places, users.fileno(), own)
            for server in own:
                server.ensure_running()
            owner_url = _owner_url(postgres, secrets)
            found = Services(
                places=places,
                owner_url=owner_url,
                app_url=roles.ensure_app(owner_url, secrets["APP_DATABASE_PASSWORD"]),
                redis_url=valkey.url if valkey else _given_redis_url(),
                secret_key=secrets["SECRET_KEY"],
            )
        yield found


def _given_owner_url() -> str:
    """Inside `run`, DATABASE_URL is already the login role's, and the owner's has its own name."""
    return os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL") or ""


def _owner_url(postgres: Postgres | None, secrets: dict[str, str]) -> str:
    owner_url, admin_url = _given_owner_url(), os.environ.get("ADMIN_DATABASE_URL", "")
    if postgres:
        admin_url = postgres.url
        owner_url = roles.with_login(
            admin_url, roles.OWNER_ROLE, secrets["DATABASE_OWNER_PASSWORD"], roles.DATABASE
        )
    if admin_url:
        roles.ensure_owner(admin_url, owner_url)
    return owner_url


def _given_redis_url() -> str:
    url = os.environ["REDIS_URL"]
    if not is_reachable(url):
        raise ServiceError("REDIS_URL names a server that does not answer.")
    return url


def _leave(places: ServicePaths, users: int, own: list[Postgres | Valkey]) -> None:
    with _alone(places.run / "start.lock"):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        for server in reversed(own):
            server.stop()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
