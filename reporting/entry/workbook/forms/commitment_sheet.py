"""The commitments that a report asks about, as a sheet of its workbook."""

from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.asked_commitments import AskedCommitment
from reporting.entry.page.queries.report_content import ReportContent
from reporting.entry.workbook.exports import workbook_words as words
from reporting.entry.workbook.forms.status_words import status_words
from reporting.entry.workbook.rules import (
    BookSheet,
    WorkbookColumn,
    WorkbookInput,
    WorkbookRow,
    WorkbookTable,
)

CODE = "commitments"
LABELS = (words.HOW_FAR, words.WHAT_WAS_DONE, words.SEEN_IN)  # as `names.COMMITMENT_PARTS`


def commitment_sheet(content: ReportContent, language: str = "en") -> BookSheet | None:
    if not content.commitments:
        return None
    columns = (
        WorkbookColumn("", words.WHAT.said(language), look="stub"),
        *(
            WorkbookColumn(part, label.said(language), look="text")
            for part, label in zip(names.COMMITMENT_PARTS, LABELS, strict=True)
        ),
    )
    lines = tuple(_line(asked, language) for asked in content.commitments)
    title = words.COMMITMENTS.said(language)
    return BookSheet("COM", title, (WorkbookTable(CODE, title, columns, lines),))


def _line(asked: AskedCommitment, language: str) -> WorkbookRow:
    number, said, choices = asked.number, asked.said, status_words()
    (status, of_status), (text, of_text), (evidence, of_evidence) = (
        (names.commitment_name(number, part), f"{number}: {label.said(language)}")
        for part, label in zip(names.COMMITMENT_PARTS, LABELS, strict=True)
    )
    due = asked.answer.due
    day = f" ({words.DUE_ON.said(language)} {due:%d/%m/%Y})" if due else ""
    return WorkbookRow(
        f"{CODE}[{number}]",
        "entry",
        (
            f"{number} {asked.commitment.text_in(language)}{day}",
            WorkbookInput(
                status,
                "choice",
                of_status,
                choices.get(said.status, ""),
                0,
                tuple(choices.values()),
            ),
            WorkbookInput(text, "long", of_text, said.text),
            WorkbookInput(evidence, "long", of_evidence, said.evidence),
        ),
    )
