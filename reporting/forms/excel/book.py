"""A report's content as a book to be filled, with the names of its page's inputs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.dates import MONTHS
from django.utils.translation import override

from provinces.queries import unit_names
from reporting.exports.form_workbook import words
from reporting.forms.excel.activities import activity_sheet
from reporting.forms.excel.tables import BLANK_ROWS, TableBook
from reporting.kernel.form_book import Block, Book, BookSheet, Label
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.tables import TableSpec
from reporting.queries.checks import values_before
from reporting.queries.practice_years import is_practice
from reporting.queries.report_pages import Content
from reporting.queries.specs import table_specs
from strategies.models import Section
from strategies.models.labels import dated

KHMER_PERIODS = {
    PeriodKind.MONTH: "ខែ{month} ឆ្នាំ{year}",
    PeriodKind.QUARTER: "ត្រីមាសទី{number} ឆ្នាំ{year}",
    PeriodKind.SEMESTER: "ឆមាសទី{number} ឆ្នាំ{year}",
    PeriodKind.TEN_MONTH: "មករា ដល់ តុលា ឆ្នាំ{year}",
    PeriodKind.YEAR: "ឆ្នាំ{year}",
}
PERIODS = {
    PeriodKind.MONTH: "{month} {year}",
    PeriodKind.QUARTER: "quarter {number} of {year}",
    PeriodKind.SEMESTER: "semester {number} of {year}",
    PeriodKind.TEN_MONTH: "January to October {year}",
    PeriodKind.YEAR: "{year}",
}


def period_label(period: Period) -> Label:
    return Label(_period_in("en", period), _period_in("km", period))


def marked(label: Label) -> Label:
    """Of a year to practise on: wherever the book names its period."""
    mark = words.PRACTICE
    return Label(f"{label.en} – {mark.en}", f"{label.km} – {mark.km}")


def _period_in(language: str, period: Period) -> str:
    with override(language):
        month = str(MONTHS[period.number]) if period.kind is PeriodKind.MONTH else ""
    pattern = (KHMER_PERIODS if language == "km" else PERIODS)[period.kind]
    return pattern.format(month=month, number=period.number, year=period.year)


@dataclass(frozen=True)
class BookMaker:
    content: Content
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


def _filled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Without what has nothing to be filled or read."""
    return tuple(block for block in blocks if any(block.inputs()))


def _title(section: Section, year: int) -> Label:
    return Label(dated(section.title_en, year), dated(section.title_km, year))


def _title_of(english: TableSpec, khmer: TableSpec, year: int) -> Label:
    return Label(dated(english.title, year), dated(khmer.title, year))
