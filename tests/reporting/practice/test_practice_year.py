"""A year to practise on: as people would have written it, with known mistakes, and removable."""

from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from provinces.models import OrganisationUnit
from reporting.access import Refused
from reporting.calendar.queries.owed_reports import owed
from reporting.calendar.rules.deadlines import ReportStatus
from reporting.entry.component_periods.queries.accepted_components import PREFILL
from reporting.entry.page.queries.report_checks import findings
from reporting.models import (
    Consolidation,
    Discrepancy,
    ListEntry,
    PlannedActivity,
    ReportingYear,
    Revision,
)
from reporting.practice.actions.making import Made, Removed, make, remove
from reporting.practice.actions.opening import PracticePeople, open_year
from reporting.practice.rules.planning import known_numbers
from reporting.practice.rules.rounds import Fate
from reporting.review.queries.receipt import content_digest
from strategies.models import DimensionValue
from tests.factories import REVIEWER, SECRETARY_GENERAL, accepted, acting, consolidated, secretariat
from tests.practice_played import play, rows_of
from tests.tenant_rows import fill, models_of_units

pytestmark = pytest.mark.usefixtures("year_2020")

FEW = ["KH-08", "KH-21", "KH-12", "KH-03", "KH-02", "MOLVT", "GCNP"]


def made(*, codes: list[str] = FEW, until: int = 3, seed: int = 7, **more: Any) -> Made:
    return make(
        by=PracticePeople.found(),
        year=2021,
        until=until,
        seed=seed,
        units=OrganisationUnit.objects.filter(code__in=codes).order_by("position"),
        **more,
    )


def removed() -> Removed:
    with acting(SECRETARY_GENERAL) as secretary:
        return remove(by=secretary, year=2021)


def test_bulk_writes_what_people_would_have_written() -> None:
    with transaction.atomic():
        plan = made().plan
        in_bulk = rows_of(2021)
        with secretariat():
            planned = list(PlannedActivity.objects.filter(year=2021))
        transaction.set_rollback(True)
    fates = known_numbers(plan)
    assert set(fates) == set(Fate) - {Fate.PLAIN}, "a kind of mistake is not among them"

    with acting(SECRETARY_GENERAL) as secretary:
        open_year(by=secretary, year=2021, until=3, scale="provinces", seed=7)
        PlannedActivity.objects.bulk_create(planned)
    play(plan, PracticePeople.found())

    by_clicks = rows_of(2021)
    assert any(row[-4] == PREFILL for row in in_bulk["AuditEvent"])
    for table, rows in in_bulk.items():
        assert rows, f"nothing in {table}"
        assert rows == by_clicks[table], table
    with secretariat():
        signed = Revision.objects.filter(report__year=2021, submitted_at__isnull=False)
        assert all(one.content_digest == content_digest(one) for one in signed[:5])


def test_the_portal_finds_what_was_planted_and_nothing_else() -> None:
    plan = made(codes=[f"KH-{number:02}" for number in range(1, 13)], until=6).plan
    consolidation = consolidated(2021)

    def planted(*fates: Fate) -> Counter[Any]:
        return Counter(one.slot.key for fate in fates for one in plan.of(fate))

    with secretariat():
        found: dict[str, Counter[Any]] = {name: Counter() for name in ("late", "missing", "back")}
        for one in owed([2021]):
            key = one.unit.code, one.data_set.code, one.period.key
            there = one.reported
            if one.unit.code <= "KH-12" and one.unit.code.startswith("KH-") and one.is_expected:
                late = there is not None and there.came_on is not None and not one.came_on_time
                found["late"][key] += late
                found["missing"][key] += there is None
                found["back"][key] += one.placed.status is ReportStatus.RETURNED
        assert +found["late"] == planted(Fate.LATE)
        assert +found["missing"] == planted(Fate.MISSING)
        assert +found["back"] == planted(Fate.RETURNED)

        said: dict[str, Counter[Any]] = {}
        corrected: Counter[Any] = Counter()
        for revision in Revision.objects.filter(report__year=2021).select_related(
            "report__organisation_unit", "report__data_set"
        ):
            report = revision.report
            key = report.organisation_unit.code, report.data_set.code, report.period_key
            corrected[key] += revision.number == 2 and revision.state == "accepted"
            for finding in findings(revision):
                said.setdefault(finding.rule, Counter())[key] += 1
        assert +corrected == planted(Fate.CORRECTED)
        assert said.pop("females_missing") == planted(Fate.EXPLAINED)
        assert said.pop("part_exceeds_whole") == planted(Fate.CONTRADICTION)
        assert said.pop("repeated_row") == planted(Fate.COPIED_PERIOD)
        differing = set(said.pop("differs_from_finer"))
        wrong = (
            Fate.RETURNED,
            Fate.CORRECTED,
            Fate.CONTRADICTION,
        )  # these differ too, where longer
        assert set(planted(Fate.DIFFERENT)) <= differing
        assert differing <= set(planted(Fate.DIFFERENT, *wrong))
        # What the meetings decided is asked in the month that is under way.
        assert {key[2] for key in said.pop("commitment_due")} == {202107}
        # Each month is drawn anew: of many right numbers some are far from the unit's own past.
        unexpected = said.pop("unexpected_number", Counter())
        assert len(unexpected) <= len(corrected) / 10, unexpected
        assert said == {}, "the checks found what nobody put there"

        twins = Discrepancy.objects.filter(
            consolidation=consolidation, kind="repeated_row", period__startswith="2021"
        )
        pairs = {frozenset(cell.split("@")[1].split(":")[0] for cell in one.cells) for one in twins}
        expected = {frozenset((one.slot.unit, one.other)) for one in plan.of(Fate.COPIED_UNIT)}
        assert pairs == expected


