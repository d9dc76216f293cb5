"""The days off of a year, as people paste them."""

import re
from dataclasses import dataclass
from datetime import date

from provinces.spelling import visible
from reporting.kernel.days import read_day
from reporting.kernel.messages import Message

_ = str  # marks a template for translation

# A day and its name a line: `14/04/2027 Khmer New Year` or `2027-04-14 Khmer New Year`; behind a
# stroke may stand the name in Khmer: `14/04/2027 Khmer New Year | ចូលឆ្នាំ`.
_LINE = re.compile(r"(?P<day>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})(?:[\s,;:]+(?P<name>.*))?")
LONGEST = 120

NO_DAY = _("Line %(line)d: “%(text)s” does not begin with a day such as 14/04/2027.")
NO_SUCH_DAY = _("Line %(line)d: there is no day %(text)s.")
NO_NAME = _("Line %(line)d: write the holiday’s name behind %(text)s.")
LONG_NAME = _("Line %(line)d: the name is longer than %(longest)d letters.")
OTHER_YEAR = _("Line %(line)d: %(text)s is not in %(year)s, nor at the beginning of the next year.")


@dataclass(frozen=True)
class DayOff:
    day: date
    en: str
    km: str = ""


def read_lines(text: str, year: int) -> tuple[list[DayOff], list[Message]]:
    """The days of that year (and of the next one, into which its deadlines reach), and every line
    that cannot be read. Of two lines for one day the later one holds."""
    found: dict[date, DayOff] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        read = _read(line.strip(), number, year)
        if isinstance(read, Message):
            problems.append(read)
        else:
            found[read.day] = read
    return sorted(found.values(), key=lambda day_off: day_off.day), problems


def _read(line: str, number: int, year: int) -> DayOff | Message:
    match = _LINE.fullmatch(line) or _LINE.fullmatch(visible(line).strip())
    if match is None:
        return Message(template=NO_DAY, params={"line": number, "text": line[:40]})
    text = match["day"]
    day = _day(text)
    if day is None:
        return Message(template=NO_SUCH_DAY, params={"line": number, "text": text})
    if not date(year, 1, 1) <= day <= date(year + 1, 3, 31):
        params = {"line": number, "text": text, "year": str(year)}
        return Message(template=OTHER_YEAR, params=params)
    en, _stroke, km = (part.strip() for part in (match["name"] or "").partition("|"))
    if not (en or km):
        return Message(template=NO_NAME, params={"line": number, "text": text})
    if max(len(en), len(km)) > LONGEST:
        return Message(template=LONG_NAME, params={"line": number, "longest": LONGEST})
    return DayOff(day, en or km, km)


def _day(text: str) -> date | None:
    """Year first, or day first as in Cambodia: 14/04/2027. Khmer digits are digits too."""
    try:
        return read_day(text)
    except ValueError:
        return None
