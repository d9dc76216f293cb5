"""The rows of the long lists beside a document: figures, sentences, discrepancies, traces. Queries
build them in the document's language; the writers print them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reporting.document.value import FigureState

Severity = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of one reporter, or of the nation when `organisation_unit` is empty.

    `value` is None where nobody gave a number and "NA" where a reporter said that there is none
    to give. `row` and `column` are codes, `row` empty where the table has no rows. `reports` are
    the addresses of the report revisions that the value was made from. `is_open`: `row` is the key
    of a row that the reporter wrote. `not_explained`: what was found of the figure that is grave
    and that nobody has explained. `status`: whether a check doubts it.
    """

    section: str
    table: str
    row: str
    row_label: str
    column: str
    column_label: str
    organisation_unit: str
    organisation_unit_name: str
    period: str
    value: Decimal | int | Literal["NA"] | None
    received: int
    expected: int
    reports: tuple[str, ...] = ()
    is_open: bool = False
    not_explained: tuple[str, ...] = ()
    status: FigureState = "sound"


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence or a bullet as it is printed, the `number`th of its section.

    `linked` names each of its numbers with the figure that it is ("812 = forums.persons@KH-08"),
    `kept` those that were typed, with the reason, `missing` references without a figure. `units`
    and `reports` are where the accepted texts behind it came from. `language`: `en` or `km`.
    """

    section: str
    number: int
    kind: Literal["paragraph", "bullet"]
    text: str
    linked: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class DiscrepancyRow:
    """What a check found. `printed` is the text as it stands in print ("33.976").

    `cells` are addresses of cells. The labels are what a person reads in the workbook; without
    one the code stands in its place. `state`: open, explained or being corrected (`mending`);
    `explanation` is somebody's reason, `footnote` what the report prints of it.
    """

    kind: str
    severity: Severity
    section: str
    table: str
    organisation_unit: str
    period: str
    cells: tuple[str, ...]
    printed: str
    computed: Decimal | int | str | None
    message: str
    kind_label: str = ""
    severity_label: str = ""
    organisation_unit_name: str = ""
    state: str = ""
    state_label: str = ""
    explanation: str = ""
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class TraceRow:
    """Where a figure comes from. `address` is what `Number.trace` names, `code` its short code
    where it is printed first (`NSP-2020-1-T12-R3-C2`).

    `received` and `expected` count reports; `reports` names each with its revision, `cells` the
    cells that were filled in. `how` says in words how they make the figure; `status`: whether a
    check doubts it.
    """

    address: str
    organisation_unit: str
    period: str
    value: Decimal | int | None
    received: int
    expected: int
    reports: tuple[str, ...] = ()
    organisation_unit_name: str = ""
    code: str = ""
    cells: tuple[str, ...] = ()
    how: str = ""
    status: FigureState = "sound"
