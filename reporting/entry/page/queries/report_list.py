"""Which reports a list may show, each as its newest revision; what a unit may fill."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from provinces.models import LOCALITIES, OrganisationUnit
from provinces.queries import unit_names
from reporting.calendar.queries.owed_reports import Owed, calendars, owed
from reporting.calendar.rules.deadlines import ReportStatus
from reporting.core.queries.tree import TreeLevel
from reporting.core.queries.years import this_year
from reporting.kernel.periods import Period
from reporting.models import Report, ReportingYear, ReviewStep, Revision
from strategies.models import DataSet


@dataclass(frozen=True)
class ReportCriteria:
    """What to list; blank means all. `kind` is the kind of unit."""

    state: str = ""
    kind: str = ""
    unit: str = ""
    data_set: str = ""
    period_key: int | None = None
    year: int | None = None

    def conditions(self) -> dict[str, object]:
        found = {
            "state": self.state,
            "report__organisation_unit__kind": self.kind,
            "report__organisation_unit__code": self.unit,
            "report__data_set__code": self.data_set,
            "report__period_key": self.period_key,
            "report__year": self.year,
        }
        return {name: value for name, value in found.items() if value}


def newest_revisions(wanted: ReportCriteria) -> QuerySet[Revision]:
    newer = Revision.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    return (
        Revision.objects.filter(~Exists(newer), **wanted.conditions())
        .select_related("report__organisation_unit", "report__data_set", "created_by")
        .order_by(
            "-report__year",
            "-report__period_key",
            "report__organisation_unit__position",
            "report__organisation_unit__code",
            "report__data_set__position",
        )
    )


def owed_forms() -> list[DataSet]:
    return list(DataSet.objects.filter(owed=True))


def listed_units(forms: Iterable[DataSet]) -> list[OrganisationUnit]:
    """Each that has a report or owes some (`forms`: those that are owed), in protocol order;
    districts and communes are found through their province."""
    has_report = Exists(Report.objects.filter(organisation_unit=OuterRef("pk")))
    owing = {kind for form in forms for kind in form.kinds}
    return list(
        OrganisationUnit.objects.filter(has_report | Q(kind__in=owing))
        .exclude(kind__in=LOCALITIES)
        .order_by("position", "code")
    )


def names_of(
    units: Iterable[OrganisationUnit | int], known: Mapping[int, str] | None = None
) -> dict[int, str]:
    """Today's names; a query only where one of them is not `known`."""
    known = known or {}
    wanted = {unit if isinstance(unit, int) else unit.pk for unit in units}
    missing = wanted - known.keys()
    found = unit_names(this_year(), get_language() or "en", missing) if missing else {}
    return {**known, **found}


def listed_years() -> list[int]:
    """Those with reports and those with a calendar, newest first; one query."""
    reported = Report.objects.order_by().values_list("year", flat=True)
    opened = ReportingYear.objects.order_by().values_list("year", flat=True)
    return sorted(reported.union(opened), reverse=True)


def opened_years() -> list[int]:
    return list(ReportingYear.objects.values_list("year", flat=True))


def forms_of(unit: OrganisationUnit) -> list[DataSet]:
    """The forms that this unit fills."""
    return [
        data_set
        for data_set in DataSet.objects.all()
        if data_set.is_filled_by(unit.code, unit.kind)
    ]


Place = tuple[int, int, int]  # unit, form, period


@dataclass(frozen=True)
class MatchingReport:
    """A report that fits: owed, begun, or both. `order`: the newest period first."""

    order: tuple[int, int, int, str, int]
    owed: Owed | None = None
    revision_id: int | None = None


@dataclass(frozen=True)
class ReportLine:
    """One of them as it is shown; `step` is the last one taken with it, with its reason."""

    unit: OrganisationUnit
    unit_name: str
    data_set: DataSet
    period: Period
    owed: Owed | None
    revision: Revision | None
    step: ReviewStep | None


@dataclass(frozen=True)
class Listed:
    """`not_open`: how many fit but are not open yet; they are only listed when asked for."""

    found: list[MatchingReport]
    not_open: int = 0


def listed(
    wanted: ReportCriteria, level: TreeLevel, forms: Sequence[DataSet] | None = None
) -> Listed:
    """All that fits, of the units of one level; of a unit that is asked for by name wherever it
    stands. `forms`: those that are owed, where they are there already. Some ten queries."""
    inside = level.inside
    units: list[OrganisationUnit] | None = list(level.members) if inside is not None else None
    if inside is None and not wanted.unit:
        units = list(level.members)
    ids = None if units is None else [descendant.pk for descendant in units]
    years = None if wanted.year is None else [wanted.year]
    opened = calendars(years, unit_ids=ids)
    all_owed = owed(units=units, opened=opened, forms=forms) if opened else []
    places = {_place(report) for report in all_owed}
    fitting = [report for report in all_owed if _fits(report, wanted)]
    found = [_of_owed(report) for report in fitting if _is_in_state(report, wanted.state)]
    not_open = sum(report.placed.status is ReportStatus.NOT_OPEN for report in fitting)
    return Listed(
        found=sorted(
            [*found, *_not_owed(wanted, places, ids)],
            key=_by_unit if inside is not None and len(level.members) > 1 else _by_time,
        ),
        not_open=0 if wanted.state else not_open,
    )


