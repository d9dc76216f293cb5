"""The numbers of a revision, and the accepted ones of the period and the year before it."""

from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.successions import YearBefore, years_before
from provinces.tenancy import led_group
from reporting.core.queries.near_reports import near_reports
from reporting.core.queries.successions import succession_words
from reporting.entry.page.queries.form_tables import form_of
from reporting.entry.page.queries.year_before import added, reports_of_others
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey, Value
from reporting.models import DataValue, Report, Revision

TableValues = dict[str, dict[CellKey, Value]]


@dataclass(frozen=True)
class Beside:
    """Both by table and cell; empty where nothing was accepted. `of_others`: what is said of the
    year before where the unit was made from others, or others from it."""

    previous: TableValues = field(default_factory=dict)
    last_year: TableValues = field(default_factory=dict)
    of_others: str = ""


def values_of(revision: Revision) -> TableValues:
    """The numbers of a revision by table: one query."""
    return values_by_id(revision.pk, revision.report)


def values_by_id(revision_id: int, report: Report) -> TableValues:
    """Of any revision of a unit and form; `report` is one of theirs."""
    names = form_of(report).names
    found: TableValues = defaultdict(dict)
    rows = DataValue.objects.filter(revision_id=revision_id).values_list(
        "cell_id", "entry__key", "value", "not_available", "note__printed"
    )
    for cell, entry, value, missing, printed in rows:
        table, key = names[cell]
        if entry:
            key = CellKey(key.option, key.element, entry)
        found[table][key] = Value(value, missing, printed or "")
    return dict(found)


def values_before(report: Report) -> TableValues:
    """The newest accepted numbers of the unit's report of the period before, if there is one."""
    period = report.period.previous
    group = _became(report) if period.year < report.year else None
    return _values_of(report, period, group)


def values_beside(report: Report, previous: TableValues | None = None) -> Beside:
    """At most five queries; three where the numbers of the period before are known already."""
    period, group = report.period, _became(report)
    if previous is None:
        previous = _values_of(report, period.previous, group)
    same = period.same_last_year == period.previous
    last_year = previous if same else _values_of(report, period.same_last_year, group)
    words = succession_words(group, get_language() or "en") if group else ""
    if group and group.is_one and not last_year:
        words += " " + _("Not all of them have an accepted report that you may read.")
    return Beside(previous, last_year, words)


def _became(report: Report) -> YearBefore | None:
    """Where the unit was made from others in the report's year, or others from it."""
    if not near_reports(report).became:
        return None
    return years_before(report.year).get(report.organisation_unit_id)


def _values_of(report: Report, period: Period, group: YearBefore | None) -> TableValues:
    """Of one unit that was made from others: their sum, where each has an accepted report that one
    may read. Of several that were made from one: nothing, as nobody knows whose share is whose."""
    if group is None or period.year == report.year:
        return accepted_values(report, period)
    if not group.is_one:
        return {}
    parts = [accepted_values(other, period) for other in reports_of_others(report, group)]
    return added(parts) if all(parts) else {}


def accepted_values(report: Report, period: Period) -> TableValues:
    """The newest accepted numbers of the same unit and form for the period before, or for the same
    of last year. An accepted revision never changes, so its numbers are kept in the process."""
    accepted = near_reports(report).own.get(period)
    return _kept(accepted, report) if accepted else {}


MOST_KEPT = 128


_accepted: OrderedDict[tuple[str, UUID, int, str], TableValues] = OrderedDict()


_lock = Lock()


def _kept(revision_id: int, report: Report) -> TableValues:
    database = str(connection.settings_dict["NAME"])
    key = (database, form_of(report).stamp, revision_id, led_group())
    with _lock:
        found = _accepted.pop(key, None)
    found = values_by_id(revision_id, report) if found is None else found
    with _lock:
        _accepted[key] = found
        while len(_accepted) > MOST_KEPT:
            _accepted.popitem(last=False)
    return found
