"""Everything that a revision says, as sections of a document, so that what is printed is what was
signed."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count, groupby

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.document.value import (
    Align,
    Block,
    Bullet,
    CellContent,
    HeaderCell,
    Missing,
    Number,
    Paragraph,
    Row,
    Section,
    Subheading,
)
from reporting.document.value import Table as DocumentTable
from reporting.entry.evidence.queries import evidence_of
from reporting.entry.page.queries.activities import activity_title
from reporting.entry.page.queries.report_content import ReportContent, places
from reporting.kernel.numbers import format_number
from reporting.kernel.tables import CellKey, ElementSpec, OptionSpec, TableSpec
from reporting.models import Explanation, ListEntry
from strategies.models import Table
from strategies.models.cells import UnitOfCount
from strategies.models.labels import dated

LEVEL = 3  # sections follow one another on a page
STUB, NUMBER = 3.0, 1.1


def contents_of(content: ReportContent) -> tuple[Section, ...]:
    """Tables with their numbers, texts, "nothing to report", then answers, activities and
    evidence."""
    return (
        *_Contents(content).sections(),
        *_answers(content),
        *_activities(content),
        *_commitments(content),
        *_evidence(content),
    )


class _Contents:
    def __init__(self, content: ReportContent) -> None:
        self.content = content
        self.numbers = count(1)

    def sections(self) -> Iterator[Section]:
        for section, tables in groupby(self.content.tables, key=lambda table: table.section):
            listed = list(tables)
            blocks = [block for table in listed for block in self._blocks(table)]
            blank = [self._title(table) for table in listed if self.content.is_empty(table.code)]
            if blank:
                words = _("Left blank: %(tables)s.") % {"tables": "; ".join(blank)}
                blocks.append(Paragraph(words))
            yield Section(section.code, section.code, section.title, LEVEL, tuple(blocks))

    def _title(self, table: Table) -> str:
        """“Direction for {next_year}” in the year of the report."""
        return dated(self.content.specs[table.code].title, self.content.revision.report.year)

    def _blocks(self, table: Table) -> Iterator[Block]:
        spec = self.content.specs[table.code]
        if table.code in self.content.statements:
            yield Subheading(self._title(table))
            reason = self.content.statements[table.code]
            yield Paragraph(
                _("Nothing to report: %(reason)s") % {"reason": reason}
                if reason
                else _("Nothing this period.")
            )
        if self.content.is_empty(table.code):
            return
        if spec.kind in ("narrative", "open") and not spec.elements:
            yield Subheading(self._title(table))
            yield from self._texts(table)
        elif table.code in self.content.values or table.code in self.content.entries:
            yield self._table(spec, self._title(table))

    def _texts(self, table: Table) -> Iterator[Block]:
        for entry in self.content.entries.get(table.code, []):
            words = _words(entry)
            if words:
                yield Bullet(words, entry.level) if table.style else Paragraph(words)

    def _table(self, spec: TableSpec, title: str) -> DocumentTable:
        if spec.kind == "single":
            header: tuple[HeaderCell, ...] = (HeaderCell(_("What")), HeaderCell(_("Number")))
            rows = tuple(self._single(spec))
        else:
            header = (HeaderCell(_("What")), *(_head(element, spec) for element in spec.entered()))
            rows = tuple(self._entries(spec) if spec.kind == "open" else self._fixed(spec))
        start: Align = "start"
        end: Align = "end"
        width = len(header) - 1
        return DocumentTable(
            id=spec.code,
            number=str(next(self.numbers)),
            caption=title,
            header=(header,),
            rows=rows,
            align=(start, *(end,) * width),
            widths=(STUB, *(NUMBER,) * width),
        )

    def _single(self, spec: TableSpec) -> Iterator[Row]:
        for element in spec.entered():
            unit = _unit(element.unit)
            named = f"{element.title} ({unit})" if unit else element.title
            yield Row((named, self._cell(spec, CellKey(None, element.code))))

    def _fixed(self, spec: TableSpec) -> Iterator[Row]:
        for option in spec.options:
            if option.is_group:
                yield Row((option.title,), "group")
                continue
            cells = (
                self._cell(spec, CellKey(option.code, element.code)) for element in spec.entered()
            )  # fmt: skip
            yield Row((_option_title(option), *cells))

    def _entries(self, spec: TableSpec) -> Iterator[Row]:
        for entry in self.content.entries.get(spec.code, []):
            cells = (
                self._cell(spec, CellKey(None, element.code, entry.key))
                for element in spec.entered()
            )
            yield Row((_words(entry), *cells))

    def _cell(self, spec: TableSpec, key: CellKey) -> CellContent:
        value = self.content.numbers(spec.code).get(key)
        if value is None:
            return Missing("nothing" if spec.code in self.content.statements else "blank")
        if value.number is None:
            return Missing("not_available")
        return Number(value.number, _decimals(value.number, places(spec, key)))


def _decimals(number: Decimal, least: int) -> int:
    """No digit of what was signed is left out."""
    return least if number == number.to_integral_value() else 2


def _head(element: ElementSpec, spec: TableSpec) -> HeaderCell:
    mixed = any(option.unit for option in spec.options)
    return HeaderCell(element.title, unit="" if mixed else _unit(element.unit))


def _unit(code: str) -> str:
    return str(UnitOfCount(code).label) if code in UnitOfCount.values else ""


def _option_title(option: OptionSpec) -> str:
    unit = _unit(option.unit)
    return f"{option.title} ({unit})" if unit else option.title


def _words(entry: ListEntry) -> str:
    date = date_format(entry.date) if entry.date else ""
    parts = (entry.title, entry.kind, entry.number, date, entry.partner, entry.text)
    return " · ".join(part for part in parts if part)


def _answers(content: ReportContent) -> Iterator[Section]:
    """What the checks asked, and what the unit answered."""
    answers = Explanation.objects.filter(revision=content.revision)
    reasons = {
        explanation.finding: str(explanation.get_reason_display())
        for explanation in answers
        if explanation.reason
    }
    asked = {check.key: check.finding.words(_, date_format) for check in content.checks}
    blocks: list[Block] = []
    for explanation in answers.order_by("pk"):
        if question := asked.get(explanation.finding):
            blocks.append(Paragraph(question))
        reason, answer = reasons.get(explanation.finding, ""), explanation.said
        if reason not in ("", answer):
            answer = f"{reason}: {answer}"
        blocks.append(Bullet(answer))
    if blocks:
        yield Section("answers", "", _("Checks and the unit's explanations"), LEVEL, tuple(blocks))


def _activities(content: ReportContent) -> Iterator[Section]:
    rows = content.revision.progress.select_related("activity__group").order_by(
        "activity__group_id", "activity__number"
    )
    blocks: list[Block] = []
    for row in rows:
        times = ""
        if row.times_done is not None:
            times = _("%(times)s done") % {"times": format_number(row.times_done)}
        said = (str(row.get_status_display()), times, row.obstacle)
        title = activity_title(row.activity, get_language() or "en")
        name = f"{row.activity.code} {title}".strip()
        blocks.append(Bullet(f"{name}: {' · '.join(filter(None, said))}"))
    if blocks:
        yield Section("activities", "", _("Activities of the plan"), LEVEL, tuple(blocks))


def _commitments(content: ReportContent) -> Iterator[Section]:
    blocks: list[Block] = []
    for row in content.revision.commitment_answers.select_related("commitment").order_by(
        "commitment__number"
    ):
        said = (str(row.get_status_display()), row.text, row.evidence)
        named = _("No. %(number)d: %(words)s") % {
            "number": row.commitment.number,
            "words": " · ".join(filter(None, said)),
        }
        blocks.append(Bullet(named))
    if blocks:
        yield Section("commitments", "", _("Commitments"), LEVEL, tuple(blocks))


def _evidence(content: ReportContent) -> Iterator[Section]:
    """The files that were signed with it, each with its own seal."""
    titles = {table.code: content.specs[table.code].title for table in content.tables}
    blocks: list[Block] = []
    for row in evidence_of(content.revision):
        title = titles.get(row.table.code, "") if row.table else ""
        place = dated(title, content.revision.report.year) if title else _("The whole report")
        if row.entry:
            place = f"{place}: {_words(row.entry)}"
        blocks.append(Bullet(f"{row.name} ({row.file.get_kind_display()}). {place}"))
        blocks.append(Bullet(f"SHA-256 {row.file.digest[:32]} {row.file.digest[32:]}", 1))
    if blocks:
        yield Section("evidence", "", _("Evidence"), LEVEL, tuple(blocks))
