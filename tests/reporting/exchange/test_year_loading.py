"""Reports of the past go in by the doors of everybody else, whole or not at all."""

import csv
import shutil

import pytest
from django.core.management import CommandError, call_command

from provinces import people
from provinces.models import OrganisationUnit, UnitKind
from provinces.roles import Role
from reporting.exchange.actions.transcribed_files import TranscriptionError, read_year
from reporting.exchange.actions.year_loading import LoadingPeople, load_year
from reporting.models import (
    AuditEvent,
    DataValue,
    Explanation,
    ListEntry,
    PrintedClaim,
    Report,
    ReviewStep,
    Revision,
    ValueNote,
)
from tests.factories import secretariat
from tests.fixtures.transcribed import YEAR, claims, numbers, read_folder


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    yield


def revision(code, form, key=202000):
    return Revision.objects.get(
        report__organisation_unit__code=code,
        report__data_set__code=form,
        report__period_key=key,
    )


# What was loaded ----------------------------------------------------------------------------------


def test_all_of_it_is_there_and_accepted():
    with secretariat():
        assert set(Revision.objects.values_list("state", "number")) == {("accepted", 1)}
        assert DataValue.objects.count() == len(numbers("values"))
        assert ListEntry.objects.count() == sum(1 for _row in read_folder("entries"))
        assert PrintedClaim.objects.filter(year=2020).count() == len(claims())
        assert Report.objects.filter(year=2020).count() == 77
        assert Report.objects.filter(year=2019).count() == 3


def test_each_step_was_taken_by_a_person_of_the_right_unit():
    with secretariat():
        kandal = revision("KH-08", "committee")
        assert kandal.created_by.username == "kandal.officer"
        assert kandal.submitted_by.username == "kandal.approver"
        assert kandal.decided_by.username == "gs.reviewer"
        steps = list(kandal.steps.order_by("pk").values_list("step", "by__username"))
        assert steps == [
            (ReviewStep.Step.BEGUN, "kandal.officer"),
            (ReviewStep.Step.PREPARED, "kandal.officer"),
            (ReviewStep.Step.SUBMITTED, "kandal.approver"),
            (ReviewStep.Step.ACCEPTED, "gs.reviewer"),
        ]
        for one in Revision.objects.select_related("created_by", "submitted_by"):
            assert one.created_by.username.endswith(".officer")
            assert one.submitted_by and one.submitted_by.username.endswith(".approver")


def test_each_step_left_its_trail():
    with secretariat():
        actions = set(
            AuditEvent.objects.filter(organisation_unit__code="KH-08").values_list(
                "action", flat=True
            )
        )
    assert actions >= {"report.begin", "report.values", "report.submitted", "report.accepted"}


def test_what_is_printed_otherwise_is_kept_beside_the_number():
    with secretariat():
        returnees = ValueNote.objects.get(
            data_value__cell__code="returning_workers.returnees", organisation_unit__code="KH-01"
        )
        assert (returnees.printed, returnees.source_line) == ("33.976", 745)
        assert returnees.data_value.value == 33_976
        assert set(ValueNote.objects.filter(printed__in=["-37", "018"]).values_list(
            "data_value__value", flat=True
        )) == {37, 18}  # fmt: skip
        assert not ValueNote.objects.filter(source_line=None).exists()


def test_where_a_check_would_stop_it_the_explanation_says_where_it_is_printed():
    with secretariat():
        answers = dict(
            Explanation.objects.filter(organisation_unit__code="MOSVY").values_list(
                "finding", "text"
            )
        )
    publicity = "direct_publicity[publicity]"
    finding = f"females_missing:{publicity}.females,{publicity}.persons"
    assert answers[finding] == "So printed in the source, line 143."


def test_a_monthly_series_is_twelve_reports():
    with secretariat():
        keys = Report.objects.filter(data_set__code="police_monthly").values_list(
            "period_key", flat=True
        )
        assert sorted(keys) == list(range(202001, 202013))


def test_not_available_is_no_number():
    with secretariat():
        absent = DataValue.objects.filter(not_available=True)
        assert absent.count() == 6
        assert set(absent.values_list("value", flat=True)) == {None}


# Again --------------------------------------------------------------------------------------------


def who():
    with secretariat():
        return LoadingPeople(
            officers=people.holders(Role.DATA_OFFICER),
            approvers=people.holders(Role.APPROVER),
            reviewer=people.reviewer(),
            secretariat=OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT),
        )


def load(folder):
    return load_year(folder, source="print", people=who(), progress=lambda text: None)


def test_a_second_load_leaves_everything_alone():
    with secretariat():
        before = list(Revision.objects.order_by("pk").values_list("pk", "state", "decided_at"))
    loaded = load(YEAR)
    assert (loaded.reports, loaded.values, loaded.skipped) == (0, 0, 80)
    assert loaded.claims == len(claims())
    with secretariat():
        after = list(Revision.objects.order_by("pk").values_list("pk", "state", "decided_at"))
        assert PrintedClaim.objects.count() == len(claims())
    assert after == before


def test_a_year_without_files_is_said():
    with pytest.raises(CommandError, match=r"There is nothing in .*1999"):
        call_command("load_reports", "1999")


# What makes no sense ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    """A small year, 2021, of one unit."""
    for name in ("values", "entries"):
        (tmp_path / "2021" / name).mkdir(parents=True)
    shutil.copy(YEAR / "values" / "10_overview.csv", tmp_path / "2021" / "values" / "10.csv")
    return tmp_path / "2021"


def put(folder, **changed):
    row = {
        "organisation_unit": "KH-08",
        "period": "2021",
        "table": "returnee_interviews",
        "row": "",
        "column": "times",
        "value": "7",
        "printed": "",
        "line": "12",
        "note": "",
    } | changed
    path = folder / "values" / "10.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(row), lineterminator="\n").writerow(row)


def test_a_sound_row_is_loaded(folder):
    put(folder, organisation_unit="KH-20")
    loaded = load(folder)
    assert (loaded.reports, loaded.values) == (1, 1)
    with secretariat():
        assert revision("KH-20", "committee", 202100).state == "accepted"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"organisation_unit": "KH-99"}, "There is no organisation unit KH-99"),
        ({"organisation_unit": "KH-20", "value": "7,5 m"}, r"10.csv:3: '7,5 m' is not a number"),
        (
            {"organisation_unit": "KH-20", "table": "offences", "row": "procuring"},
            "KH-20 fills no form with offences",
        ),
        ({"organisation_unit": "KH-20", "column": "hours"}, "no cell “returnee_interviews.hours”"),
        ({"organisation_unit": "KH-20", "value": "-3"}, r"10\.csv:3: .-3. is less than 0"),
    ],
)
def test_what_makes_no_sense_is_named_and_nothing_is_loaded(folder, changed, message):
    put(folder, organisation_unit="KH-09")
    put(folder, **changed)
    with pytest.raises(Exception, match=message):
        load(folder)
    with secretariat():
        assert not Report.objects.filter(year=2021).exists()


def test_a_number_that_stands_twice_is_named(folder):
    put(folder)
    put(folder, value="8")
    with pytest.raises(TranscriptionError, match=r"10\.csv:3: .* stands twice"):
        read_year(folder, set())


def test_a_unit_without_an_officer_is_named(folder):
    put(folder, organisation_unit="KH-20")
    nobody = who()
    nobody.officers.clear()
    with pytest.raises(TranscriptionError, match="Nobody is Data officer of KH-20"):
        load_year(folder, source="print", people=nobody, progress=lambda text: None)
