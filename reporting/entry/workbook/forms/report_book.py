"""A report as a book of sheets to be filled: a sheet for each section, and one for the activities
of the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import override

from provinces.queries import unit_names
from reporting.core.queries.period_words import period_words_in
from reporting.core.queries.practice_years import is_practice
from reporting.core.queries.table_specs import table_specs
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.activities import AssignedActivity
from reporting.entry.page.queries.report_checks import values_before
from reporting.entry.page.queries.report_content import PLACES, ReportContent
from reporting.entry.workbook.exports import workbook_words as words
from reporting.entry.workbook.forms.table_book import BLANK_ROWS, TableBook
from reporting.entry.workbook.rules import (
    Book,
    BookSheet,
    EarlierNumber,
    Label,
    WorkbookColumn,
    WorkbookInput,
    WorkbookRow,
    WorkbookTable,
)
from reporting.kernel.periods import Period
from reporting.kernel.tables import TableSpec
from reporting.models import ActivityProgress
from strategies.models import Section
from strategies.models.labels import dated

CODE = "activities"


@dataclass(frozen=True)
class BookMaker:
    content: ReportContent
    editable: bool
    blank_rows: int = BLANK_ROWS  # of each list

    def book(self) -> Book:
        report = self.content.revision.report
        year, unit = report.year, report.organisation_unit
        en, km = (unit_names(year, language, [unit]).get(unit.pk, "") for language in ("en", "km"))
        period = period_label(report.period)
        return Book(
            unit=Label(en or unit.code, km),
            form=Label(report.data_set.title_en, report.data_set.title_km),
            period=marked(period) if is_practice(year) else period,
            state=str(self.content.revision.get_state_display()),
            editable=self.editable,
            sheets=tuple(self._sheets()),
        )

    def _sheets(self) -> Iterator[BookSheet]:
        tables, year = self.content.tables, self.content.revision.report.year
        english = table_specs(tables, year, "en")
        khmer = table_specs(tables, year, "km")
        before = values_before(self.content.revision.report)
        for section, found in groupby(tables, key=lambda table: table.section):
            blocks = tuple(
                TableBook(
                    spec=self.content.specs[table.code],
                    english=english[table.code],
                    khmer=khmer[table.code],
                    title=_title_of(english[table.code], khmer[table.code], year),
                    content=self.content,
                    before=before.get(table.code, {}),
                    before_label=self._before_label(),
                    editable=self.editable,
                    blank_rows=self.blank_rows,
                ).block()
                for table in found
            )
            if filled := _filled(blocks):
                yield BookSheet(section.code, _title(section, year), filled)
        if activities := activity_sheet(self.content):
            yield activities

    def _before_label(self) -> Label:
        label = period_label(self.content.revision.report.period.previous)
        return Label(f"({label.en})", f"({label.km})")


def _filled(blocks: tuple[WorkbookTable, ...]) -> tuple[WorkbookTable, ...]:
    """Without what has nothing to be filled or read."""
    return tuple(block for block in blocks if any(block.inputs()))


def _title(section: Section, year: int) -> Label:
    return Label(dated(section.title_en, year), dated(section.title_km, year))


def _title_of(english: TableSpec, khmer: TableSpec, year: int) -> Label:
    return Label(dated(english.title, year), dated(khmer.title, year))


def period_label(period: Period) -> Label:
    return Label(period_words_in("en")(period), period_words_in("km")(period))


def marked(label: Label) -> Label:
    """Of a year to practise on: wherever the book names its period."""
    mark = words.PRACTICE
    return Label(f"{label.en} – {mark.en}", f"{label.km} – {mark.km}")


def status_words() -> dict[str, str]:
    """Status -> the word for it in the list, whatever the reader's language."""
    with override("en"):
        return {status.value: str(status.label) for status in ActivityProgress.Status}


def activity_sheet(content: ReportContent) -> BookSheet | None:
    if not content.activities:
        return None
    columns = (
        WorkbookColumn("", words.WHAT, look="stub"),
        WorkbookColumn("status", words.STATUS, look="text"),
        WorkbookColumn("times", words.TIMES_DONE),
        WorkbookColumn("obstacle", words.OBSTACLE, look="text"),
        WorkbookColumn("target", words.TARGET, look="beside"),
        WorkbookColumn("so_far", words.SO_FAR, look="beside"),
    )
    lines = tuple(_line(activity) for activity in content.activities)
    return BookSheet(
        "NSP", words.ACTIVITIES, (WorkbookTable(CODE, words.ACTIVITIES, columns, lines),)
    )


def _line(assigned: AssignedActivity) -> WorkbookRow:
    code, said = assigned.activity.code, assigned.progress
    choices = status_words()
    unit = assigned.planned.unit_of_count if assigned.planned else ""
    status, times, obstacle = (names.activity_name(code, part) for part in names.ACTIVITY_PARTS)
    return WorkbookRow(
        f"{CODE}[{code}]",
        "entry",
        (
            Label(
                f"{code} {assigned.activity.title_en}".strip(),
                f"{code} {assigned.activity.title_km}" if assigned.activity.title_km else "",
            ),
            WorkbookInput(
                status, "choice", f"{code}: {words.STATUS.en}", choices.get(said.status, ""), 0,
                tuple(choices.values()),
            ),
            WorkbookInput(
                times, "number", f"{code}: {words.TIMES_DONE.en}", said.times, PLACES.get(unit, 0)
            ),
            WorkbookInput(obstacle, "long", f"{code}: {words.OBSTACLE.en}", said.obstacle),
            EarlierNumber(said.target),
            EarlierNumber(said.so_far),
        ),
    )  # fmt: skip


def stored_activities(content: ReportContent) -> Iterator[tuple[str, str]]:
    """What the inputs of the sheet would hold now."""
    sheet = activity_sheet(content)
    for cell in sheet.blocks[0].inputs() if sheet else ():
        if cell.stands:
            yield cell.name, names.plain(cell.stands)


def is_status(name: str) -> bool:
    return name.startswith("activity:") and name.endswith(":status")


def status_of(word: str) -> str:
    """As the page says it."""
    return next((status for status, shown in status_words().items() if shown == word), word)
