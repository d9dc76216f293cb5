"""The list of tasks: the sections of a report, as far as they are answered."""

from dataclasses import dataclass

from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent
from reporting.entry.page.views.report_sections import SectionState, TableAnswer


@dataclass(frozen=True)
class Tasks:
    """What is asked, as far as it is answered: the list of tasks, and “Check your answers”."""

    sections: list[SectionState]
    rows_before: int = 0  # rows of the period before that can be copied
    bare_rows: tuple[str, ...] = ()  # copied rows to which no number came yet, by name

    @classmethod
    def of(cls, sections: list[SectionState], content: ReportContent) -> "Tasks":
        """For who fills the report."""
        before = sum(map(len, content.rows_before.values()))
        return cls(sections, before, tuple(map(names.row_name, content.bare_rows)))

    @property
    def answered(self) -> int:
        return sum(section.is_answered for section in self.sections)

    @property
    def left(self) -> list[SectionState]:
        return [section for section in self.sections if section.left]

    @property
    def tables_left(self) -> int:
        return sum(len(section.left) for section in self.sections)

    @property
    def said(self) -> list[TableAnswer]:
        return [answer for section in self.sections for answer in section.said]

    @property
    def is_begun(self) -> bool:
        return any(section.done for section in self.sections)
