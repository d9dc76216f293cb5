"""What the writer of every sheet needs to know about the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.exports.workbook.looks import Looks
from reporting.kernel.document import Document


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
