"""The page of one report: typing, what is wrong with it, and what of it is stored."""

import json
import re
from html import unescape
from http import HTTPStatus

import pytest

from reporting.entry.access import access_to_report
from reporting.entry.page.actions import drafts
from reporting.entry.page.queries.report_checks import unanswered
from reporting.models import AuditEvent, Revision
from strategies.models import Table
from tests import factories
from tests.factories import KANDAL_OFFICER, KANDAL_VIEWER, REVIEWER

PAGE = "/reports/KH-08/committee/2021-03/"
REPORT = ("KH-08", "committee", "2021-03")
TIMES, PERSONS, FEMALES = (
    f"direct_publicity[forums].{column}" for column in ("times", "persons", "females")
)


@pytest.fixture
def officer(signed_in):
    factories.drafted(*REPORT, {})
    return signed_in(KANDAL_OFFICER)


def stored():
    with factories.secretariat():
        values = Revision.objects.get(report__period_key=202103).values.select_related(
            "cell", "entry"
        )
        return {
            one.cell.code + (f"{{{one.entry.key}}}" if one.entry else ""): (
                "n/a" if one.not_available else one.value
            )
            for one in values
        }


def rows(table):
    with factories.secretariat():
        entries = Revision.objects.get(report__period_key=202103).entries.filter(table__code=table)
        return [(one.key, one.title, one.text) for one in entries.order_by("position")]


def loaded(page):
    [text] = re.findall(r'name="loaded" value="([^"]*)"', page.text)
    return unescape(text)


def test_numbers_are_saved_as_they_are_meant(officer):
    answer = officer.post(PAGE, {TIMES: "12", PERSONS: "4 321", FEMALES: "២,១០៧"}, follow=True)

    assert "Saved: 3 numbers." in answer.text
    assert stored() == {TIMES: 12, PERSONS: 4321, FEMALES: 2107}
    assert f'name="{PERSONS}" value="4,321"' in answer.text


def test_an_emptied_cell_is_blank_again_not_zero(officer):
    officer.post(PAGE, {TIMES: "12", PERSONS: "0"})
    officer.post(PAGE, {TIMES: "", PERSONS: "0"})

    assert stored() == {PERSONS: 0}


def test_not_available_is_neither_blank_nor_zero(officer, signed_in):
    officer.post(PAGE, {PERSONS: "800", FEMALES: "N/A"})

    assert stored() == {PERSONS: 800, FEMALES: "n/a"}
    assert '<span class="missing">n/a</span>' in signed_in(KANDAL_VIEWER).get(PAGE).text


