"""Makes a year to practise on: opened, planned, and written as the units would have written it; and
removes it with all that hangs on it."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from django.db import connection, transaction
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.roles import DatabaseRole, Permission
from provinces.tenancy import acting_as
from reporting.access import Actor, Refused, require
from reporting.calendar.queries.owed_reports import Owed, calendars, owed
from reporting.core.actions.audit import record
from reporting.editions.publishing.actions.rendered_files import files_of
from reporting.models import (
    Commitment,
    Consolidation,
    Edition,
    Extension,
    Holiday,
    Job,
    KeptMeetings,
    Meeting,
    PlannedActivity,
    Report,
    ReportingYear,
)
from reporting.practice.actions.evaluations import begin_evaluation
from reporting.practice.actions.feedback import receive_feedback
from reporting.practice.actions.meetings import hold_meetings
from reporting.practice.actions.opening import (
    LOCALITY,
    MARK,
    PracticePeople,
    ask_places,
    open_year,
    plan_activities,
)
from reporting.practice.actions.writing import PracticeCounts, write
from reporting.practice.queries import Catalogue, catalogue_of, practice_inputs
from reporting.practice.rules.planning import PracticePlan, make_plan
from reporting.practice.rules.practice_inputs import PracticeInputs
from reporting.practice.rules.rounds import Fate
from reporting.provincial.exports import folder_of_year

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """`plan.planted` says what there is to be found."""

    plan: PracticePlan
    written: PracticeCounts
    seconds: float


@transaction.atomic
def make(
    *,
    by: PracticePeople,
    year: int,
    until: int = 12,
    scale: str = ReportingYear.Scale.PROVINCES,
    seed: int = 1,
    every_cell: bool = False,
    units: Collection[OrganisationUnit] | None = None,
    counts: dict[Fate, int] | None = None,
    progress: Progress = lambda said: None,
) -> Made:
    """`until`: the last month that is over. `every_cell`: of districts and
    communes. `units`: only these, for tests."""
    started = time.monotonic()
    opener = by.opens()
    with acting_as(
        role=DatabaseRole.SECRETARIAT,
        organisation_unit_id=by.secretariat.pk,
        user_id=opener.user.pk,
    ):
        refuse_real(year)
        open_year(by=opener, year=year, until=until, scale=scale, seed=seed)
        if scale in LOCALITY:
            ask_places(by=by, year=year, kind=LOCALITY[scale])
        progress(_("Planning"))
        plan, inputs, catalogue, asked = _plan(by, year, until, seed, every_cell, units, counts)
        progress(_("Writing %(count)d reports") % {"count": len(plan.reports)})
        written = write(plan, people=by, catalogue=catalogue, owed=asked, progress=progress)
        progress(_("Holding the meetings of the provinces"))
        hold_meetings(inputs, people=by, owed=asked)
        progress(_("Beginning an evaluation of the plan"))
        begin_evaluation(people=by, year=year, today=inputs.today)
        receive_feedback(inputs, people=by, owed=asked)
    return Made(plan, written, time.monotonic() - started)


def refuse_real(year: int) -> None:
    """The database refuses it too (migration 0005)."""
    if ReportingYear.objects.filter(year=year, is_practice=True).exists():
        raise Refused(
            _("%(year)d is a year to practise on already. Remove it first.") % {"year": year}
        )
    real = (
        ReportingYear.objects.filter(year=year),
        Report.objects.filter(year=year),
        PlannedActivity.objects.filter(year=year),
        Consolidation.objects.filter(year=year),
        Extension.objects.filter(period_key__gte=year * 100, period_key__lt=(year + 1) * 100),
        Commitment.objects.filter(origin_year=year),
        Meeting.objects.filter(day__year=year),
        KeptMeetings.objects.filter(year=year),
        Edition.everything.filter(year=year),
    )
    if any(rows.exists() for rows in real):
        raise Refused(
            _("%(year)d is a real year: it has a calendar, plans or reports.") % {"year": year}
        )


def _plan(
    people: PracticePeople,
    year: int,
    until: int,
    seed: int,
    every_cell: bool,
    units: Collection[OrganisationUnit] | None,
    counts: dict[Fate, int] | None,
) -> tuple[PracticePlan, PracticeInputs, Catalogue, Sequence[Owed]]:
    asked = owed([year], units=units)
    catalogue = catalogue_of(year)
    reporters = {report.unit.pk: report.unit for report in asked}
    groups = {unit.code: _groups(unit, asked, catalogue) for unit in reporters.values()}
    activities = plan_activities(reporters.values(), groups, year, seed, people)
    calendar = calendars([year])[year]
    inputs = practice_inputs(
        calendar, asked, catalogue, activities, until=until, seed=seed, every_cell=every_cell
    )
    return make_plan(inputs, counts), inputs, catalogue, asked


def _groups(unit: OrganisationUnit, asked: Iterable[Owed], catalogue: Catalogue) -> list[str]:
    """The activity groups that the unit's tables serve."""
    forms = {report.data_set.code for report in asked if report.unit.pk == unit.pk}
    return sorted(
        {
            group
            for form in forms
            for place in catalogue.forms[form]
            if place.is_for(unit.code)
            for group in place.table.activity_groups
        }
    )


