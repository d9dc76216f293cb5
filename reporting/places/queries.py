"""What the page on which a province asks its places shows: the form that they would fill."""

from dataclasses import dataclass

from reporting.calendar.queries.asked_places import tables_to_ask
from reporting.core.queries.table_specs import table_specs
from strategies.models import DataSet, Section, Table


@dataclass(frozen=True)
class OfferedTable:
    """A table as a place would find it: its columns and rows by their titles."""

    table: Table
    columns: list[str]
    rows: list[str]


@dataclass(frozen=True)
class OfferedSection:
    section: Section
    tables: list[OfferedTable]


def offered_sections(form: DataSet, year: int, language: str) -> list[OfferedSection]:
    """In the order of the annual report; five queries."""
    tables = tables_to_ask(form, year)
    specs = table_specs(tables, year, language)
    found: dict[int, OfferedSection] = {}
    for table in tables:
        spec = specs[table.code]
        section = found.setdefault(table.section_id, OfferedSection(table.section, []))
        section.tables.append(
            OfferedTable(
                table,
                columns=[element.title for element in spec.entered()],
                rows=[option.title for option in spec.rows()],
            )
        )
    return list(found.values())
