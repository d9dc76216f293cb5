"""Become one of the two database roles for the length of a transaction.

The login role owns nothing and has no grants on tenant tables. Role and settings are set
with SET LOCAL semantics, so that PostgreSQL itself forgets them when the transaction ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from provinces.roles import PUBLIC_ROLE, DatabaseRole

UNIT_SETTING = "app.organisation_unit_id"
USER_SETTING = "app.user_id"
GROUP_SETTING = "app.led_group"
_led_group: ContextVar[str] = ContextVar("led_group", default="")

# The old values are read before the new ones are set: a materialised CTE is computed first.
_ENTER = f"""
    WITH before AS MATERIALIZED (
        SELECT current_setting('role') AS role,
               current_setting('{UNIT_SETTING}', true) AS unit,
               current_setting('{USER_SETTING}', true) AS person,
               current_setting('{GROUP_SETTING}', true) AS led_group
    )
    SELECT role, unit, person, led_group,
           set_config('role', %s, true),
           set_config('{UNIT_SETTING}', %s, true),
           set_config('{USER_SETTING}', %s, true),
           set_config('{GROUP_SETTING}', %s, true)
    FROM before
"""  # noqa: S608 (constants of this module)
_RESTORE = f"""
    SELECT set_config('role', %s, true),
           set_config('{UNIT_SETTING}', %s, true),
           set_config('{USER_SETTING}', %s, true),
           set_config('{GROUP_SETTING}', %s, true)
"""


class OrganisationRequired(ValueError):
    """A tenant is always one organisation unit; there is no 'any tenant'."""


@dataclass(frozen=True, slots=True)
class Acting:
    """What the database believes at this moment."""

    role: DatabaseRole | None
    organisation_unit_id: int | None
    user_id: int | None
    led_group: str = ""


@contextmanager
def acting_as(
    *,
    role: DatabaseRole,
    organisation_unit_id: int | None,
    user_id: int | None = None,
    led_group: str = "",
    using: str = DEFAULT_DB_ALIAS,
) -> Iterator[None]:
    """Run the block in its own atomic block as `role`; what was before is back afterwards.

    `led_group`: the code of a working group; of what is not published only its sections are there.

    Nested use works both ways (tenant inside secretariat and the reverse). Querysets are
    lazy: evaluate them inside. Raises OrganisationRequired for a tenant without organisation.
    """
    if role is DatabaseRole.TENANT and organisation_unit_id is None:
        raise OrganisationRequired("Say which organisation unit the tenant role acts for.")
    settings = (role.value, _text(organisation_unit_id), _text(user_id), led_group)
    with _entered(settings, using):
        yield


@contextmanager
def acting_as_public(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Run the block as somebody without an account: whoever is signed in is not that person
    meanwhile. Nothing can be read but whether the public form is open, and nothing written but what
    it sends."""
    with _entered((PUBLIC_ROLE, "", "", ""), using):
        yield


@contextmanager
def _entered(settings: tuple[str, str, str, str], using: str) -> Iterator[None]:
    connection = connections[using]
    before: tuple[str, ...] | None = None
    token = _led_group.set(settings[-1])
    try:
        with transaction.atomic(using=using):
            before = _enter(connection, *settings)
            yield
    finally:
        _led_group.reset(token)
        if before is not None:
            _restore(connection, before)


def led_group() -> str:
    """The working group whose sections are all that is seen now; "" where nobody is kept to any."""
    return _led_group.get()


@contextmanager
def all_sections(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """For what is made once and kept for everybody, or fingerprinted: a lead's narrow view must not
    be taken for the whole. What comes out of it is narrowed before a lead sees it."""
    if not led_group():
        yield
        return
    acting = current_acting(using)
    assert acting.role is not None
    with acting_as(
        role=acting.role,
        organisation_unit_id=acting.organisation_unit_id,
        user_id=acting.user_id,
        using=using,
    ):
        yield


def current_acting(using: str = DEFAULT_DB_ALIAS) -> Acting:
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('role'), NULLIF(current_setting(%s, true), '')::int, "
            "NULLIF(current_setting(%s, true), '')::int, "
            "coalesce(current_setting(%s, true), '')",
            [UNIT_SETTING, USER_SETTING, GROUP_SETTING],
        )
        [row] = cursor.fetchall()
    role = DatabaseRole(row[0]) if row[0] in set(DatabaseRole) else None
    return Acting(role, row[1], row[2], row[3])


def _enter(connection: BaseDatabaseWrapper, *values: str) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, list(values))
        [row] = cursor.fetchall()
    return tuple(setting or "" for setting in row[: len(values)])


def _restore(connection: BaseDatabaseWrapper, before: tuple[str, ...]) -> None:
    """Only an outer transaction still carries our values; a finished one has forgotten them.

    After an error the rollback to our savepoint has restored them too, and an outer
    transaction that is beyond repair takes no more statements.
    """
    if not connection.in_atomic_block or connection.needs_rollback:
        return
    with connection.cursor() as cursor:
        cursor.execute(_RESTORE, list(before))


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