REVISIONS = "(SELECT id FROM reporting_revision WHERE report_id IN {reports})"
REPORTS = "(SELECT id FROM reporting_report WHERE year = %(year)s)"
RUNS = "(SELECT id FROM reporting_consolidation WHERE year = %(year)s)"
PERIODS = "BETWEEN %(year)s * 100 AND %(year)s * 100 + 99"

SPECIALS = "(SELECT id FROM reporting_specialreport WHERE extract(year FROM first_day) = %(year)s)"
QUESTIONS = "(SELECT id FROM reporting_specialquestion WHERE special_report_id IN {specials})"
EDITIONS = "(SELECT id FROM reporting_edition WHERE year = %(year)s)"
PASSAGES = "(SELECT id FROM reporting_passage WHERE edition_id IN {editions})"

# What hangs on what comes first. Holidays, rules and the year itself follow by themselves.
OF_PASSAGES = ("followedfigure", "passagesource", "passageversion")
OF_EDITIONS = (
    "comment", "leftbullet", "signoff", "renderedfile", "editiondocument", "translatedwords",
    "passage", "evaluationrating", "evaluator", "evaluationevidence", "evaluationrecommendation",
    "evaluation",
)  # fmt: skip
OF_RUNS = (
    "discrepancy", "figure", "indicatorvalue", "consolidatedrevision", "provincialreport",
)  # fmt: skip
OF_REVISIONS = (
    "comment", "edit", "explanation", "reviewstep", "activityprogress", "commitmentanswer",
    "tablestatement", "evidence", "valuenote", "datavalue", "listentry",
)  # fmt: skip
MEETINGS = "(SELECT id FROM reporting_meeting WHERE extract(year FROM day) = %(year)s)"
OF_MEETINGS = ("agendaitem", "meetingdecision", "meetingnote")
COMMITMENTS = "(SELECT id FROM reporting_commitment WHERE origin_year = %(year)s)"
FEEDBACK = "(SELECT number FROM reporting_feedback WHERE practice_year = %(year)s)"
OF_FEEDBACK = ("feedbackstep", "feedbackunit", "feedbacksender")
OF_COMMITMENTS = ("commitmentanswer", "commitmentchange", "commitmentunit")


@dataclass(frozen=True)
class Removed:
    """Rows by table."""

    rows: dict[str, int]

    @property
    def reports(self) -> int:
        return self.rows["reporting_report"]


