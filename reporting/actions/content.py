"""What is handed to `entry` to be written: open rows, text, and notes on transcribed numbers."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

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
