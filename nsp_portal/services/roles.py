"""The database's roles. Three logins at most, each with less than the one before:

- an administrator (the embedded server's superuser, or ADMIN_DATABASE_URL) makes the owner and
  the database, where they do not exist yet;
- the owner (`nsp_owner`, or DATABASE_URL's) migrates and makes roles, and is no superuser;
- the portal (`nsp_app`) owns nothing. NOINHERIT, so that what it may do in tenant tables begins
  with `SET LOCAL ROLE`, in the roles that the migrations make.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg2
from psycopg2 import extensions
from psycopg2.sql import SQL, Identifier, Literal

from nsp_portal.services.failure import ServiceError

APP_ROLE = "nsp_app"
OWNER_ROLE = "nsp_owner"
DATABASE = "nsp"


def with_login(url: str, user: str, password: str, database: str | None = None) -> str:
    """The same server, asked by somebody else."""
    parts = urlsplit(url)
    server = parts.netloc.rpartition("@")[2]
    path = parts.path if database is None else f"/{database}"
    login = f"{quote(user, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{login}@{server}", path=path))


def ensure_owner(admin_url: str, owner_url: str) -> None:
    """The owner and its database, by an administrator. Nothing to do when the owner gets in."""
    if _gets_in(owner_url):
        return
    parts = urlsplit(owner_url)
    name, database = unquote(parts.username or ""), parts.path.lstrip("/")
    with _asking(admin_url) as cursor:
        cursor.execute(
            SQL("{} ROLE {} LOGIN CREATEROLE CREATEDB PASSWORD {}").format(
                _create_or_alter(cursor, name),
                Identifier(name),
                Literal(unquote(parts.password or "")),
            )
        )
        if not _exists(cursor, "pg_database", "datname", database):
            cursor.execute(
                SQL("CREATE DATABASE {} OWNER {}").format(Identifier(database), Identifier(name))
            )


def ensure_app(owner_url: str, password: str) -> str:
    """The portal's login role, by the owner; returns its URL."""
    app_url = with_login(owner_url, APP_ROLE, password)
    if _gets_in(app_url):
        return app_url
    with _asking(owner_url) as cursor:
        try:
            cursor.execute(
                SQL("{} ROLE {} LOGIN NOINHERIT PASSWORD {}").format(
                    _create_or_alter(cursor, APP_ROLE), Identifier(APP_ROLE), Literal(password)
                )
            )
        except psycopg2.errors.InsufficientPrivilege as problem:
            raise ServiceError(
                f"DATABASE_URL's role may not make or change the role {APP_ROLE}: give it "
                "CREATEROLE, or set APP_DATABASE_PASSWORD to the password that it has."
            ) from problem
    return app_url


@contextmanager
def _asking(url: str) -> Iterator[extensions.cursor]:
    try:
        connection = psycopg2.connect(url, connect_timeout=10)
    except psycopg2.OperationalError as problem:
        raise ServiceError(f"The database does not let us in: {problem}") from problem
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _gets_in(url: str) -> bool:
    try:
        psycopg2.connect(url, connect_timeout=10).close()
    except psycopg2.OperationalError:
        return False
    return True


def _create_or_alter(cursor: extensions.cursor, role: str) -> SQL:
    return SQL("ALTER" if _exists(cursor, "pg_roles", "rolname", role) else "CREATE")


def _exists(cursor: extensions.cursor, table: str, column: str, name: str) -> bool:
    cursor.execute(
        SQL("SELECT 1 FROM {} WHERE {} = %s").format(Identifier(table), Identifier(column)), [name]
    )
    return cursor.fetchone() is not None
