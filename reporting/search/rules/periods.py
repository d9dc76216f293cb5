"""The period that a question names, in either language, with either digits: a year, a month, a
quarter, a semester, January to October."""

import re
import unicodedata
from dataclasses import dataclass

from provinces.spelling import visible
from reporting.kernel.khmer_words import MONTHS as KHMER_MONTHS
from reporting.kernel.periods import Period, PeriodKind

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
# Of “2019-2020” the later one: a report has one year.
_YEAR = re.compile(
    r"(?:ឆ្នាំ\s*|\byear\s+)?(?<!\d)(?:(?:19|20)\d\d\s*[-–/]\s*)?((?:19|20)\d\d)(?!\d)"
)
_CODE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:\s*[-/]\s*(0[1-9]|1[0-2])|\s*[-/]?\s*(q[1-4]|s[12]|t10))(?!\d)", re.I
)
_MONTH_FIRST = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])\s*[-/.]\s*((?:19|20)\d\d)(?!\d)")
_MONTH = re.compile(rf"\b({'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS)}|sept)\b")
_KHMER_MONTH = re.compile(
    rf"ខែ\s*({'|'.join(KHMER_MONTHS)})|(?<![\u1780-\u17dd])({'|'.join(KHMER_MONTHS)})(?![\u1780-\u17dd])"
)
_TEN_MONTHS = re.compile(
    r"january (?:to|-) october|jan\s*[-–]\s*oct|(?:ten|10) months|10\s*ខែ|ដប់ខែ"
)
_PART = re.compile(
    r"\b(?P<sign>[qs])(?P<a>[1-4])\b"
    r"|\b(?P<b>quarter|semester|trimester|half)\s*(?P<c>[1-4])\b"
    r"|\b(?P<d>first|second|third|fourth|last|[1-4](?:st|nd|rd|th))\s+(?P<e>quarter|semester|half)(?:\s+of)?(?:\s+the)?\b"
    r"|(?P<f>ត្រីមាស|ឆមាស)\s*(?:ទី)?\s*(?P<g>[1-4])"
)
HALVES = ("s", "semester", "half", "ឆមាស")


@dataclass(frozen=True)
class DatedQuestion:
    """What a question says of time, and what it says besides. `period` None: no year is said;
    then `part` may still be a month or a part of a year."""

    period: Period | None
    rest: str
    part: tuple[PeriodKind, int] | None = None

    def in_year(self, year: int) -> Period:
        """What is meant where the year is this one."""
        if self.period is not None:
            return self.period
        return Period(year, *self.part) if self.part else Period.of_year(year)


def typed(text: str) -> str:
    """Small letters, plain digits, nothing invisible, both Khmer spellings as one."""
    text = (
        unicodedata.normalize("NFC", visible(text)).lower().replace("\u17d2\u178a", "\u17d2\u178f")
    )
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def dated(question: str) -> DatedQuestion:
    """
    >>> dated("forums march 2021 kandal").period.code, dated("forums march 2021 kandal").rest
    ('202103', 'forums kandal')
    """
    text = typed(question)
    for pattern, order in ((_CODE, (1, 2, 3)), (_MONTH_FIRST, (2, 1, None))):
        if match := pattern.search(text):
            suffix = match[order[1]] or (match[order[2]] if order[2] else "")
            code = (
                f"{match[order[0]]}{int(suffix):02}"
                if suffix.isdigit()
                else match[order[0]] + suffix
            )
            return DatedQuestion(Period.parse(code), _without(text, match))
    year = _YEAR.search(text)
    if year is not None:
        text = _without(text, year)
    part, text = _part(text, with_year=year is not None)
    if year is None:
        return DatedQuestion(None, text, part)
    kind, number = part or (PeriodKind.YEAR, 1)
    return DatedQuestion(Period(int(year[1]), kind, number), text)


def _part(text: str, *, with_year: bool) -> tuple[tuple[PeriodKind, int] | None, str]:
    if match := _TEN_MONTHS.search(text):
        return (PeriodKind.TEN_MONTH, 1), _without(text, match)
    if match := _PART.search(text):
        found = _numbered(match)
        if found is not None:
            return found, _without(text, match)
    if match := _KHMER_MONTH.search(text):
        number = KHMER_MONTHS.index(match[1] or match[2]) + 1
        return (PeriodKind.MONTH, number), _without(text, match)
    match = _MONTH.search(text)
    if match and (with_year or match[1] not in ("may", "march", "mar", "dec", "sep")):
        number = next(at for at, name in enumerate(MONTHS, 1) if name[:3] == match[1][:3])
        return (PeriodKind.MONTH, number), _without(text, match)
    return None, text


def _numbered(match: "re.Match[str]") -> tuple[PeriodKind, int] | None:
    kind = match["sign"] or match["b"] or match["e"] or match["f"]
    said = match["a"] or match["c"] or match["d"] or match["g"]
    number = ORDINALS.get(said) or int(said[0])
    if kind in HALVES:
        number = min(number, 2) if said == "last" else number
        return (PeriodKind.SEMESTER, number) if number <= 2 else None
    return PeriodKind.QUARTER, number


def _without(text: str, match: "re.Match[str]") -> str:
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
