"""Section by section in the order of the outline: texts, tables, charts, then the notes."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from reporting.kernel.document import Block, Document, Section
from reporting.kernel.document import Chart as DocumentChart
from reporting.kernel.document import Table as DocumentTable
from reporting.kernel.periods import Period
from reporting.kernel.trace_codes import TraceCode, document_code
from reporting.models import Consolidation
from reporting.queries.document.chart_specs import chart_block
from reporting.queries.document.completeness import completeness_section
from reporting.queries.document.contributors import contributors_sections
from reporting.queries.document.entries import Reword, entries_table, text_blocks
from reporting.queries.document.material import Material
from reporting.queries.document.notes import found_remarks, with_notes
from reporting.queries.document.singles import months_table, single_table
from reporting.queries.document.tables import rows_table
from reporting.queries.document.units import units_table
from reporting.queries.document.words import fixed_words
from reporting.queries.period_words import report_subtitle, report_title
from reporting.queries.practice_years import is_practice
from strategies.models import Section as SectionRow
from strategies.models import Table
from strategies.models.labels import dated


def build_document(consolidation: Consolidation, language: str) -> Document:
    """The whole report of the consolidation's period in one language."""
    with override(language):
        material = Material(consolidation, language)
        sections = [_section(material, row) for row in material.sections]
        sections += [*contributors_sections(material), completeness_section(material)]
        code = document_code(Period.from_key(consolidation.period_key))
        return Document(
            title=report_title(material.period),
            subtitle=report_subtitle(material.period),
            publisher=(
                _("Kingdom of Cambodia"),
                _("Nation Religion King"),
                _("National Committee for Counter Trafficking"),
            ),
            year=consolidation.year,
            language="km" if language == "km" else "en",
            dated=consolidation.created_at.isoformat(),
            edition=_("Consolidated on %(day)s")
            % {"day": date_format(timezone.localtime(consolidation.created_at), "DATE_FORMAT")},
            sections=tuple(
                with_notes(
                    found_remarks(consolidation),
                    numbered(sections, code),
                    consolidation.period.code,
                )
            ),
            words=fixed_words(),
            practice=is_practice(consolidation.year),
        )


def _section(material: Material, row: SectionRow) -> Section:
    blocks: list[Block] = []
    for table in material.tables[row.pk]:
        blocks += _blocks(material, table)
    blocks += [chart_block(material, chart) for chart in material.charts[row.pk]]
    return Section(
        id=row.code,
        number=row.number,
        title=dated(row.title_in(material.language), material.year),
        level=row.level,
        blocks=tuple(blocks),
    )


def _blocks(material: Material, table: Table) -> Iterator[Block]:
    if table.kind == Table.Kind.NARRATIVE:
        yield from text_blocks(material, table)
        return
    if table.kind == Table.Kind.OPEN and table.style:
        yield from text_blocks(material, table)
    block = made(material, table)
    if block is not None:
        yield block


def made(material: Material, table: Table, reword: Reword | None = None) -> DocumentTable | None:
    if table.shown is not None:
        return rows_table(material, table.shown, table)
    if table.pk in material.shown_elsewhere:
        return None
    match table.layout:
        case "units":
            return units_table(material, table)
        case "months":
            return months_table(material, table)
        case "single":
            return single_table(material, table)
        case "entries":
            return entries_table(material, table, reword)
        case _:
            return rows_table(material, table)


def numbered(sections: list[Section], code: TraceCode) -> Iterator[Section]:
    """Tables and charts are numbered through the document in reading order; a table's number makes
    its code. `code`: that of the document."""
    tables = charts = 0
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, DocumentTable):
                tables += 1
                block = replace(
                    block,
                    number=str(tables),
                    section=section.id,
                    code=str(replace(code, table=tables)),
                )
            elif isinstance(block, DocumentChart):
                charts += 1
                block = replace(block, number=str(charts))
            blocks.append(block)
        yield replace(section, blocks=tuple(blocks))
