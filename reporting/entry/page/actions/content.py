"""What is handed to `entry` and `report_page` to be written."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from reporting.entry.page.queries.form_tables import CellAddress
from reporting.kernel.tables import Value

EntryKey = tuple[str, str]  # (table code, key of the entry)


@dataclass(frozen=True)
class SourceNote:
    """Where a transcribed number stands, and what is printed there if it is not the number."""

    printed: str = ""
    line: int | None = None
    text: str = ""


@dataclass(frozen=True)
class EntryText:
    position: int
    level: int = 0
    kind: str = ""
    title: str = ""
    number: str = ""
    date: datetime.date | None = None
    partner: str = ""
    text: str = ""
    activity_group: str = ""


@dataclass(frozen=True)
class ProgressText:
    """How far an activity of the plan is; all of it blank: nothing is said of it."""

    status: str = ""
    times: Decimal | None = None
    obstacle: str = ""


@dataclass
class Changes:
    """`nothing`: reason by table that has nothing to report; `something`: tables that have after
    all; `unexplained`: findings whose explanation was taken back; `reasons`: of the list, beside an
    explanation; `progress`: by the activity's code."""

    values: dict[CellAddress, Value | None] = field(default_factory=dict)
    entries: dict[EntryKey, EntryText] = field(default_factory=dict)
    removed: set[EntryKey] = field(default_factory=set)
    nothing: dict[str, str] = field(default_factory=dict)
    something: set[str] = field(default_factory=set)
    explanations: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    unexplained: set[str] = field(default_factory=set)
    progress: dict[str, ProgressText] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(vars(self).values())
