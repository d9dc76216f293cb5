"""The ids of the walked site, found in its data: one of each kind and state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from provinces.models import Membership, OrganisationUnit
from reporting.access import NotHere
from reporting.calendar.queries.owed_reports import owed
from reporting.editions.discrepancies.queries.workspaces import workspace_of
from reporting.editions.publishing.actions.freezing import AS_RENDERED
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import (
    Comment,
    Commitment,
    Consolidation,
    Edition,
    Evidence,
    Extension,
    ExtensionRequest,
    Feedback,
    Figure,
    Job,
    Meeting,
    MeetingDecision,
    Notice,
    Passage,
    Report,
    ReportingYear,
    Revision,
    SignOff,
    SpecialReport,
)
from strategies.models import Activity, DataSet, Indicator, Section, Table
from tests.factories import secretariat
from tests.portal.permission_portal import first_of_each

Places = list[tuple[str, ...]]
Keyed = list[tuple[tuple[Any, ...], tuple[str, ...]]]
A_CODE_IN = 9  # one of so many tables is traced by its code


@dataclass(frozen=True)
class Data:
    reports: Places  # of each form, period kind, year and state, those that nobody began too
    few_reports: Places  # of each state
    draft: tuple[str, ...]  # of Kandal: unit, form, period, number of the revision
    forms: Places  # unit, form, year
    awaited: Places  # form, period
    editions: Places
    passages: dict[str, list[int]]  # of each kind, by edition
    marks: dict[str, list[str]]  # discrepancies of each kind, by period
    years: list[int]
    periods: list[str]
    period_kinds: list[str]
    sections: list[str]
    tables: list[str]
    figures: list[str]
    codes: list[str]
    data_sets: list[str]
    units: list[str]
    activities: list[str]
    people: list[int]
    threads: list[int]
    evidence: list[int]
    edition_comments: list[int]
    sign_offs: list[int]
    notices: list[int]
    jobs: list[int]
    requests: list[int]
    extensions: list[int]
    specials: list[int]
    commitments: list[int]
    feedback: list[int]
    indicator_drafts: list[int]
    meetings: list[int]
    evaluations: list[int]  # of each state
    decisions: list[int]
    files_of_periods: list[str]
    edition_files: list[str]
    content_type: int
    rows: dict[str, int]  # of each model of the administration


def found() -> Data:
    with secretariat():
        return _found()


def _found() -> Data:
    editions = list(Edition.objects.order_by("period_key", "number"))
    named = [*_reports(), *_awaited()]
    reports = list(dict.fromkeys(one for _state, one in named))
    keys = Consolidation.objects.order_by("period_key").values_list("period_key", flat=True)
    periods = [Period.from_key(key).url for key in dict.fromkeys(keys)]
    return Data(
        reports=reports,
        few_reports=_one_each((state, one) for (*_form, state), one in named),
        forms=_one_each(
            ((form, period[:4]), (unit, form, period[:4])) for unit, form, period in reports
        ),
        draft=_draft(),
        awaited=_one_each(
            ((form, period[:4]), (form, period)) for _key, (_unit, form, period) in _awaited()
        ),
        editions=[(Period.from_key(one.period_key).url, str(one.number)) for one in editions],
        passages={_name(one): _passages(one) for one in editions},
        marks={period: _marks(period) for period in periods},
        years=sorted({one.year for one in ReportingYear.objects.all()} | _int_years(periods)),
        periods=periods,
        period_kinds=[kind.value for kind in PeriodKind],
        sections=_all(Section.objects.order_by("position").values_list("code", flat=True)),
        tables=_all(Table.objects.order_by("position").values_list("code", flat=True)),
        figures=_figures(),
        codes=list(_codes(editions)),
        data_sets=_all(DataSet.objects.values_list("code", flat=True)),
        units=_one_each((one.kind, one.code) for one in OrganisationUnit.objects.order_by("pk")),
        activities=_all(Activity.objects.order_by("pk").values_list("code", flat=True))[::25],
        people=_one_each(Membership.objects.order_by("pk").values_list("role", "user_id")),
        threads=_all(_of_reports().values_list("pk", flat=True))[:3],
        evidence=_all(Evidence.objects.values_list("pk", flat=True))[:3],
        edition_comments=_all(Comment.objects.filter(report=None).values_list("pk", flat=True))[:3],
        sign_offs=_all(SignOff.objects.values_list("pk", flat=True))[:3],
        notices=_one_each(Notice.objects.order_by("pk").values_list("kind", "pk")),
        jobs=_one_each(((one.kind, one.state), one.pk) for one in Job.objects.order_by("pk")),
        requests=_all(ExtensionRequest.objects.values_list("pk", flat=True))[:3],
        extensions=_all(Extension.objects.values_list("pk", flat=True))[:3],
        meetings=_one_each(Meeting.objects.order_by("pk").values_list("state", "pk")),
        evaluations=_one_each(
            Edition.everything.exclude(kind="report").order_by("pk").values_list("state", "pk")
        ),
        decisions=_all(MeetingDecision.objects.values_list("pk", flat=True))[:3],
        specials=_all(SpecialReport.objects.order_by("pk").values_list("pk", flat=True)),
        indicator_drafts=_all(
            Indicator.everything.filter(is_draft=True).values_list("pk", flat=True)
        ),
        commitments=_all(Commitment.objects.order_by("pk").values_list("number", flat=True)),
        feedback=_one_each(Feedback.objects.order_by("pk").values_list("state", "pk")),
        files_of_periods=[*AS_RENDERED, "nothing.txt"],
        edition_files=[
            "report.pdf", "report.xlsx", "figures.csv", "discrepancies.csv", "text.json",
            "manifest.json", "chapter-II.pdf", "extract-KH-08.pdf", "nothing.pdf",
        ],
        content_type=ContentType.objects.earliest("pk").pk,
        rows=first_of_each(),
    )  # fmt: skip


def _of_reports() -> QuerySet[Comment]:
    return Comment.objects.filter(edition=None, parent=None)


def _all(rows: Iterable[Any]) -> list[Any]:
    return list(rows)


def _one_each(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    """The first of each kind."""
    return [value for _kind, value in _keyed(pairs)]


def _keyed(pairs: Iterable[tuple[Any, Any]]) -> Keyed:
    first: dict[Any, Any] = {}
    for kind, value in pairs:
        first.setdefault(kind, value)
    return list(first.items())


def _name(edition: Edition) -> str:
    return f"{Period.from_key(edition.period_key).url}/{edition.number}"


def _int_years(periods: list[str]) -> set[int]:
    return {int(one[:4]) for one in periods}


def _reports() -> Keyed:
    """Of each form, kind of period, year and state of its newest revision."""
    states = dict(Revision.objects.order_by("number").values_list("report_id", "state"))
    rows = Report.objects.select_related("organisation_unit", "data_set").order_by("pk")
    return _keyed(
        (
            (one.data_set.code, one.period.kind, one.year, states.get(one.pk)),
            (one.organisation_unit.code, one.data_set.code, one.period.url),
        )
        for one in rows
    )


def _draft() -> tuple[str, ...]:
    found = Revision.objects.filter(
        state=Revision.State.DRAFT, report__organisation_unit__code="KH-08"
    ).latest("pk")
    report = found.report
    return "KH-08", report.data_set.code, report.period.url, str(found.number)


def _awaited() -> Keyed:
    """Nobody began them: of each form, period kind and status."""
    return _keyed(
        (
            (one.data_set.code, one.period.kind, one.period.year, one.placed.status),
            (one.unit.code, one.data_set.code, one.period.url),
        )
        for one in owed()
        if one.reported is None
    )


def _passages(edition: Edition) -> list[int]:
    rows = Passage.objects.filter(edition=edition).order_by("pk")
    return _one_each(((one.kind, one.removed, bool(one.spec)), one.pk) for one in rows)


def _marks(period: str) -> list[str]:
    try:
        items = workspace_of(Period.parse(period), "en").items
    except NotHere:
        return []
    return _one_each((one.found.kind, one.fingerprint) for one in items)


def _figures() -> list[str]:
    """A figure of each table: the nation's, and here and there a unit's."""
    rows = Figure.objects.filter(consolidation__year=2020).values_list(
        "cell__table__code", "cell__code", "organisation_unit__code"
    )
    nation = _one_each((table, cell) for table, cell, unit in rows if unit is None)
    units = _one_each((table, f"{cell}@{unit}") for table, cell, unit in rows if unit)
    return [*nation, *units[::4]]


def _codes(editions: list[Edition]) -> Iterator[str]:
    for one in editions:
        letter = str(one.number) if one.published_at else "D"
        for table in range(1, 80, A_CODE_IN):
            yield f"NSP-{Period.from_key(one.period_key).url}-{letter}-T{table}"
    yield from ("NSP-2020-1-T12-R1-C2", "NSP-2020-1-T12-R2-C2", "nsp 2020 1 t12", "nothing")
