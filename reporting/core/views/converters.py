"""What an address may hold, so that no view meets a number that no date and no key can be. An
address that does not fit leads to no page.

`year`: 1000 to 2999; `key`: a row's primary key; `count`: the number of an edition;
`period`: 2020-03, 2020-Q1, 2020-S1, 2020-T10 or 2020; `day`: 2020-03-27.
"""

from datetime import date

from django.urls import register_converter
from django.urls.converters import IntConverter

from provinces.spelling import MOST_DIGITS

DIGITS_OF_A_COUNT = 4


class YearConverter(IntConverter):
    regex = "[12][0-9]{3}"


class KeyConverter(IntConverter):
    regex = f"[0-9]{{1,{MOST_DIGITS}}}"


class CountConverter(IntConverter):
    regex = f"[0-9]{{1,{DIGITS_OF_A_COUNT}}}"


class PeriodConverter:
    regex = r"[12][0-9]{3}(?:-(?:[0-9]{2}|Q[1-4]|S[12]|T10))?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


class DayConverter:
    regex = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """A ValueError leads to no page."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(YearConverter, "year")
register_converter(KeyConverter, "key")
register_converter(CountConverter, "count")
register_converter(PeriodConverter, "period")
register_converter(DayConverter, "day")
