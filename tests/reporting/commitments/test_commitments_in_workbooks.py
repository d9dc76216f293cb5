"""The commitments of a report in its workbook: there and back."""

from datetime import UTC, datetime

import pytest

from reporting.models import CommitmentAnswer
from tests import factories
from tests.commitments import decision
from tests.factories import KANDAL_OFFICER
from tests.reporting.entry.form_books import REPORT, STORE, downloaded, sent, signed_of


@pytest.fixture
def officer(signed_in, settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(
        "reporting.commitments.actions.commitments.now_of",
        lambda year: datetime(2021, 2, 10, tzinfo=UTC),
    )
    decision("KH-08", text="Count the boats.")
    factories.drafted(*REPORT, {})
    return signed_in(KANDAL_OFFICER)


def test_commitments_come_and_go_and_a_state_that_is_not_in_the_list_is_named(officer):
    book = downloaded(officer)
    sheet = book.book.worksheets[-2]
    [row] = [row for row in sheet.iter_rows() if str(row[0].value).startswith("commitments[")]
    assert "Count the boats." in str(row[1].value)
    row[2].value, row[3].value, row[4].value = "almost", "12 boats were counted.", "List 3"

    assert "“almost” is not in the list." in sent(officer, book.bytes()).text
    row[2].value = "going on"
    shown = sent(officer, book.bytes())
    assert "3 cells will change." in shown.text
    officer.post(STORE, {"signed": signed_of(shown)})

    with factories.secretariat():
        said = CommitmentAnswer.objects.get()
        assert (said.status, said.text) == ("going_on", "12 boats were counted.")
        assert said.evidence == "List 3"
    assert "there is nothing to change" in sent(officer, book.bytes()).text