def test_every_bad_number_is_said_at_once_and_what_was_typed_stays(officer):
    answer = officer.post(
        PAGE,
        {
            PERSONS: "33.976",
            FEMALES: "-37",
            TIMES: "12",
            "returning_workers.returnees": "1_000",
            "border_patrols[cambodia_thailand].times": "3",
        },
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    for words in (
        "33.976 is not a whole number: did you mean 33,976?",
        "-37 has a minus sign. A count cannot be less than 0.",
        "1_000 is not a number.",
    ):
        assert words in answer.text
    for name, typed in ((PERSONS, "33.976"), (FEMALES, "-37"), (TIMES, "12")):
        assert f'name="{name}" value="{typed}"' in answer.text


def test_a_table_with_a_bad_number_is_left_alone_and_the_others_are_saved(officer):
    answer = officer.post(
        PAGE, {TIMES: "12", PERSONS: "eight", "training.courses": "3", "training.females": "2"}
    )

    assert stored() == {"training.courses": 3, "training.females": 2}
    assert "Not saved: Direct publicity and public forums." in answer.text
    assert "Everything else is saved." in answer.text


@pytest.mark.parametrize(
    "typed", ["1_000", "٣", "+5", "1e3", "NaN", "12.5", "1,2,3", "9" * 15, "=1+1", "x\x00"]
)
def test_what_is_no_number_is_never_stored(officer, typed):
    answer = officer.post(PAGE, {PERSONS: typed})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert stored() == {}


def test_what_one_types_is_text_on_the_page(officer):
    answer = officer.post(PAGE, {PERSONS: '"><script>alert(1)</script>'})

    assert "<script>alert" not in answer.text


def test_rows_grow_and_go(officer):
    row = {"materials{r1}:title": "Leaflets", "materials.copies{r1}": "5,000"}
    officer.post(PAGE, row)
    assert rows("materials") == [("r1", "Leaflets", "")]
    assert stored() == {"materials.copies{r1}": 5000}

    officer.post(PAGE, dict.fromkeys(row, ""))
    assert rows("materials") == []
    assert stored() == {}


def test_the_same_press_sent_twice_makes_one_row(officer):
    """A weak line: the browser sends once more what had arrived."""
    row = {
        "materials{r1}:title": "Leaflets",
        "materials.copies{r1}": "5,000",
        "loaded": '{"values": {}, "rows": {}}',
    }
    officer.post(PAGE, row)
    again = officer.post(PAGE, row, follow=True)

    assert "Nothing had changed." in again.text
    assert rows("materials") == [("r1", "Leaflets", "")]


def test_a_row_with_numbers_says_what_it_is(officer):
    answer = officer.post(PAGE, {"materials{r1}:title": "", "materials.copies{r1}": "5,000"})

    assert "Say in a few words what this is." in answer.text
    assert 'name="materials.copies{r1}" value="5,000"' in answer.text
    assert stored() == {}


def test_text_is_kept_in_paragraphs(officer):
    officer.post(
        PAGE,
        {
            "guest_speakers_text{r1}:text": "Two schools.\r\n",
            "guest_speakers_text{r2}:text": "One pagoda.",
        },
    )
    assert [text for *_key, text in rows("guest_speakers_text")] == ["Two schools.", "One pagoda."]

    officer.post(PAGE, {"guest_speakers_text{r1}:text": ""})
    assert [text for *_key, text in rows("guest_speakers_text")] == ["One pagoda."]


NOTHING = {"nothing:child_labour": "on", "reason:child_labour": "No inspection took place."}


def test_nothing_to_report_has_its_reason(officer, signed_in):
    officer.post(PAGE, NOTHING)

    page = signed_in(REVIEWER).get(PAGE).text
    assert "Nothing to report: No inspection took place." in " ".join(page.split())


def test_nothing_this_period_needs_a_reason_only_where_the_unit_reported_before(signed_in):
    factories.accepted("KH-08", "committee", "2021-02", {TIMES: 2})
    factories.drafted(*REPORT, {})
    officer = signed_in(KANDAL_OFFICER)

    asked = {"nothing:direct_publicity": "on", "reason:direct_publicity": " "}
    answer = officer.post(PAGE, asked)
    assert "Say in a few words why there is nothing to report." in answer.text
    assert said() == {}

    officer.post(PAGE, {"nothing:child_labour": "on", "reason:child_labour": ""})
    assert said() == {"child_labour": ""}


def said():
    """Table -> the reason why there is nothing."""
    with factories.secretariat():
        statements = Revision.objects.get(report__period_key=202103).statements
        return dict(statements.values_list("table__code", "reason"))


def test_one_press_says_nothing_of_all_the_rest_and_one_takes_it_back(officer, signed_in):
    officer.post(PAGE, {TIMES: "12"})
    before = audited()
    officer.post(PAGE, {"nothing_rest": "*"})

    silent = said()
    assert "direct_publicity" not in silent and len(silent) > 40
    assert set(silent.values()) == {""}
    assert audited() == before + 1  # one act, however many tables
    page = officer.get(PAGE).text
    assert "24 of 24 sections answered" in page
    read = " ".join(signed_in(REVIEWER).get(PAGE).text.split())
    assert "Nothing this period." in read

    officer.post(PAGE, {"nothing_back": "*"})
    assert said() == {}
    assert stored() == {TIMES: 12}


def audited():
    with factories.secretariat():
        return AuditEvent.objects.filter(action="report.nothing").count()


def test_a_press_for_a_section_leaves_the_other_sections(officer):
    officer.post(PAGE, {"nothing_rest": "II.A.3"})
    with factories.secretariat():
        tables = Table.objects.filter(code__in=said())
        assert {table.section.code for table in tables.select_related("section")} == {"II.A.3"}


def test_the_press_asks_for_a_reason_where_the_unit_reported_before_and_says_the_rest(signed_in):
    factories.accepted("KH-08", "committee", "2021-02", {TIMES: 2})
    factories.drafted(*REPORT, {})
    officer = signed_in(KANDAL_OFFICER)

    answer = officer.post(PAGE, {"nothing_rest": "*"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "direct_publicity" not in said() and len(said()) > 40

    officer.post(PAGE, {"nothing_rest": "*", "nothing_reason": "The forums begin in May."})
    assert said()["direct_publicity"] == "The forums begin in May."


def test_a_row_takes_nothing_back(officer):
    officer.post(PAGE, {"nothing:materials": "on", "reason:materials": ""})
    officer.post(PAGE, {"materials{r1}:title": "Leaflets", "materials.copies{r1}": "5"})
    assert said() == {}
    assert rows("materials") == [("r1", "Leaflets", "")]


def test_rows_of_the_period_before_are_copied_without_their_numbers(signed_in):
    factories.accepted("KH-08", "committee", "2021-02", {"materials.copies{leaflets}": 5})
    factories.drafted(*REPORT, {})
    officer = signed_in(KANDAL_OFFICER)
    assert "Copy 1 row of the period before" in " ".join(officer.get(PAGE).text.split())

    page = " ".join(officer.post(PAGE, {"copy_rows": "1"}, follow=True).text.split())
    assert rows("materials") == [("leaflets", "leaflets", "")]
    assert stored() == {}
    assert "Copy 1 row" not in page
    assert "Remove 1 row without numbers" in page

    officer.post(PAGE, {"drop_rows": "materials{leaflets}"})
    assert rows("materials") == []


def test_nothing_to_report_beside_numbers(officer):
    numbers = {PERSONS: "800", "nothing:direct_publicity": "on", "reason:direct_publicity": "None."}
    answer = officer.post(PAGE, numbers)

    assert "The table is not empty." in answer.text
    assert stored() == {}


def test_nothing_to_report_is_taken_back(officer):
    officer.post(PAGE, NOTHING)
    officer.post(PAGE, {"reason:child_labour": "No inspection took place."})

    with factories.secretariat():
        assert not Revision.objects.get(report__year=2021).statements.exists()


def test_checks_lead_to_the_cell_and_a_doubt_is_explained(officer):
    page = officer.post(PAGE, {PERSONS: "800"}, follow=True)
    [name] = set(re.findall(r'name="(explain:[^"]+)"', page.text))
    assert "persons 800, but females are not given" in page.text
    assert "#c-direct_publicity%5Bforums%5D.females" in page.text

    page = officer.post(PAGE, {name: "The lists were lost in the flood."}, follow=True)
    assert "Every check is answered." in page.text
    page = officer.post(PAGE, {name: ""}, follow=True)
    assert "1 check is still open." in page.text


def test_a_contradiction_cannot_be_explained_away(officer):
    page = officer.post(PAGE, {PERSONS: "800", FEMALES: "812"}, follow=True)

    assert "Females (812) are more than persons (800) in Public Forums." in page.text
    assert 'name="explain:' not in page.text


def test_two_people_in_one_report_do_not_undo_each_other(officer):
    mine = officer.get(PAGE)
    officer.post(PAGE, {PERSONS: "800", FEMALES: "420"})  # a colleague, meanwhile

    answer = officer.post(PAGE, {PERSONS: "", FEMALES: "", TIMES: "12", "loaded": loaded(mine)})

    assert answer.status_code == HTTPStatus.FOUND
    assert stored() == {TIMES: 12, PERSONS: 800, FEMALES: 420}


def test_a_cell_that_both_changed_is_asked_about(officer):
    mine = officer.get(PAGE)
    officer.post(PAGE, {PERSONS: "800"})

    asked = officer.post(PAGE, {PERSONS: "900", "loaded": loaded(mine)})
    assert "You saved “800” here in another window." in asked.text
    assert "Somebody saved" not in asked.text
    assert f'name="{PERSONS}" value="900"' in asked.text
    assert stored() == {PERSONS: 800}

    officer.post(PAGE, {PERSONS: "900", "loaded": loaded(asked)})
    assert stored() == {PERSONS: 900}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"values": 3, "rows": {}}', "{"])
def test_a_page_that_forgot_what_it_showed(officer, text):
    officer.post(PAGE, {PERSONS: "800", "loaded": text})

    assert stored() == {PERSONS: 800}


def test_the_page_says_what_it_showed(officer):
    officer.post(PAGE, {PERSONS: "800"})

    assert json.loads(loaded(officer.get(PAGE)))["values"] == {PERSONS: "800"}


def test_cells_of_other_forms_are_not_ours_to_write(officer):
    answer = officer.post(PAGE, {"offences[forced_labour].cases": "3", "nothing:offences": "on"})

    assert answer.status_code == HTTPStatus.FOUND
    assert stored() == {}


def test_totals_are_shown_and_never_typed(officer):
    page = officer.post(
        PAGE, {PERSONS: "800", "direct_publicity[publicity].persons": "1,250"}, follow=True
    ).text

    assert "2,050</td>" in page
    assert 'name="direct_publicity.persons"' not in page


def test_who_reads_finds_no_input(signed_in):
    factories.submitted(*REPORT, {PERSONS: 800, FEMALES: 420})
    page = signed_in(KANDAL_OFFICER).get(PAGE).text

    assert 'class="number"' not in page
    assert "The report was submitted and waits for the Secretariat." in page


def test_an_earlier_revision_stays_to_be_read(signed_in):
    factories.accepted(*REPORT, {PERSONS: 800, FEMALES: 420})
    page = signed_in(REVIEWER).get(f"{PAGE}?revision=1")
    assert page.status_code == HTTPStatus.OK
    assert signed_in(REVIEWER).get(f"{PAGE}?revision=7").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("cells", [1, 3])
def test_the_number_of_queries_is_the_same(signed_in, django_assert_max_num_queries, cells):
    client = signed_in(KANDAL_OFFICER)
    factories.drafted(*REPORT, {f"materials{{row{n}}}.copies": n for n in range(cells)})
    client.get(PAGE)

    with django_assert_max_num_queries(QUERIES) as asked:
        client.get(PAGE)
    assert len(asked) == QUERIES


QUERIES = 25


def test_a_press_answers_and_a_new_number_asks_again(officer):
    """Without a script: a button of the form; what was said comes back to be kept."""
    page = officer.post(PAGE, {PERSONS: "800"}, follow=True)
    [name] = set(re.findall(r'name="(explain:[^"]+)"', page.text))
    press = name.replace("explain:", "pick:")
    assert f'name="{press}" value="not_recorded"' in page.text

    page = officer.post(PAGE, {name: "", press: "a_reason_of_nobody"}, follow=True)
    assert "1 check is still open." in page.text
    page = officer.post(PAGE, {name: "", press: "not_recorded"}, follow=True)
    assert "Every check is answered." in page.text
    page = officer.post(PAGE, {PERSONS: "800.00"}, follow=True)  # the same number
    assert "Every check is answered." in page.text

    page = officer.post(PAGE, {PERSONS: "900"}, follow=True)
    assert "1 check is still open." in page.text
    assert "The number has changed since this was answered." in page.text
    assert "<q>This was not recorded</q>" in page.text
    page = officer.post(PAGE, {name: "", press: "keep"}, follow=True)
    assert "Every check is answered." in page.text

    page = officer.post(PAGE, {PERSONS: "800"}, follow=True)
    assert "1 check is still open." in page.text


def test_an_answer_from_before_holds_whatever_the_number(officer):
    page = officer.post(PAGE, {PERSONS: "800"}, follow=True)
    [name] = set(re.findall(r'name="(explain:[^"]+)"', page.text))
    key, words = name.removeprefix("explain:"), "The lists were lost in the flood."
    with factories.acting(KANDAL_OFFICER) as person:
        found = access_to_report(person, unit="KH-08", period="2021-03", data_set="committee")
        drafts.explain(by=person, access=found, texts={key: words})  # without its numbers

    page = officer.post(PAGE, {PERSONS: "900"}, follow=True)
    assert "Every check is answered." in page.text


def test_what_the_number_left_behind_is_not_handed_over(officer):
    page = officer.post(PAGE, {PERSONS: "800"}, follow=True)
    [name] = set(re.findall(r'name="(explain:[^"]+)"', page.text))
    officer.post(PAGE, {name: "The lists were lost in the flood."})
    with factories.secretariat():
        assert unanswered(Revision.objects.get(report__year=2021)) == []

    officer.post(PAGE, {PERSONS: "900"})
    with factories.secretariat():
        [asked] = unanswered(Revision.objects.get(report__year=2021))
    assert f"explain:{asked.key}" == name
