"""Days as people type them, read strictly and written back in the same way."""

import re
from datetime import date

from provinces.spelling import plain
from reporting.kernel.numbers import to_ascii

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})", re.ASCII
)


def read_day(text: str) -> date:
    """Day/month/year, also with points or hyphens, or year-month-day; Khmer digits too. Raises
    ValueError.

    >>> read_day("២៧/០៦/២០២០\u200b")
    datetime.date(2020, 6, 27)
    """
    typed = to_ascii(plain(text))
    found = _YEAR_FIRST.fullmatch(typed) or _DAY_FIRST.fullmatch(typed)
    if found is None:
        raise ValueError(f"no day: {text!r}")
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


def as_written(text: str) -> str:
    """A day that is kept as text (2020-06-27), as people write it; every other text as it is.

    >>> as_written("2020-06-27"), as_written("soon")
    ('27/06/2020', 'soon')
    """
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text
