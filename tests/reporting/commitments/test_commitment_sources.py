"""The commitments of the fixtures against the transcribed report of 2020: none is lost, made up or
renumbered."""

import csv
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from reporting.commitments import actions
from reporting.commitments.actions import Serves
from reporting.commitments.rules.source_files import read_sources
from reporting.models import AuditEvent, Commitment
from tests.commitments import decision, direction, load
from tests.factories import REVIEWER, acting, secretariat, unit

FOLDER = settings.BASE_DIR / "fixtures" / "commitments"
REPORT = settings.BASE_DIR / "fixtures" / "2020" / "entries" / "80_assessment.csv"
LETTERS = {"A": 8, "B": 15, "C": 5, "D": 12, "E": 6}


def printed(prefix):
    with REPORT.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["table"].startswith(prefix)]


def numbered():
    with secretariat():
        return {
            row.number: (row.origin, row.origin_year, row.origin_name, row.origin_mark, row.text_en)
            for row in Commitment.objects.all()
        }


def test_the_directions_are_those_that_the_report_prints():
    found = [row for row in read_sources(FOLDER) if row.origin == "direction"]
    heads = [row for row in printed("directions_") if row["number"]]
    assert [row.mark for row in found] == [f"V.{row['number']}" for row in heads]
    assert Counter(row.mark.split(".")[1] for row in found) == LETTERS
    assert len(found) == 46
    assert "V.A.2" not in {row.mark for row in found}


def test_every_line_of_a_direction_stands_in_it_and_nothing_else():
    found = iter(row for row in read_sources(FOLDER) if row.origin == "direction")
    expected = []
    for row in printed("directions_"):
        if row["table"] == "directions_lead":
            continue
        if row["number"]:
            expected.append([row["text"]])
        else:
            expected[-1].append(f"- {row['text']}")
    for lines, row in zip(expected, found, strict=True):
        assert row.text_en.split() == " ".join(lines).split(), row.mark
        assert row.text_km.count("\n") == len(lines) - 1


def test_the_requests_are_those_that_the_report_prints():
    found = [row for row in read_sources(FOLDER) if row.origin == "request"]
    assert [row.text_en for row in found] == [row["text"] for row in printed("requests")]
    assert [row.mark for row in found] == [f"IV.C.{place}" for place in range(1, 7)]


def test_what_is_not_in_our_text_says_so():
    unknown = [row for row in read_sources(FOLDER) if not row.is_text_known]
    assert [(row.origin, row.mark) for row in unknown] == [
        ("plan", "2.5"), ("outside", "2.7.1"), ("outside", "2.8"),
    ]  # fmt: skip
    assert all("not in our sources" in row.text_en for row in unknown)


def test_loaded_again_changed_or_withdrawn_none_is_lost_or_renumbered(year_2020):
    assert "55 new, 0 were there" in load()
    first = numbered()
    assert len(first) == 55
    assert "0 new, 55 were there" in load()
    assert numbered() == first

    with acting(REVIEWER) as reviewer:
        changed, withdrawn = direction("V.D.5"), direction("V.B.1")
        actions.amend(
            by=reviewer, commitment=changed, units=[unit("MOSVY"), unit("GS")],
            due=changed.due_on, serves=Serves(), sign_en="Courses held", sign_km="",
            reason="The Secretariat helps.",
        )  # fmt: skip
        actions.withdraw(by=reviewer, commitment=withdrawn, reason="Held in another form.")
    assert "0 new, 55 were there" in load()
    assert numbered() == first
    with secretariat():
        changed.refresh_from_db()
        assert [one.organisation_unit.code for one in changed.units.all()] == ["MOSVY", "GS"]
        assert changed.changes.get().after["units"] == ["MOSVY", "GS"]


def test_a_number_is_never_given_twice(year_2020):
    load()
    with secretariat():
        last = max(Commitment.objects.values_list("number", flat=True))
    new = decision("KH-08")
    assert new.number > last


def test_they_are_entered_by_somebody_and_audited(year_2020):
    load()
    with secretariat():
        assert AuditEvent.objects.filter(action="commitment.make").count() == 55
        request = Commitment.objects.get(origin_mark="IV.C.3")
        kinds = Counter(one.organisation_unit.kind for one in request.units.all())
        assert kinds == {"secretariat": 1, "province": 25}


def test_a_unit_that_nobody_knows_stops_the_loading_of_all(year_2020, tmp_path):
    text = (FOLDER / "5-outside-asean.yaml").read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        text.replace("[GS]", "[NOBODY]").replace('"2.8"', '"2.9"'), encoding="utf-8"
    )
    with pytest.raises(CommandError, match="NOBODY"):
        call_command("load_commitments", "--from", str(tmp_path))
    with secretariat():
        assert not Commitment.objects.exists()
