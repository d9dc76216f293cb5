"""A year of past numbers from a CSV: through the doors, all of it or nothing, errors by line."""

import pytest
from django.core.management import CommandError, call_command

from reporting.kernel.numbers import NumberProblem, parse_number
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
    assert refused.value.returncode == 1
    assert revisions() == {}


def refusals(run, *lines, **more):
    with pytest.raises(CommandError) as refused:
        run(*lines, **more)
    assert revisions() == {}
    return str(refused.value).splitlines()[:-1]


def test_all_that_is_wrong_in_one_line_is_said_with_its_field(run):
    assert refusals(
        run,
        "Kompong Chma,2021-13,direct_publicity,forums,persons,many",
        "KH-08,2021-03,direct_publicty,forums,persons,1",
        "KH-08,2021-03,direct_publicity,forum,person,",
        ",,,,,1",
        head="organisation_unit,period,table,row,column,value",
    ) == [
        "line 2: organisation_unit: There is no unit “Kompong Chma”. Did you mean Kampong Cham "
        "(KH-03), Kampong Chhnang (KH-04), Kampong Thom (KH-06)?",
        "line 2: period: “2021-13” is no period. Write 2020-03, 2020-Q1, 2020-S1, 2020-T10 or "
        "2020.",
        "line 2: value: many is not a number. Use digits only, such as 1,250.",
        "line 3: table: There is no table “direct_publicty” in 2021. Did you mean "
        "direct_publicity?",
        "line 4: column: The table “direct_publicity” has no column “person”. It has: times, "
        "persons, females. Did you mean persons?",
        "line 4: row: The table “direct_publicity” has no row “forum”. Did you mean forums?",
        "line 4: value: The value is missing. Leave the line out, or write a number or n/a.",
        "line 5: organisation_unit: This field is empty.",
        "line 5: period: This field is empty.",
    ]


def test_a_number_that_its_comma_cuts_in_two_is_refused_and_in_quotes_taken(run):
    line = "KH-21,2021-03,direct_publicity,forums,times"
    assert refusals(run, f"{line},1,234") == [
        'line 2: It has 7 values for 6 headings. For the number 1,234 write 1234, or "1,234" in '
        "quotes."
    ]
    run(f'{line},"1,234"')
    assert numbers(revisions()["KH-21/2021-03"]) == {"direct_publicity[forums].times": 1234}


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12.0", 12), ("12.00", 12), ("១២.០", 12), ('"1,234.0"', 1234), ("1234.000", 1234),
     ("0.000", 0), ("264\u200b", 264), ("\u00a0264", 264), ("N/A", "n/a")],
)  # fmt: skip
def test_a_whole_number_is_taken_as_programs_and_keyboards_write_it(run, typed, number):
    run(f"KH-21\u200b,2021-03,direct_publicity,forums,times,{typed}")
    assert numbers(revisions()["KH-21/2021-03"]) == {"direct_publicity[forums].times": number}


@pytest.mark.parametrize("typed", ["12.000", "12.5", "12.01", "1.0.0", "n/a.0", ".0", "-12.0"])
def test_what_may_be_another_number_is_not_made_whole(run, typed):
    (said,) = refusals(run, f"KH-21,2021-03,direct_publicity,forums,times,{typed}")
    assert said.startswith("line 2: value: ")


@pytest.mark.parametrize("typed", ["1234,00", "17,3", "0,5", "9.188", "1 23", "-5", "abc"])
def test_a_number_is_refused_in_the_words_of_every_other_door(run, typed):
    with pytest.raises(NumberProblem) as problem:
        parse_number(typed)
    (said,) = refusals(run, f'KH-21,2021-03,direct_publicity,forums,times,"{typed}"')
    assert said == f"line 2: value: {problem.value}"


def test_a_file_is_read_however_it_is_separated_and_its_units_however_they_are_spelt(run):
    spelt = ("Kompong Cham", "Kracheh", "Pousat", "Steung Treng", "Preyveng", "PCCT Takeo")
    run(
        *(f"{one};2021-03;direct_publicity;forums;times;{at}" for at, one in enumerate(spelt, 1)),
        head="sep=;\nOrganisation Unit;Period;TABLE;row;Column;Value",
        encoding="utf-16",
    )
    assert {
        place: numbers(one)["direct_publicity[forums].times"]
        for place, one in revisions().items()
    } == {f"{code}/2021-03": at for at, code in enumerate(
        ("KH-03", "KH-10", "KH-15", "KH-19", "KH-14", "KH-21"), 1
    )}  # fmt: skip


def test_two_spellings_of_a_unit_are_one_unit(run):
    assert refusals(
        run,
        "Kompong Cham,2021-03,direct_publicity,forums,times,1",
        "KH-03,2021-03,direct_publicity,forums,times,2",
    ) == ["line 3: direct_publicity[forums].times stands in line 2 already."]


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
        ({"encoding": "utf-32"}, "is in UTF-32"),
    ],
    ids=["head", "stranger", "other-unit", "encoding"],
)
def test_what_else_is_refused(run, case, words):
    with pytest.raises(CommandError, match=words):
        run(*GOOD, **case)
    assert revisions() == {}
