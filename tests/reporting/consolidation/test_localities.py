"""Districts and communes count in their province, once, and only where it is silent."""

from collections import defaultdict
from decimal import Decimal

import pytest

from provinces.models import OrganisationUnit
from reporting.consolidation.queries.chosen_reports import chosen_revisions, up_the_tree
from reporting.kernel.periods import Period
from reporting.models import DataValue, Figure
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from tests.factories import added_up, secretariat

pytestmark = pytest.mark.usefixtures("year_2020")
CELL = "direct_publicity[forums].persons"


def test_a_place_counts_once() -> None:
    communes = OrganisationUnit.objects.filter(kind="commune", code__startswith="KH-08")
    wanted = [*communes.order_by("code")[:3].values_list("code", flat=True), "KH-08"]
    units = OrganisationUnit.objects.filter(code__in=wanted).order_by("position")
    made = make(
        by=PracticePeople.found(), year=2021, until=5, scale="communes", units=units, counts={}
    )
    assert {one.slot.data_set for one in made.plan.reports} == {"committee", "commune"}
    with secretariat():
        province = OrganisationUnit.objects.get(code="KH-08")
        chosen = chosen_revisions(Period.of_year(2021))
        own = [one for one in chosen if one.organisation_unit_id == province.pk]
        assert sum(one.months for one in own) == 5
        told = {one.organisation_unit_id for one in up_the_tree(chosen)}
        assert province.pk not in told, "the province speaks for its communes"

        only_communes = [one for one in chosen if one.organisation_unit_id != province.pk]
        above = up_the_tree(only_communes)
        assert {one.organisation_unit_id for one in above} == set(
            OrganisationUnit.objects.filter(
                closure_below__descendant__in=communes, kind__in=["district", "province"]
            )
            .filter(closure_below__descendant__code__in=wanted)
            .values_list("pk", flat=True)
        )
        assert {one.months for one in above} == {0}

    whole = _figures(2021)
    by_unit = _entered(wanted)
    assert whole["KH-08"] == by_unit["KH-08"], "its own reports"
    assert whole["nation"] == by_unit["KH-08"]
    assert whole["KH-08"] == sum(by_unit[code] for code in wanted if code != "KH-08")


def test_where_the_province_is_silent_its_communes_speak() -> None:
    communes = OrganisationUnit.objects.filter(kind="commune", code__startswith="KH-08")
    wanted = list(communes.order_by("code")[:3].values_list("code", flat=True))
    units = OrganisationUnit.objects.filter(code__in=wanted).order_by("position")
    make(by=PracticePeople.found(), year=2021, until=2, scale="communes", units=units, counts={})
    by_unit = _entered(wanted)
    figures = _figures(2021)
    total = sum(by_unit.values())
    assert total > 0
    assert figures["KH-08"] == figures["nation"] == figures["province"] == total
    assert figures["received"] == 2, "two months came from below"
    assert all(figures[code] == by_unit[code] for code in wanted if by_unit[code])
    with secretariat():
        assert not Figure.objects.filter(kind="commune").exists()


def _entered(codes: list[str]) -> dict[str, Decimal]:
    """Over the months."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    with secretariat():
        rows = DataValue.objects.filter(
            cell__code=CELL, period_key__gte=202101, period_key__lte=202112,
            organisation_unit__code__in=codes, revision__state="accepted",
        )  # fmt: skip
        for code, value in rows.values_list("organisation_unit__code", "value"):
            found[code] += value or 0
    return found


def _figures(year: int) -> dict[str, Decimal | int]:
    """By unit, for the nation and the provinces, and the months received of Kandal."""
    made = added_up(year)
    found: dict[str, Decimal | int] = {}
    with secretariat():
        rows = Figure.objects.filter(
            consolidation=made, cell__code=CELL, period_key=year * 100
        ).values_list("organisation_unit__code", "kind", "value", "received")
        for code, kind, value, received in rows:
            found[code or kind or "nation"] = value
            if code == "KH-08":
                found["received"] = received
    return found
