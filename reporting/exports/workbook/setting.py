"""What the writer of every sheet needs to know about the workbook, and the fixed words that it
prints, by their keys in `Document.words`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.exports.workbook.looks import Looks
from reporting.kernel.document import Document

WORDS = (
    "contents",  # name of the first sheet, and the link back to it
    "page",  # footer: page 1 of 5
    "of",
    "table",  # "Table 12"
    "figure",  # a chart: "Figure 3"
    "caption",  # heads of the contents
    "section",
    "completeness",
    "discrepancies",  # name of the sheet, heads of its columns
    "severity",
    "kind",
    "organisation_unit",
    "period",
    "printed",
    "computed",
    "message",
    "trace",  # name of the sheet, heads of its columns
    "figure_address",
    "value",
    "received",
    "expected",
    "reports",
    "not_available",  # in a cell: a reporter said that there is no number to give
    "nothing_to_report",
)


class MissingWordsError(LookupError):
    """The document lacks words that the workbook would print."""


@dataclass(frozen=True, slots=True)
class Setting:
    """`contents` and `trace` are names of sheets; `trace_rows` gives the row of the trace sheet
    at which an address stands. `shown_at` is filled while tables are written: the sheet and the
    cell that show an address first."""

    document: Document
    looks: Looks
    contents: str
    trace: str
    trace_rows: Mapping[str, int]
    code_url: str = ""  # the short code of a table follows it in a link
    shown_at: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def words(self) -> Mapping[str, str]:
        return self.document.words


def require_words(words: Mapping[str, str]) -> None:
    """Raise MissingWordsError, naming every key of WORDS that the document does not say."""
    missing = [key for key in WORDS if not words.get(key)]
    if missing:
        raise MissingWordsError(f"the document has no words for: {', '.join(missing)}")
