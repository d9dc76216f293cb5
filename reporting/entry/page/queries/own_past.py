"""What is usual for the numbers of a report, from the unit's own accepted reports of the 36 months
before it."""

from collections import OrderedDict, defaultdict
from threading import Lock
from uuid import UUID

from django.db import connection

from provinces.tenancy import led_group
from reporting.checks.rules.own_past import PastNumber, UsualNumbers, is_past, usual_numbers
from reporting.core.queries.near_reports import near_reports
from reporting.entry.page.queries.form_tables import form_of
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey
from reporting.models import Report

MOST_KEPT = 64
Key = tuple[str, UUID, int, str, tuple[int, ...]]
_usual: OrderedDict[Key, UsualNumbers] = OrderedDict()
_lock = Lock()
# As floats, a line a cell: the numbers of three years are some thousands.
_PAST = """
SELECT cell_id, array_agg(period_key ORDER BY period_key),
       array_agg(value::float8 ORDER BY period_key)
FROM reporting_datavalue
WHERE revision_id = ANY(%s) AND value IS NOT NULL AND entry_id IS NULL
GROUP BY cell_id
"""


def usual_of(report: Report) -> UsualNumbers:
    """Accepted revisions never change: what they make usual is kept in the process, so the
    database is asked once for many saves; not at all where nothing was accepted."""
    revisions = past_revisions(report)
    if not revisions:
        return UsualNumbers()
    form = form_of(report)
    database = str(connection.settings_dict["NAME"])
    key = (database, form.stamp, report.period_key, led_group(), tuple(sorted(revisions)))
    with _lock:
        found = _usual.pop(key, None)
    if found is None:
        found = usual_numbers(form.specs, _past(report, revisions), report.period)
    with _lock:
        _usual[key] = found
        while len(_usual) > MOST_KEPT:
            _usual.popitem(last=False)
    return found


def past_revisions(report: Report) -> list[int]:
    """Of the unit and form, the newest accepted ones of periods that ended before this one began.
    Where the unit was made from others in the report's year, only those of the year."""
    near, period = near_reports(report), report.period
    return [
        revision
        for earlier, revision in near.own.items()
        if is_past(earlier, period) and (earlier.year == report.year or not near.became)
    ]


def _past(report: Report, revisions: list[int]) -> dict[str, dict[CellKey, list[PastNumber]]]:
    names = form_of(report).names
    found: dict[str, dict[CellKey, list[PastNumber]]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_PAST, [revisions])
        for cell, periods, numbers in cursor.fetchall():
            if cell in names:
                table, key = names[cell]
                found[table][key] = [
                    PastNumber(Period.from_key(period), number)
                    for period, number in zip(periods, numbers, strict=True)
                ]
    return found