@transaction.atomic
def remove(*, by: Actor, year: int) -> Removed:
    """Everything of the year but its audit rows; in the secretariat's scope."""
    require(by, Permission.CALENDAR_MANAGE)
    opened = ReportingYear.objects.select_for_update().filter(year=year, is_practice=True).first()
    if opened is None:
        raise Refused(_("%(year)d is not a year to practise on.") % {"year": year})
    list(Job.objects.select_for_update().filter(year=year))  # waits for a worker to end
    folders = [files_of(edition) for edition in Edition.everything.filter(year=year)]
    folders.append(folder_of_year(year))
    rows: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table, condition in _conditions():
            cursor.execute(f"DELETE FROM {table} WHERE {condition}", {"year": year})  # noqa: S608
            rows[table] = rows.get(table, 0) + cursor.rowcount
    Holiday.objects.filter(date__year=year, title_en__endswith=MARK).delete()
    opened.delete()
    record("practice.remove", f"year:{year}", by=by, rows=rows)
    transaction.on_commit(lambda: _forget(folders))
    return Removed(rows)


def _forget(folders: Iterable[Path]) -> None:
    for folder in folders:
        rmtree(folder, ignore_errors=True)


def _conditions() -> Iterator[tuple[str, str]]:
    revisions = REVISIONS.format(reports=REPORTS)
    yield "reporting_notice", f"period_key {PERIODS}"
    yield "reporting_settlement", f"period_key {PERIODS}"
    passages = PASSAGES.format(editions=EDITIONS)
    for name in OF_PASSAGES:
        yield f"reporting_{name}", f"passage_id IN {passages}"
    for name in OF_EDITIONS:
        yield f"reporting_{name}", f"edition_id IN {EDITIONS}"
    yield "reporting_edition", "year = %(year)s"
    for name in OF_RUNS:
        yield f"reporting_{name}", f"consolidation_id IN {RUNS}"
    yield "reporting_consolidation", "year = %(year)s"
    yield "reporting_job", "year = %(year)s"
    for name in OF_REVISIONS:
        yield f"reporting_{name}", f"revision_id IN {revisions}"
    for name in OF_MEETINGS:
        yield f"reporting_{name}", f"meeting_id IN {MEETINGS}"
    yield "reporting_meeting", "extract(year FROM day) = %(year)s"
    yield "reporting_keptmeetings", "year = %(year)s"
    yield (
        "reporting_feedbackcommitment",
        f"feedback_id IN {FEEDBACK} OR commitment_id IN {COMMITMENTS}",
    )
    for name in OF_FEEDBACK:
        yield f"reporting_{name}", f"feedback_id IN {FEEDBACK}"
    yield "reporting_feedback", "practice_year = %(year)s"
    for name in OF_COMMITMENTS:
        yield f"reporting_{name}", f"commitment_id IN {COMMITMENTS}"
    yield "reporting_commitment", "origin_year = %(year)s"
    yield "reporting_evidencefile", f"report_id IN {REPORTS}"
    yield "reporting_revision", f"report_id IN {REPORTS}"
    yield "reporting_report", "year = %(year)s"
    plans = "(SELECT id FROM reporting_actionplan WHERE year = %(year)s)"
    yield "reporting_actionplanstep", f"plan_id IN {plans}"
    yield "reporting_actionplan", "year = %(year)s"
    yield "reporting_plannedactivity", "year = %(year)s"
    yield "reporting_indicatortarget", "year = %(year)s"
    yield "reporting_askedplaces", "year = %(year)s"
    yield "reporting_extension", f"period_key {PERIODS}"
    yield "reporting_extensionrequest", f"period_key {PERIODS}"
    yield "reporting_printedclaim", "year = %(year)s"
    yield "reporting_specialanswer", f"question_id IN {QUESTIONS.format(specials=SPECIALS)}"
    yield "reporting_specialquestion", f"special_report_id IN {SPECIALS}"
    yield "reporting_specialunit", f"special_report_id IN {SPECIALS}"
    yield "reporting_specialreport", "extract(year FROM first_day) = %(year)s"
