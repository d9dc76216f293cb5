"""The form of a signed revision is that of its signature: what is published later is not in it."""

import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.access import Overtaken
from reporting.catalogue.actions.publishing import publish, take_back
from reporting.catalogue.queries.drafts import draft_tables
from reporting.entry.page.queries.form_tables import form_of, form_of_revision
from reporting.models import ReportingYear
from reporting.review.queries.receipt import content_digest, receipt_of
from strategies.models import Option
from tests import factories
from tests.drafts import ENGLISH, OWN, TABLE, planted

NUMBERS = {"direct_publicity[forums].persons": 800, "direct_publicity[forums].females": 420}
PLACE = ("KH-08", "committee", "2021-03")
ADDRESS = "/reports/KH-08/committee/2021-03/"


@pytest.fixture
def signed(year_2020):
    planted()
    return factories.accepted(*PLACE, NUMBERS)


def published():
    with factories.acting("gs.administrator") as administrator:
        for table in (OWN, TABLE):
            [found] = draft_tables(table)
            keys = [looked.draft.key for looked in found.drafts]
            publish(by=administrator, table=table, keys=keys)


def seen(client, address=ADDRESS):
    answer = client.get(address)
    assert answer.status_code == 200
    if answer.content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            return "".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return answer.content.decode(errors="replace")


def again(revision):
    """As another request finds it."""
    return type(revision).objects.select_related("report__organisation_unit").get(pk=revision.pk)


def test_a_signed_report_shows_what_was_signed_and_its_correction_what_is_asked_now(
    signed, signed_in
):
    officer = signed_in(factories.KANDAL_OFFICER)
    with factories.secretariat():
        digest, receipt = content_digest(again(signed)), receipt_of(again(signed))

    published()

    for address in (ADDRESS, f"{ADDRESS}workbook/"):
        assert ENGLISH not in seen(officer, address)
    assert ENGLISH not in seen(signed_in(factories.REVIEWER), f"{ADDRESS}review/")
    with factories.secretariat():
        assert content_digest(again(signed)) == again(signed).content_digest == digest
        assert receipt_of(again(signed)) == receipt

    factories.reopened(*PLACE)
    with factories.acting(factories.KANDAL_OFFICER):
        factories.begin(*PLACE)
    page = seen(officer)
    assert f"{ENGLISH} column" in page
    assert f"{ENGLISH} table" in page
    assert ENGLISH not in seen(officer, f"{ADDRESS}?revision=1")


def test_a_report_that_is_signed_later_shows_it(year_2020, signed_in):
    planted()
    published()
    factories.submitted(*PLACE, NUMBERS)
    assert f"{ENGLISH} column" in seen(signed_in(factories.KANDAL_OFFICER))


def test_the_usual_case_asks_no_more_and_the_other_the_same_for_each(signed):
    def queries(revision):
        with CaptureQueriesContext(connection) as asked:
            form_of_revision(revision)
        return len(asked)

    with factories.secretariat():
        form_of(again(signed).report)
        assert queries(again(signed)) == 1
    published()
    with factories.secretariat():
        form_of_revision(again(signed))
        assert queries(again(signed)) == 1
        form = form_of_revision(again(signed))
        assert OWN not in form.cells.tables
        assert not [code for code in form.cells.cells if "planted" in code]
        assert "planted_rule" not in {rule.code for rule in form.specs[TABLE].rules}


def test_a_row_that_a_signed_report_shows_stays_published(year_2020):
    planted()
    published()
    factories.submitted(*PLACE, NUMBERS)
    with (
        factories.acting("gs.administrator") as administrator,
        pytest.raises(Overtaken, match="was signed on"),
    ):
        row = Option.objects.get(code="planted_row")
        take_back(by=administrator, key=f"row-{row.pk}")


@pytest.fixture
def year_to_practise_on(year_2020):
    with factories.acting(factories.SECRETARY_GENERAL) as actor:
        ReportingYear.objects.create(
            year=2021, is_practice=True, today=date(2021, 4, 2), opened_by=actor.user
        )


def test_a_year_to_practise_on_keeps_what_was_signed_too(year_to_practise_on, signed_in):
    """Its own clock is years behind that of the catalogue."""
    planted()
    signed = factories.accepted(*PLACE, NUMBERS)
    with factories.secretariat():
        assert again(signed).submitted_at.year == 2021
    published()
    assert ENGLISH not in seen(signed_in(factories.KANDAL_OFFICER))


def test_and_what_it_showed_there_stays_published(year_to_practise_on):
    planted()
    published()
    factories.submitted(*PLACE, NUMBERS)
    with (
        factories.acting("gs.administrator") as administrator,
        pytest.raises(Overtaken, match="was signed on"),
    ):
        row = Option.objects.get(code="planted_row")
        take_back(by=administrator, key=f"row-{row.pk}")
