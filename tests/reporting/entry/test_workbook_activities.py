"""The activities of the plan by Excel: a list of states, times done, obstacle."""

import pytest

from provinces.models import User
from reporting.models import ActivityProgress, PlannedActivity
from strategies.models import Activity
from tests import factories
from tests.factories import KANDAL_OFFICER
from tests.plans import titled
from tests.reporting.entry.form_books import REPORT, STORE, downloaded, sent, signed_of
from tests.shown_text import LATIN


@pytest.fixture
def officer(signed_in, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    factories.drafted(*REPORT, {})
    titled("1.1.01")
    with factories.acting(KANDAL_OFFICER) as person:
        PlannedActivity.objects.create(
            organisation_unit=person.unit, activity=Activity.objects.get(code="1.1.01"), year=2021,
            target=12,
        )  # fmt: skip
    return signed_in(KANDAL_OFFICER)


def test_activities_come_and_go_and_a_state_that_is_not_in_the_list_is_named(officer):
    book = downloaded(officer)
    sheet = book.book.worksheets[-2]
    [row] = [row for row in sheet.iter_rows() if str(row[0].value).startswith("activities[")]
    status, times, obstacle = row[2:5]
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert lists[0].formula1 == '"Not begun,Going on,Done,Held up,Dropped"'
    status.value, times.value, obstacle.value = "almost", 3, "Rain"

    assert "“almost” is not in the list." in sent(officer, book.bytes()).text
    status.value = "held up"
    shown = sent(officer, book.bytes())
    assert "3 cells will change." in shown.text
    officer.post(STORE, {"signed": signed_of(shown)})

    with factories.secretariat():
        said = ActivityProgress.objects.get()
        assert (said.status, said.obstacle) == ("held_up", "Rain")
        assert said.times_done == 3
    assert "there is nothing to change" in sent(officer, book.bytes()).text


def test_a_state_is_chosen_in_khmer(officer):
    with factories.secretariat():
        User.objects.filter(username=KANDAL_OFFICER).update(language="km")
    book = downloaded(officer)
    sheet = book.book.worksheets[-2]
    [row] = [row for row in sheet.iter_rows() if str(row[0].value).startswith("activities[")]
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    row[2].value = lists[0].formula1.strip('"').split(",")[3]
    assert not LATIN.search(lists[0].formula1)
    shown = sent(officer, book.bytes())
    assert "Held up" not in shown.text
    officer.post(STORE, {"signed": signed_of(shown)})
    with factories.secretariat():
        assert ActivityProgress.objects.get().status == "held_up"