def test_the_same_seed_gives_the_same_year_and_another_seed_another() -> None:
    def year(seed: int) -> Any:
        with transaction.atomic():
            made(codes=["KH-08"], until=2, seed=seed)
            rows = rows_of(2021)
            transaction.set_rollback(True)
        return rows

    first, again, other = year(1), year(1), year(2)
    assert first == again
    assert first["DataValue"] != other["DataValue"]


# Who sits in a committee, who signs for whom and who reads what: no year has them.
OF_NO_YEAR = ("provinces.CommitteeMember", "provinces.Delegation", "reporting.PublishedTo")


def test_removal_leaves_the_database_as_it_was() -> None:
    before = counts()
    made()
    consolidated(2021)
    fill("KH-20")  # what the practice year itself does not have, so that no table is forgotten
    there = counts()
    labels = [model._meta.label for model in models_of_units()]
    assert [label for label in labels if there[label] <= before[label]] == []
    removed()
    after = counts()
    audited = after.pop("reporting.AuditEvent") - before.pop("reporting.AuditEvent")
    assert audited > 100, "the trail stays"
    for label in OF_NO_YEAR:
        assert after.pop(label) == before.pop(label) + 1
    assert after == before
    with secretariat():
        assert not ReportingYear.objects.filter(year=2021).exists()
        assert Consolidation.objects.filter(year=2020).exists()


def counts() -> dict[str, int]:
    with secretariat():
        return {
            model._meta.label: model._default_manager.count()
            for model in apps.get_models()
            if model._meta.app_label in ("provinces", "strategies", "reporting")
        }


def test_a_year_with_real_reports_is_neither_made_nor_removed() -> None:
    accepted("KH-08", "committee", "2021-03", {"direct_publicity[forums].persons": 800})
    with pytest.raises(Refused, match="2021 is a real year"):
        made(codes=["KH-08"], until=1)
    with pytest.raises(Refused, match="not a year to practise on"):
        removed()


def test_rows_of_a_code_list_are_what_entry_takes() -> None:
    """Without such a title every check of entry refuses the row."""
    plan = made(codes=["GCNP"], until=6).plan
    with secretariat():
        rows = ListEntry.objects.filter(table__code="foreign_suspects", revision__report__year=2021)
        titles = list(rows.values_list("title", "revision__report__period_key"))
        countries = set(
            DimensionValue.objects.filter(dimension__code="nationality").values_list(
                "title_en", flat=True
            )
        )
    assert plan.reports
    assert len({title for title, _period in titles}) > 1
    assert {title for title, _period in titles} <= countries
    assert len(titles) == len(set(titles)), "a country comes twice in a report"


def test_only_the_secretariat_removes_it() -> None:
    made(codes=["KH-08"], until=1)
    with acting(REVIEWER) as reviewer, pytest.raises(Refused, match="Only the Secretariat"):
        remove(by=reviewer, year=2021)
    with pytest.raises(Refused, match="Remove it first"):
        made(codes=["KH-08"], until=1)
