"""In a year to practise on, what stands beside a source of record is a share of it; and districts
and communes that fill every cell of their tables."""

import pytest
from django.db import transaction

from provinces.models import OrganisationUnit
from reporting.kernel.tables import RuleSpec, TableSpec
from reporting.models import DataValue, Discrepancy, Report
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from reporting.practice.queries import catalogue_of
from reporting.practice.rules.beside_records import bound_rows
from strategies.models import Table
from tests.factories import consolidated, secretariat

pytestmark = pytest.mark.usefixtures("year_2020")

BESIDE = ("GRK", "DBA", "MOSVY", "KH-08", "KH-12")
RECORD = ("record_source", "record_incomplete")


def test_nobody_says_more_than_the_record() -> None:
    units = OrganisationUnit.objects.filter(code__in=(*BESIDE, "GCNP", "GS"))
    make(by=PracticePeople.found(), year=2021, until=6, seed=3, units=units, counts={})
    consolidation = consolidated(2021)
    with secretariat():
        compared = Table.objects.filter(places__compared=True)
        for unit in ("GRK", "MOSVY"):
            said = DataValue.objects.filter(
                organisation_unit__code=unit, cell__table__in=compared, value__gt=0
            )
            assert said.count() > 20, "nothing stands beside the record"
        found = Discrepancy.objects.filter(consolidation=consolidation, kind__in=RECORD)
        assert list(found) == []


def test_of_them_goes_with_what_it_is_of() -> None:
    """Else a quarter says more suspected ones than were received."""

    def rule(code: str, whole: str, part: str) -> RuleSpec:
        return RuleSpec(code, "not_more", f"met[{whole}].men", (f"met[{part}].men",))

    spec = TableSpec(
        "met", "I", "fixed",
        rules=(
            rule("first", "all", "some"),
            rule("second", "other", "few"),
            rule("third", "some", "other"),
            RuleSpec("columns", "not_more", "men", ("boys",)),
        ),
    )  # fmt: skip
    bound = bound_rows(spec)
    assert set(bound) == {"all", "some", "other", "few"}
    assert len(set(bound.values())) == 1


def test_what_is_divided_now_has_last_year_s_size() -> None:
    """The police said victims in one column in 2020; in 2021 they say them by sex and age."""

    def victims(year: int) -> tuple[int, int]:
        with secretariat():
            rows = DataValue.objects.filter(
                organisation_unit__code="GCNP",
                cell__table__code="offences",
                cell__element__measured__measure__code="victims",
                revision__report__year=year,
                revision__report__period_key__in=[
                    year * 100,
                    *range(year * 100 + 1, year * 100 + 13),
                ],
            )
            numbers = [value or 0 for value in rows.values_list("value", flat=True)]
            return rows.values("cell__element").distinct().count(), int(sum(numbers))

    units = OrganisationUnit.objects.filter(code="GCNP")
    make(by=PracticePeople.found(), year=2021, seed=3, units=units, counts={})
    (columns, before), (parts, now) = victims(2020), victims(2021)
    assert columns == 1 and parts > 4
    assert before / 3 < now < 3 * before


def test_every_cell_of_the_communes_is_filled_where_that_is_asked() -> None:
    codes = ["KH-08", "KH-080101", "KH-080102"]
    units = OrganisationUnit.objects.filter(code__in=codes)

    def filled(*, every_cell: bool) -> tuple[int, int]:
        made = make(
            by=PracticePeople.found(), year=2021, until=2, scale="communes", seed=3, units=units,
            counts={}, every_cell=every_cell,
        )  # fmt: skip
        with secretariat():
            cells = catalogue_of(2021)
            reports = Report.objects.filter(year=2021, organisation_unit__code__in=codes[1:])
            there = DataValue.objects.filter(revision__report__in=reports).count()
            tables = set(cells.tables_of("commune", codes[1]))
            asked = sum(code.split("[")[0].split(".")[0] in tables for code in cells.cells)
            assert made.written.reports and reports.count()
            return there, asked * reports.count()

    with transaction.atomic():
        there, asked = filled(every_cell=False)
        assert 0 < there < 0.9 * asked
        transaction.set_rollback(True)
    there, asked = filled(every_cell=True)
    assert there > 0.9 * asked
