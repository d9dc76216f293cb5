"""What is read beside a report wherever its content is: the accepted reports that it is filled from
and compared with, those that count through it, and small facts about it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from provinces.models import BELOW
from provinces.queries import keep_names
from reporting.kernel.periods import Period
from reporting.models import Report

Filler = tuple[int, str]  # form, unit
YEARS_BEFORE = 3
# What is practised never stands beside a real year; the other way round it may (`may_compare`).
_NEAR = """
SELECT
    (SELECT stamp FROM strategies_cataloguestamp LIMIT 1),
    EXISTS (
        SELECT FROM reporting_keptmeetings
        WHERE organisation_unit_id = %(unit)s AND year = %(year)s
    ),
    EXISTS (
        SELECT FROM provinces_unitsuccession
        WHERE from_year = %(year)s AND %(unit)s IN (predecessor_id, successor_id)
    ),
    (
        SELECT json_build_array(en, km) FROM provinces_unitname
        WHERE unit_id = %(unit)s AND valid_from <= %(year)s
          AND (valid_to IS NULL OR valid_to >= %(year)s)
        ORDER BY valid_from DESC LIMIT 1
    ),
    (
        SELECT coalesce(json_agg(DISTINCT evidence.revision_id), '[]')
        FROM reporting_evidence evidence
        JOIN reporting_revision revision ON revision.id = evidence.revision_id
        WHERE revision.report_id = %(report)s
    ),
    (
        SELECT coalesce(json_agg(json_build_array(period_key, id)), '[]')
        FROM (
            SELECT DISTINCT ON (report.id) report.period_key, revision.id
            FROM reporting_report report
            JOIN reporting_revision revision ON revision.report_id = report.id
            WHERE report.organisation_unit_id = %(unit)s AND report.data_set_id = %(form)s
              AND report.id IS DISTINCT FROM %(report)s AND revision.state = 'accepted'
              AND (
                  report.year = %(year)s
                  OR report.year BETWEEN %(first)s AND %(year)s - 1 AND (
                      NOT EXISTS (
                          SELECT FROM reporting_reportingyear opened
                          WHERE opened.is_practice AND opened.year = report.year
                      )
                      OR EXISTS (
                          SELECT FROM reporting_reportingyear opened
                          WHERE opened.is_practice AND opened.year = %(year)s
                      )
                  )
              )
            ORDER BY report.id, revision.number DESC
        ) own
    ),
    (
        SELECT coalesce(json_agg(json_build_array(data_set_id, code, period_key, id)), '[]')
        FROM (
            SELECT DISTINCT ON (report.id)
                   report.data_set_id, unit.code, report.period_key, revision.id
            FROM provinces_unitclosure line
            JOIN provinces_organisationunit unit ON unit.id = line.descendant_id
            JOIN reporting_report report ON report.organisation_unit_id = unit.id
            JOIN reporting_revision revision ON revision.report_id = report.id
            WHERE line.ancestor_id = %(unit)s AND line.depth > 0 AND unit.kind = ANY(%(below)s)
              AND report.year = %(year)s AND revision.state = 'accepted'
            ORDER BY report.id, revision.number DESC
        ) beneath
    )
"""


@dataclass(frozen=True)
class NearReports:
    """Each as its newest accepted revision. `own`: of the unit and form, the other reports of the
    year and of the three years before; `beneath`: of the units below,
    in the year. `became`: whether the unit was made from others this year, or others from it;
    `stamp`: of the catalogue; `keeps_meetings`: here, in the year; `with_evidence`: the
    revisions of the report that have any."""

    stamp: UUID
    keeps_meetings: bool
    became: bool
    with_evidence: frozenset[int]
    own: Mapping[Period, int]
    beneath: Mapping[Filler, Mapping[Period, int]]


def near_reports(report: Report) -> NearReports:
    """One query; kept with the report's object: the page, its checks and its actions ask for it in
    one request. The unit's name comes with it, for `unit_name`."""
    if "_near" not in report.__dict__:
        report.__dict__["_near"] = _read(report)
    kept: NearReports = report.__dict__["_near"]
    return kept


def form_near(report: Report) -> tuple[UUID, bool] | None:
    """The catalogue's stamp and whether the unit keeps its meetings here, where they were read with
    the rest."""
    near: NearReports | None = report.__dict__.get("_near")
    return (near.stamp, near.keeps_meetings) if near else None


def _read(report: Report) -> NearReports:
    asked: dict[str, int | list[str] | None] = {
        "report": report.pk,
        "unit": report.organisation_unit_id,
        "form": report.data_set_id,
        "year": report.year,
        "first": report.year - YEARS_BEFORE,
        "below": [str(kind) for kind in BELOW],
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, asked)
        stamp, keeps, became, names, evidence, own, rows = cursor.fetchone()
    keep_names(report.organisation_unit, report.year, *(names or ("", "")))
    beneath: dict[Filler, dict[Period, int]] = defaultdict(dict)
    for form, unit, key, revision in rows:
        beneath[form, unit][Period.from_key(key)] = revision
    return NearReports(
        stamp=stamp,
        keeps_meetings=keeps,
        became=became,
        with_evidence=frozenset(evidence),
        own={Period.from_key(key): revision for key, revision in own},
        beneath=dict(beneath),
    )
