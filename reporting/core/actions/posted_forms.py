"""A form that is posted twice acts once. The row that says so is written in the transaction of the
act itself: whoever posts the same a moment later waits for its end, and finds what it led to."""

from django.db import connection

from reporting.models import PostedForm

_CLAIM = """
INSERT INTO reporting_postedform (person_id, key, at, location)
VALUES (%s, %s, now(), '') ON CONFLICT (person_id, key) DO NOTHING
"""
# Rows that this transaction wrote so far, but for the claims; PostgreSQL counts them as it goes.
_WRITTEN = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_xact_user_tables
WHERE schemaname = 'public' AND relname <> 'reporting_postedform'
"""
# What is cleared away has been kept for a day: the policies let nothing younger go.
_FORGET = "DELETE FROM reporting_postedform WHERE at < now() - interval '1 day'"


def claim(*, by: int, key: str) -> bool:
    """Whether this is the first time; False once the first one's transaction is committed."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [by, key])
        return bool(cursor.rowcount == 1)


def written() -> int:
    """How many rows were added, changed or removed in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        return int(cursor.fetchone()[0])


def led_to(*, by: int, key: str, location: str) -> None:
    if location:
        PostedForm.objects.filter(person_id=by, key=key).update(location=location)


def release(*, by: int, key: str) -> None:
    """Nothing was done: the same may be posted again."""
    PostedForm.objects.filter(person_id=by, key=key).delete()


def location_of(*, by: int, key: str) -> str:
    found = PostedForm.objects.filter(person_id=by, key=key).values_list("location", flat=True)
    return found.first() or ""


def forget_old() -> int:
    """How many went."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)
        return int(cursor.rowcount)
