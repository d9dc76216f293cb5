"""Where the numbers of each year stand that an evaluation looks at, and how they are looked up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.core.queries.editions import in_work, newest_consolidation, newest_published
from reporting.core.queries.practice_years import practice_years
from reporting.editions.writing.queries.figure_index import book_of
from reporting.kernel.expressions import Reference
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition


class Basis(StrEnum):
    PUBLISHED = "published"
    CONSOLIDATED = "consolidated"
    NEXT_REPORT = "next_report"  # only beside the figures of the year after it
    NONE = "none"
    TO_COME = "to_come"


@dataclass(frozen=True)
class EvidenceYear:
    """`run`: the figures that say what the year came to; `edition`: the annual report that is read
    of it, or is being written."""

    year: int
    basis: Basis
    run: Consolidation | None = None
    edition: Edition | None = None

    @property
    def period(self) -> Period:
        return Period.of_year(self.year)

    @property
    def own_run(self) -> Consolidation | None:
        """That of the year itself."""
        own = (Basis.PUBLISHED, Basis.CONSOLIDATED)
        return self.run if self.basis in own else None

    @property
    def words(self) -> str:
        """In the language of the moment."""
        match self.basis:
            case Basis.PUBLISHED:
                assert self.edition is not None
                assert self.edition.published_at is not None
                words = _("The annual report is published (%(day)s).")
                return words % {"day": _day(self.edition.published_at)}
            case Basis.CONSOLIDATED:
                assert self.run is not None
                words = _("Consolidated on %(day)s; the annual report is not published yet.")
                return words % {"day": _day(self.run.created_at)}
            case Basis.NEXT_REPORT:
                words = _(
                    "No report of its own is here: its figures stand in the report of %(year)d."
                )
                return words % {"year": self.year + 1}
            case Basis.TO_COME:
                return _("This year is still to come.")
            case _other:
                return _("Nothing of this year is consolidated here.")


def evidence_years(edition: Edition) -> list[EvidenceYear]:
    """Each year that the evaluation looks at. Beside a real year nothing of practice stands, and of
    practice only the year in which the evaluation is made."""
    left_out = practice_years() - {edition.year}
    return [_year(year, edition.year, left_out) for year in edition.evaluation.years]


def _year(year: int, until: int, left_out: frozenset[int]) -> EvidenceYear:
    if year > until:
        return EvidenceYear(year, Basis.TO_COME)
    if year in left_out:
        return EvidenceYear(year, Basis.NONE)
    own = _of_year(year)
    if own is not None:
        return own
    later = _of_year(year + 1) if year < until and year + 1 not in left_out else None
    if later is None:
        return EvidenceYear(year, Basis.NONE)
    return EvidenceYear(year, Basis.NEXT_REPORT, later.run)


def _of_year(year: int) -> EvidenceYear | None:
    key = Period.of_year(year).key
    published = newest_published(key)
    if published is not None and published.consolidation is not None:
        return EvidenceYear(year, Basis.PUBLISHED, published.consolidation, published)
    run = newest_consolidation(key)
    return EvidenceYear(year, Basis.CONSOLIDATED, run, in_work(key)) if run else None


def runs_of(years: Iterable[EvidenceYear]) -> list[Consolidation]:
    """Those of the years themselves, the earliest first."""
    return [year.own_run for year in years if year.own_run is not None]


@dataclass(frozen=True)
class YearFigures:
    """Figures of several years, each looked up in the consolidation that says it."""

    years: list[EvidenceYear]

    def look_up(self, reference: Reference) -> Decimal | None:
        """`reference` names its period."""
        period = Period.parse(reference.period or "")
        found = next((year for year in self.years if year.year == period.year), None)
        if found is None or found.run is None:
            return None
        return book_of(found.run).look_up(replace(reference, period=period.code))


def _day(moment: object) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")  # type: ignore[arg-type]
