"""A report as a book of sheets to be filled: a sheet for each section, and one for the activities
of the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language

from provinces.queries import unit_names
from reporting.core.queries.period_words import period_words
from reporting.core.queries.practice_years import is_practice
from reporting.entry.evidence.queries import evidence_of
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.activities import AssignedActivity, activity_title
from reporting.entry.page.queries.report_content import PLACES, ReportContent
from reporting.entry.page.queries.stored_values import values_before
from reporting.entry.workbook.exports import workbook_words as words
from reporting.entry.workbook.forms.commitment_sheet import commitment_sheet
from reporting.entry.workbook.forms.status_words import status_words
from reporting.entry.workbook.forms.table_book import BLANK_ROWS, TableBook
from reporting.entry.workbook.rules import (
    Book,
    BookSheet,
    EarlierNumber,
    WorkbookColumn,
    WorkbookInput,
    WorkbookRow,
    WorkbookTable,
)
from strategies.models.labels import dated

CODE = "activities"
OF_ACTIVITY = (words.STATUS, words.TIMES_DONE, words.OBSTACLE)  # as `names.ACTIVITY_PARTS`


@dataclass(frozen=True)
class BookMaker:
    content: ReportContent
    editable: bool
    blank_rows: int = BLANK_ROWS  # of each list

    def book(self) -> Book:
        report = self.content.revision.report
        year, unit = report.year, report.organisation_unit
        language = self.language
        period = period_words(report.period)
        return Book(
            unit=unit_names(year, language, [unit]).get(unit.pk) or unit.code,
            form=report.data_set.title_in(language),
            period=marked(period, language) if is_practice(year) else period,
            state=str(self.content.revision.get_state_display()),
            editable=self.editable,
            language=language,
            choices=choice_words(language),
            sheets=tuple(self._sheets()),
            evidence=tuple(row.name for row in evidence_of(self.content.revision)),
        )

    @property
    def language(self) -> str:
        """The reader's."""
        return get_language() or "en"

    def _sheets(self) -> Iterator[BookSheet]:
        tables, report = self.content.tables, self.content.revision.report
        year = report.year
        before = values_before(report)
        for section, found in groupby(tables, key=lambda table: table.section):
            blocks = tuple(
                TableBook(
                    spec=self.content.specs[table.code],
                    language=self.language,
                    title=dated(self.content.specs[table.code].title, year),
                    content=self.content,
                    before=before.get(table.code, {}),
                    before_label=f"({period_words(report.period.previous)})",
                    editable=self.editable,
                    blank_rows=self.blank_rows,
                ).block()
                for table in found
            )
            if filled := _filled(blocks):
                yield BookSheet(section.code, dated(section.title_in(self.language), year), filled)
        if activities := activity_sheet(self.content, self.language):
            yield activities
        if commitments := commitment_sheet(self.content, self.language):
            yield commitments


def _filled(blocks: tuple[WorkbookTable, ...]) -> tuple[WorkbookTable, ...]:
    """Without what has nothing to be filled or read."""
    return tuple(block for block in blocks if any(block.inputs()))


def marked(period: str, language: str) -> str:
    """Of a year to practise on: wherever the book names its period."""
    return f"{period} – {words.PRACTICE.said(language)}"


def choice_words(language: str) -> dict[str, str]:
    """What is chosen from a list, and what the list says for it in this language."""
    said = {one: label.said(language) for one, label in words.CHOICES.items()}
    return said | dict(zip(status_words().values(), status_words(language).values(), strict=True))


def activity_sheet(content: ReportContent, language: str = "en") -> BookSheet | None:
    if not content.activities:
        return None
    columns = (
        WorkbookColumn("", words.WHAT.said(language), look="stub"),
        WorkbookColumn("status", words.STATUS.said(language), look="text"),
        WorkbookColumn("times", words.TIMES_DONE.said(language)),
        WorkbookColumn("obstacle", words.OBSTACLE.said(language), look="text"),
        WorkbookColumn("target", words.TARGET.said(language), look="beside"),
        WorkbookColumn("so_far", words.SO_FAR.said(language), look="beside"),
    )
    lines = tuple(_line(activity, language) for activity in content.activities)
    title = words.ACTIVITIES.said(language)
    return BookSheet("NSP", title, (WorkbookTable(CODE, title, columns, lines),))


def _line(assigned: AssignedActivity, language: str) -> WorkbookRow:
    code, said = assigned.activity.code, assigned.progress
    choices = status_words()
    chosen = choices.get(said.status, "")
    unit = assigned.planned.unit_of_count if assigned.planned else ""
    status, times, obstacle = (
        (names.activity_name(code, part), f"{code}: {label.said(language)}")
        for part, label in zip(names.ACTIVITY_PARTS, OF_ACTIVITY, strict=True)
    )
    return WorkbookRow(
        f"{CODE}[{code}]",
        "entry",
        (
            f"{code} {activity_title(assigned.activity, language)}".strip(),
            WorkbookInput(status[0], "choice", status[1], chosen, 0, tuple(choices.values())),
            WorkbookInput(times[0], "number", times[1], said.times, PLACES.get(unit, 0)),
            WorkbookInput(obstacle[0], "long", obstacle[1], said.obstacle),
            EarlierNumber(said.target),
            EarlierNumber(said.so_far),
        ),
    )


def stored_answers(content: ReportContent) -> Iterator[tuple[str, str]]:
    """What the inputs of the sheets of activities and commitments would hold now."""
    for sheet in (activity_sheet(content), commitment_sheet(content)):
        for cell in sheet.blocks[0].inputs() if sheet else ():
            if cell.stands:
                yield cell.name, names.plain(cell.stands)


def is_status(name: str) -> bool:
    return name.startswith(("activity:", "commitment:")) and name.endswith(":status")


def status_of(word: str) -> str:
    """As the page says it."""
    return next((status for status, shown in status_words().items() if shown == word), word)
