"""The unit's answers as a review reads them: in the reader's language, only to what is asked."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from reporting.entry.access import access_to_report
from reporting.entry.page.actions import drafts
from reporting.entry.page.queries.report_checks import unanswered
from reporting.kernel.tables import Value
from reporting.models import AuditEvent, Explanation, answer_words
from reporting.review.actions import approval
from reporting.review.queries.inbox import waiting
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, REVIEWER, acting, address

pytestmark = pytest.mark.usefixtures("year_2020")

PLACE = ("KH-08", "committee", "2021-03")
PERSONS = "direct_publicity[forums].persons"
LANGUAGES = ("en", "km")


def words(code, language):
    with override(language):
        return str(Explanation.Reason(code).label)


@pytest.mark.parametrize("code", Explanation.Reason.values)
@pytest.mark.parametrize("pressed", LANGUAGES)
def test_a_common_reason_is_said_in_the_language_of_who_reads(code, pressed):
    for reads in LANGUAGES:
        with override(reads):
            assert answer_words(code, words(code, pressed)) == words(code, reads)
            assert answer_words(code, "Our own words.") == "Our own words."
            assert answer_words("", words(code, pressed)) == words(code, pressed)


def pressed_in_khmer(code="not_recorded"):
    """Persons without females: the officer reads Khmer and presses a reason."""
    with acting(KANDAL_OFFICER):
        officer, opened = factories.begin(*PLACE)
        drafts.save_values(
            by=officer, access=opened, values={address(PERSONS): Value(Decimal(800))}
        )
        keys = [finding.key for finding in unanswered(opened.revision)]
        said = words(code, "km")
        drafts.explain(
            by=officer, access=opened, texts=dict.fromkeys(keys, said),
            reasons=dict.fromkeys(keys, code),
        )  # fmt: skip
        return officer, opened, said


def signed():
    unit, form, period = PLACE
    factories.handed_over(*PLACE)
    with acting(KANDAL_APPROVER) as signer:
        access = access_to_report(signer, unit=unit, period=period, data_set=form)
        approval.submit(by=signer, access=access)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_review_page_says_it_in_the_readers_language(signed_in, language):
    pressed_in_khmer()
    signed()
    client = signed_in(REVIEWER)
    client.cookies["django_language"] = language
    page = client.get("/reports/KH-08/committee/2021-03/review/").text
    assert words("not_recorded", language) in page
    [other] = [other for other in LANGUAGES if other != language]
    assert words("not_recorded", other) not in page


def test_an_answer_to_what_is_not_asked_any_more_goes_at_the_hand_over():
    _officer, opened, said = pressed_in_khmer()
    with acting(KANDAL_OFFICER) as officer:
        females = "direct_publicity[forums].females"
        drafts.save_values(
            by=officer, access=opened, values={address(females): Value(Decimal(400))}
        )
        assert unanswered(opened.revision) == []
        assert Explanation.objects.filter(revision=opened.revision, text=said).exists()
    signed()
    with acting(REVIEWER) as reviewer:
        [report] = waiting(reviewer, "en")
        assert report.explained == 0
        dropped = AuditEvent.objects.filter(action="report.remove", by__username=KANDAL_OFFICER)
        assert dropped.count() == 1