def _by_time(report: MatchingReport) -> tuple[int | str, ...]:
    return report.order


def _by_unit(report: MatchingReport) -> tuple[int | str, ...]:
    """A province's own first, then those of each district."""
    _year, _key, position, code, _form = report.order
    return (position, code, *report.order)


def reporters_below(level: TreeLevel) -> list[OrganisationUnit]:
    """Of the level those below whom anybody has a report; one query, or none."""
    if not level.under:
        return []
    rows = Report.objects.filter(
        organisation_unit__closure_above__ancestor__in=set(level.under.values()),
        organisation_unit__closure_above__depth__gt=0,
    ).order_by()
    units = rows.values_list("organisation_unit", flat=True).distinct()
    above = {level.under[unit] for unit in units}
    return [unit for unit in level.members if unit.pk in above]


def _place(report: Owed) -> Place:
    return report.unit.pk, report.data_set.pk, report.period.key


def _fits(report: Owed, wanted: ReportCriteria) -> bool:
    return (
        wanted.kind in ("", report.unit.kind)
        and wanted.unit in ("", report.unit.code)
        and wanted.data_set in ("", report.data_set.code)
        and wanted.period_key in (None, report.period.key)
    )


def _is_in_state(report: Owed, state: str) -> bool:
    if not state:
        return report.placed.status is not ReportStatus.NOT_OPEN
    return state == report.placed.status or (
        report.reported is not None and state == report.reported.state
    )


def _of_owed(report: Owed) -> MatchingReport:
    order = (
        -report.period.year, -report.period.key, report.unit.position, report.unit.code,
        report.data_set.position,
    )  # fmt: skip
    return MatchingReport(order, report, report.reported.revision_id if report.reported else None)


def _not_owed(
    wanted: ReportCriteria, places: set[Place], units: Collection[int] | None
) -> list[MatchingReport]:
    """Reports of years without a calendar, and those that came though nobody owed them."""
    if wanted.state and wanted.state not in Revision.State.values:
        return []
    found = newest_revisions(wanted)
    if units is not None:
        found = found.filter(report__organisation_unit__in=units)
    rows = found.values_list(
        "pk", "report__organisation_unit_id", "report__data_set_id", "report__period_key",
        "report__organisation_unit__position", "report__organisation_unit__code",
        "report__data_set__position",
    )  # fmt: skip
    return [
        MatchingReport((-(key // 100), -key, position, code, form_position), revision_id=pk)
        for pk, unit, form, key, position, code, form_position in rows
        if (unit, form, key) not in places
    ]


def report_lines(
    found: Sequence[MatchingReport], known: Mapping[int, str] | None = None
) -> list[ReportLine]:
    """Three queries for however many, two where all their names are `known`."""
    ids = [report.revision_id for report in found if report.revision_id]
    revisions = {
        revision.pk: revision
        for revision in Revision.objects.filter(pk__in=ids).select_related(
            "report__organisation_unit__parent", "report__data_set", "created_by"
        )
    }
    steps = _last_steps(ids)
    shown = [(report, revisions.get(report.revision_id or 0)) for report in found]
    units = {_unit(report, revision) for report, revision in shown}
    names = names_of(units, known)
    return [
        ReportLine(
            unit=(unit := _unit(report, revision)),
            unit_name=names.get(unit.pk, unit.code),
            data_set=report.owed.data_set if report.owed else _revision(revision).report.data_set,
            period=report.owed.period if report.owed else _revision(revision).report.period,
            owed=report.owed,
            revision=revision,
            step=steps.get(report.revision_id or 0),
        )
        for report, revision in shown
    ]


def _last_steps(revision_ids: Iterable[int]) -> dict[int, ReviewStep]:
    steps = ReviewStep.objects.filter(revision__in=list(revision_ids)).select_related(
        "by", "revision__delegation__delegator"
    )
    return {step.revision_id: step for step in steps.order_by("pk")}


def _unit(report: MatchingReport, revision: Revision | None) -> OrganisationUnit:
    return report.owed.unit if report.owed else _revision(revision).report.organisation_unit


def _revision(revision: Revision | None) -> Revision:
    assert revision is not None  # what is not owed was begun
    return revision
