"""A report as its reviewer reads it: sections with their counts, tables with their lines, and
beside them the checks and what has changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.entry.access import ReportAccess
from reporting.entry.page.queries.report_content import Check, ReportContent
from reporting.entry.page.queries.revision_changes import InputChange
from reporting.entry.page.views.open_rows import LABELS
from reporting.kernel.tables import CellName, cell_name
from reporting.review.queries.comments import Thread
from reporting.review.queries.reviewed_report import ReviewedReport
from reporting.review.views.comment_threads import Names, target_of, threads_to_show
from reporting.review.views.reviewed_lines import Lines, ReviewedHeading, ReviewedNumber, Row
from strategies.models import Section, Table


@dataclass(frozen=True)
class ReadTable:
    """`rows` without those of which nothing was ever said: `blank` names these."""

    table: Table
    rows: list[Row]
    blank: list[str]
    nothing: str | None
    threads: list[Thread]
    has_numbers: bool

    @property
    def code(self) -> str:
        return self.table.code

    @property
    def is_quiet(self) -> bool:
        """Nothing stands here, nothing did before, nobody spoke of it."""
        return not self.rows and self.nothing is None and not self.threads


@dataclass(frozen=True)
class ReadSection:
    section: Section
    tables: list[ReadTable]
    checks: int
    comments: int
    changes: int

    @property
    def quiet(self) -> list[ReadTable]:
        return [table for table in self.tables if table.is_quiet]


def read_sections(reading: ReviewedReport) -> list[ReadSection]:
    """In the order of the form."""
    found = []
    for section, tables in groupby(reading.content.tables, key=lambda table: table.section):
        shaped = [_table(table, reading) for table in tables]
        codes = {table.code for table in shaped}
        found.append(
            ReadSection(
                section=section,
                tables=shaped,
                checks=sum(check.finding.table in codes for check in reading.content.checks),
                comments=sum(
                    thread.is_open and thread.first.table in codes for thread in reading.threads
                ),
                changes=sum(change.table in codes for change in reading.changes),
            )
        )
    return found


def _table(table: Table, reading: ReviewedReport) -> ReadTable:
    spec = reading.content.specs[table.code]
    rows = list(Lines(reading, spec).rows())
    shown = list(_shown(rows))
    return ReadTable(
        table=table,
        rows=shown,
        blank=list(_blank(rows)),
        nothing=reading.content.statements.get(table.code),
        threads=[
            thread
            for thread in reading.threads
            if thread.first.table == table.code and not thread.first.cell
        ],
        has_numbers=any(isinstance(row, ReviewedNumber) for row in shown),
    )


def _shown(rows: list[Row]) -> Iterator[Row]:
    """A heading stands only over lines, or has words of its own, or is a row that was typed."""
    for place, row in enumerate(rows):
        if isinstance(row, ReviewedNumber):
            if not row.is_plain:
                yield row
        elif row.texts or row.reported or not _is_bare(rows, place):
            yield row


def _is_bare(rows: list[Row], place: int) -> bool:
    """Whether everything up to the next heading is plain, and there is something."""
    under = []
    for row in rows[place + 1 :]:
        if isinstance(row, ReviewedHeading):
            break
        under.append(row)
    return bool(under) and all(row.is_plain for row in under if isinstance(row, ReviewedNumber))


def _blank(rows: list[Row]) -> Iterator[str]:
    """The names of the lines that were left out: of a whole row its heading alone."""
    heading, said = "", True
    for place, row in enumerate(rows):
        if isinstance(row, ReviewedHeading):
            heading, said = row.label, not _is_bare(rows, place)
            if not said and heading and not row.reported:
                yield heading
        elif row.is_plain and said and row.kind == "body":
            yield f"{heading}: {row.label}" if heading else row.label


def read_context(
    reading: ReviewedReport, found: ReportAccess, *, answers: bool = True
) -> dict[str, Any]:
    """What both pages show on which a report is read whole. `answers`: whether one may answer its
    comments on this page."""
    names = Names.of(reading.content)
    shown_threads = threads_to_show(reading.threads, found, names, reading.units, answers=answers)
    return {
        "reading": reading,
        "checks": placed_checks(reading.content),
        "changes": placed_changes(reading),
        "shown_threads": {shown.thread.first.pk: shown for shown in shown_threads},
        "open_threads": [shown for shown in shown_threads if shown.thread.is_open],
    }


def placed_checks(content: ReportContent) -> list[tuple[Check, str, str]]:
    """Each in words, and where it stands on the page."""
    return [
        (check, check.finding.words(_, date_format), _check_target(check, content))
        for check in content.checks
    ]


def _check_target(check: Check, content: ReportContent) -> str:
    for code in check.finding.cells:
        cell = cell_name(code)
        spec = content.specs.get(cell.table)
        if spec is not None and spec.element(cell.element or ""):
            return target_of(code)
    return quote(f"t-{check.finding.table}")


def placed_changes(reading: ReviewedReport) -> list[tuple[InputChange, str, str]]:
    """Which cell, row or text it is, in words, and where that stands on the page."""
    found = [(change, *_place_of(change, reading.content)) for change in reading.changes]
    order = {table.code: place for place, table in enumerate(reading.content.tables)}
    return sorted(found, key=lambda placed: order.get(placed[0].table, len(order)))


def _place_of(change: InputChange, content: ReportContent) -> tuple[str, str]:
    kind, colon, rest = change.name.partition(":")
    spec = content.specs.get(change.table)
    if kind == "activity":
        return _("Activity %(code)s") % {"code": rest}, ""
    if spec is None:
        return change.name, ""
    if kind == "explain":
        cell = rest.partition(":")[2].partition(",")[0]
        return _("Explanation: %(place)s") % {"place": Names.of(content).words(cell)}, "checks"
    if kind == "nothing":
        return _("%(table)s: nothing to report") % {"table": spec.title}, f"t-{spec.code}"
    if colon:
        return f"{spec.title}: {LABELS.get(rest, rest)}", f"t-{spec.code}"
    return _cell_place(change.name, content)


def _cell_place(name: str, content: ReportContent) -> tuple[str, str]:
    """Of an input's name (`materials.copies{r1}`)."""
    cell, _brace, rest = name.partition("{")
    place = cell_name(cell)
    whole = CellName(place.table, place.option, place.element, rest.removesuffix("}") or None)
    return Names.of(content).words(str(whole)), target_of(str(whole))
