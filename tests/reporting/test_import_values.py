"""A year of past numbers from a CSV: through the doors, all of it or nothing, errors by line."""

import pytest
from django.core.management import CommandError, call_command

from reporting.models import AuditEvent, Revision
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, TAKEO_OFFICER

HEAD = "organisation_unit,period,table,row,column,value"
GOOD = (
    'KH-08,2021-03,direct_publicity,forums,persons,"4,321"',
    "KH-08,2021-03,direct_publicity,forums,females,n/a",
    "KH-08,2021-03,training,,courses,0",
    "Kandal province,2021-04,direct_publicity,forums,persons,១២",
    "KH-21,2021-03,cooperation,red-cross,meetings,2",
)
pytestmark = pytest.mark.usefixtures("year_2020")


@pytest.fixture
def run(tmp_path, capsys):
    def import_lines(*lines, head=HEAD, options=(), encoding="utf-8"):
        path = tmp_path / "year.csv"
        path.write_text("\n".join([head, *lines]), encoding=encoding)
        call_command("import_values", str(path), *options)
        return capsys.readouterr().out

    return import_lines


def revisions():
    with factories.secretariat():
        found = Revision.objects.filter(report__year=2021).select_related(
            "report__organisation_unit", "created_by", "submitted_by"
        )
        return {
            f"{one.report.organisation_unit.code}/{one.report.period.url}": one for one in found
        }


def numbers(revision):
    with factories.secretariat():
        return {
            one.cell.code + (f"{{{one.entry.key}}}" if one.entry else ""): (
                "n/a" if one.not_available else one.value
            )
            for one in revision.values.select_related("cell", "entry")
        }


def test_a_file_becomes_drafts_of_the_units_people(run):
    assert "5 numbers in 3 reports, 0 of them signed." in run(*GOOD)

    found = revisions()
    assert {place: one.state for place, one in found.items()} == dict.fromkeys(
        ("KH-08/2021-03", "KH-08/2021-04", "KH-21/2021-03"), "draft"
    )
    assert numbers(found["KH-08/2021-03"]) == {
        "direct_publicity[forums].persons": 4321,
        "direct_publicity[forums].females": "n/a",
        "training.courses": 0,
    }
    assert numbers(found["KH-21/2021-03"]) == {"cooperation.meetings{red-cross}": 2}
    with factories.secretariat():
        titles = found["KH-21/2021-03"].entries.values_list("title", flat=True)
        assert list(titles) == ["red-cross"]
        events = AuditEvent.objects.filter(target=f"revision:{found['KH-08/2021-03'].pk}")
        assert {one.by.username for one in events.select_related("by")} == {KANDAL_OFFICER}


def test_what_is_clean_is_signed_and_the_rest_stays_a_draft_and_is_named(run):
    said = run(
        "KH-08,2021-03,direct_publicity,forums,persons,800",
        "KH-08,2021-03,direct_publicity,forums,females,812",
        "KH-08,2021-04,training,,courses,3",
        options=["--submit", "--approver", KANDAL_APPROVER],
    )

    assert "3 numbers in 2 reports, 1 of them signed." in said
    assert "KH-08/committee/2021-03 stays a draft: its checks are not answered." in said
    found = revisions()
    assert found["KH-08/2021-03"].state == "draft"
    assert found["KH-08/2021-04"].state == "submitted"
    assert found["KH-08/2021-04"].submitted_by.username == KANDAL_APPROVER


def test_every_wrong_line_is_said_and_nothing_is_stored(run):
    wrong = {
        "KH-99,2021-03,direct_publicity,forums,persons,1": "There is no unit “KH-99”.",
        "KH-08,2021-13,direct_publicity,forums,persons,1": "“2021-13” is no period.",
        "KH-08,2021-03,nowhere,forums,persons,1": "There is no table “nowhere” in 2021.",
        "KH-08,2021-03,c11_lead,,text,1": "holds text or is computed",
        "KH-08,2021-03,offences,procuring,cases,1": "KH-08 fills no form with the table",
        "KH-08,2021-03,direct_publicity,nowhere,persons,1": "has no row “nowhere”",
        "KH-08,2021-03,direct_publicity,forums,men,1": "It has: times, persons, females",
        "KH-08,2021-03,training,one,courses,1": "leave the row empty, not “one”",
        "KH-08,2021-03,cooperation,Red Cross,meetings,1": "is no key of a row",
        "KH-08,2021-03,direct_publicity,forums,times,33.976": "did you mean 33,976?",
        "KH-08,2021-03,direct_publicity,publicity,times,-37": "has a minus sign",
        "KH-08,2021-03,direct_publicity,publicity,persons,8.5": "has decimals",
        "KH-08,2021-03,direct_publicity,publicity,females,": "The value is missing.",
        "KH-08,2021-03,direct_publicity,forums,persons,2": "stands in line 2 already.",
    }
    with pytest.raises(CommandError) as refused:
        run(GOOD[0], *wrong)

    lines = str(refused.value).splitlines()
    assert len(lines) == len(wrong) + 1
    for number, (line, words) in enumerate(zip(lines, wrong.values(), strict=False), start=3):
        assert line.startswith(f"line {number}: ")
        assert words in line
    assert lines[-1] == f"{len(wrong)} errors. Nothing was stored."
    assert revisions() == {}


def test_a_report_that_is_closed_refuses_the_whole_file(run):
    factories.submitted("KH-08", "committee", "2021-04", {"training.courses": 3})

    with pytest.raises(CommandError) as refused:
        run(*GOOD)

    assert "line 5: KH-08/committee/2021-04: The report was submitted" in str(refused.value)
    assert set(revisions()) == {"KH-08/2021-04"}


def test_a_dry_run_says_the_same_and_stores_nothing(run):
    said = run(*GOOD, options=["--dry-run", "--submit"])

    assert "5 numbers in 3 reports" in said
    assert "This was a dry run: nothing was stored." in said
    assert revisions() == {}


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"head": "organisation_unit,period,table,row,value"}, "column is missing"),
        ({"options": ["--officer", "nobody.at.all"]}, "Nobody is called nobody.at.all"),
        ({"options": ["--officer", TAKEO_OFFICER]}, "line 2: KH-08/committee/2021-03: Nobody"),
        ({"encoding": "utf-16"}, "is not in UTF-8"),
    ],
    ids=["head", "stranger", "other-unit", "encoding"],
)
def test_what_else_is_refused(run, case, words):
    with pytest.raises(CommandError, match=words):
        run(*GOOD, **case)
    assert revisions() == {}
