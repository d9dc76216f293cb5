"""Where the pages of a report stand: `/annual/2020/II/`, `/annual/2021-Q1/edition-2/II/`."""

from dataclasses import dataclass

from django.urls import reverse

from reporting.editions.reading.queries.readable_editions import ReadableDocument
from reporting.kernel.periods import Period


class EditionPeriodConverter:
    """A period in an address (`2020`, `2021-Q1`, `2021-S1`, `2021-T10`); months have no report."""

    regex = r"[12][0-9]{3}(?:-(?:Q[1-4]|S[12]|T10))?"

    def to_python(self, value: str) -> Period:
        return Period.parse(value)

    def to_url(self, value: Period | str | int) -> str:
        return value.url if isinstance(value, Period) else Period.parse(str(value)).url


@dataclass(frozen=True)
class ReportAddress:
    """What is read, and whether its address names the edition: then so do all links in it."""

    reading: ReadableDocument
    edition: int | None = None

    @property
    def contents_url(self) -> str:
        if self.edition:
            return reverse("reporting:annual_edition", args=[self.reading.period, self.edition])
        return reverse("reporting:annual_contents", args=[self.reading.period])

    @property
    def discrepancies_url(self) -> str:
        if self.edition:
            place = [self.reading.period, self.edition]
            return reverse("reporting:annual_edition_discrepancies", args=place)
        return reverse("reporting:annual_discrepancies", args=[self.reading.period])

    def section_url(self, section: str) -> str:
        if self.edition:
            place = [self.reading.period, self.edition, section]
            return reverse("reporting:annual_edition_section", args=place)
        return reverse("reporting:annual_section", args=[self.reading.period, section])
