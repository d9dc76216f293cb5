"""Which database role may do what on the tables that belong to no tenant.

Tenant tables get their rights in their migrations (operations.tenant_table). Every other
table must be here, or in `table_grants` of its app's AppConfig; a test looks for gaps.

Three roles, three columns: what a *tenant* may do (read, nearly always), what the
*secretariat* may do (manage), and what the bare *login* role may do (sign people in; the
account pages of allauth run as this role, so that no tenant can reach a second factor).
A key is an app label (all its models) or `app_label.model`, which wins over the app.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from provinces.roles import DatabaseRole
from provinces.tenancy.operations import grant_statements
from provinces.tenancy.roles_sql import LOGIN_ROLE


@dataclass(frozen=True, slots=True)
class TableGrants:
    tenant: tuple[str, ...] = ()
    secretariat: tuple[str, ...] = ()
    login: tuple[str, ...] = ()
    tenant_update_columns: tuple[str, ...] = ()


NONE: tuple[str, ...] = ()
READ = ("SELECT",)
ADD = ("SELECT", "INSERT")
MANAGE = ("SELECT", "INSERT", "UPDATE", "DELETE")

# fmt: off
GRANTS: dict[str, TableGrants | None] = {
    #                                 tenant  secretariat  login role
    "provinces":          TableGrants(READ,   MANAGE,      READ),
    "provinces.unitclosure":
                          TableGrants(READ,   READ,        READ),    # a trigger writes it
    "provinces.user":     TableGrants(READ,   MANAGE,      ("SELECT", "UPDATE"),
                                      tenant_update_columns=("language", "digits",
                                                             "mail_frequency")),
    "provinces.user_groups":
                          TableGrants(READ,   MANAGE,      READ),
    "provinces.user_user_permissions":
                          TableGrants(READ,   MANAGE,      READ),
    "provinces.committeemember": None,  # tenant tables: their migration says it
    "provinces.delegation": None,
    "strategies":         TableGrants(READ,   MANAGE,      NONE),
    "auth":               TableGrants(READ,   MANAGE,      READ),
    "contenttypes":       TableGrants(READ,   READ,        READ),
    "sessions":           TableGrants(NONE,   NONE,        MANAGE),  # the keys of who is signed in
    "admin":              TableGrants(NONE,   ADD,         NONE),    # a log is only added to
    "sites":              TableGrants(READ,   READ,        READ),
    "account":            TableGrants(NONE,   MANAGE,      MANAGE),
    "socialaccount":      TableGrants(NONE,   NONE,        MANAGE),
    "mfa":                TableGrants(NONE,   MANAGE,      MANAGE),
    "usersessions":       TableGrants(NONE,   READ,        MANAGE),
}
# fmt: on
# Tables without a model.
BARE_TABLES = {"django_migrations": TableGrants(READ, READ, READ)}


class GrantsMissing(ImproperlyConfigured):
    """A table has neither row-level security nor a line in a table of grants."""


def grants_for(model: type[models.Model]) -> TableGrants | None:
    """The line that covers `model`, or None if only a migration can have covered it."""
    for label in (model._meta.label_lower, model._meta.app_label):
        declared: dict[str, TableGrants | None] = {
            **GRANTS,
            **_declared_by_app(model._meta.app_label),
        }
        if label in declared:
            return declared[label]
    return None


def shared_tables() -> Iterator[tuple[str, TableGrants]]:
    for model in concrete_models():
        line = grants_for(model)
        if line is not None:
            yield model._meta.db_table, line
    yield from BARE_TABLES.items()


def concrete_models() -> list[type[models.Model]]:
    """Every model with a table of its own, the hidden ones of many-to-many fields included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def require_grants(connection: BaseDatabaseWrapper) -> None:
    """Raises GrantsMissing with the models that nobody thought of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        forced = {name for (name,) in cursor.fetchall()}
    forgotten = [
        model._meta.label_lower
        for model in concrete_models()
        if grants_for(model) is None and model._meta.db_table not in forced
    ]
    if forgotten:
        raise GrantsMissing(
            f"Say in provinces/tenancy/grants.py, or in the app's `table_grants`, "
            f"who may do what with {', '.join(sorted(forgotten))}."
        )


def apply_grants(connection: BaseDatabaseWrapper) -> int:
    """Give each role exactly its rights; returns how many tables. May be run at any time."""
    statements: list[str] = []
    existing = set(connection.introspection.table_names())
    tables = [(table, line) for table, line in shared_tables() if table in existing]
    with connection.cursor() as cursor:
        has_login = _role_exists(cursor, LOGIN_ROLE)
        for table, line in tables:
            name = connection.ops.quote_name(table)
            statements += grant_statements(
                name, DatabaseRole.TENANT.value, line.tenant, line.tenant_update_columns
            )
            statements += grant_statements(name, DatabaseRole.SECRETARIAT.value, line.secretariat)
            if has_login:
                statements += grant_statements(name, LOGIN_ROLE, line.login)
        cursor.execute(";\n".join(statements))
    return len(tables)


def grant_after_migrate(using: str = "default", **kwargs: Any) -> None:
    """After migrations, new tables of third-party apps are covered too. Only by the owner."""
    connection = connections[using]
    if connection.vendor == "postgresql" and _owns_tables(connection):
        apply_grants(connection)


def _declared_by_app(app_label: str) -> Mapping[str, TableGrants]:
    declared: Mapping[str, TableGrants] = getattr(
        apps.get_app_config(app_label), "table_grants", {}
    )
    return declared


def _owns_tables(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class "
            "WHERE oid = to_regclass('provinces_user')"
        )
        row = cursor.fetchone()
        owner = bool(row and row[0])
        return owner and _role_exists(cursor, DatabaseRole.TENANT.value)


def _role_exists(cursor: Any, role: str) -> bool:
    cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
    return bool(cursor.fetchone()[0])
