from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections


@register(Tags.database)
def login_role_is_bound_by_policies(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Row-level security means nothing to a superuser, nor to a role with BYPASSRLS."""
    problems: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = session_user"
            )
            row = cursor.fetchone()
        if row and (row[1] or row[2]):
            what = "a superuser" if row[1] else "allowed to bypass row-level security"
            problems.append(
                Error(
                    f"The database role '{row[0]}' is {what}, so that every organisation would "
                    "see the reports of every other one.",
                    hint="Connect with an ordinary login role, such as nsp_app.",
                    obj=alias,
                    id="provinces.E001",
                )
            )
    return problems
