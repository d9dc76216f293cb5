"""A sentence that does not agree with itself, on the pages where it is written, signed for and
published."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.editions.discrepancies.queries.contradictions import open_sentences
from reporting.editions.publishing.actions.signing import ask_for_signatures
from reporting.editions.writing.actions import passages
from reporting.models import Edition, Passage
from tests import editions
from tests.factories import CONSOLIDATOR, REVIEWER, SECRETARY_GENERAL, acting, secretariat

AT = "/editions/2020/1/"
SECTION = "II.B.1.2"
PAGE = f"{AT}write/{SECTION}/"
WRONG = "It freed 457 victims, including 130 girls, 39 boys and 298 women."
WORDS = "457 victims, but 130 + 39 + 298 = 467."
REASON = "The police counted ten of them again under another name."


@pytest.fixture
def report(year_2020, settings, tmp_path) -> Edition:
    settings.VAR_DIR = tmp_path
    return editions.begun()


def written(report, text=WRONG) -> Passage:
    with acting(CONSOLIDATOR) as editor:
        return passages.add_passage(
            by=editor, edition=report, section=SECTION, after=None, kind="bullet", text=text
        )


def mark_of(report) -> str:
    with secretariat():
        [one] = open_sentences(report)
    return f"/discrepancies/2020/{one.fingerprint}/"


def test_it_is_said_at_the_sentence_with_its_numbers_and_leads_to_its_reason(signed_in, report):
    written(report)
    page = signed_in(CONSOLIDATOR).get(PAGE).text
    assert "This does not add up:" in page
    assert WORDS in page
    assert mark_of(report) in page
    reviewer = signed_in(REVIEWER).get(PAGE).text
    assert WORDS in reviewer
    assert mark_of(report) not in reviewer
    assert "ask a consolidator to say why it stays" in reviewer


def test_it_is_said_at_once_when_the_sentence_is_saved_and_gone_when_it_is_right(signed_in, report):
    passage = written(report, "Nothing yet.")
    editor = signed_in(CONSOLIDATOR)
    address = f"{AT}passages/{passage.pk}/"
    part = editor.post(address, {"text": WRONG, "seen": "1"}, headers={"HX-Request": "true"}).text
    assert WORDS in part
    right = WRONG.replace("457", "467")
    part = editor.post(address, {"text": right, "seen": "2"}, headers={"HX-Request": "true"}).text
    assert "467 victims" in part
    assert "does not add up" not in part


def test_a_khmer_sentence_on_a_khmer_page_is_checked_too(signed_in, report):
    written(report, "ជនរងគ្រោះ ៤៦៧ នាក់ ក្នុងចំណោម ៤៥៦ នាក់ ត្រូវបានសង្គ្រោះ។")
    client = signed_in(CONSOLIDATOR)
    page = client.get(PAGE, headers={"Accept-Language": "km"}).text
    assert "៤៦៧ ក្នុងចំណោម ៤៥៦ នាក់" in page


def test_with_its_reason_the_page_says_who_keeps_it_and_why(signed_in, report):
    passage = written(report)
    consolidator, place = signed_in(CONSOLIDATOR), mark_of(report)
    form = consolidator.get(place).text
    assert "Why the sentence stays as it is" in form
    assert "Print it as a footnote" not in form
    assert f"{PAGE}?edit={passage.pk}" in form
    said = {"what": "explain", "explain-seen": "0", "explain-text": REASON}
    consolidator.post(place, said)
    page = signed_in(REVIEWER).get(PAGE).text
    assert "does not add up" not in page
    assert "It stays as it is, says" in page
    assert REASON in page
    with acting(CONSOLIDATOR) as editor:
        changed = WRONG.replace("freed", "found")
        passages.write(by=editor, edition=report, passage=passage.pk, seen=1, text=changed)
    page = signed_in(REVIEWER).get(PAGE).text
    assert "This does not add up:" in page
    assert "That does not count any more." in page
    assert REASON in page


def test_a_reviewer_sees_the_sentence_in_the_list_but_does_not_resolve_it(signed_in, report):
    written(report)
    place = mark_of(report)
    reviewer = signed_in(REVIEWER)
    page = reviewer.get(place).text
    assert WORDS in page
    assert "A consolidator says why it stays, if it stays." in page
    assert "Keep the explanation" not in page
    reviewer.post(place, {"what": "explain", "explain-seen": "0", "explain-text": REASON})
    assert mark_of(report) == place


def test_signatures_list_what_is_open_and_the_publication_waits_for_it(signed_in, report):
    passage = written(report)
    page = signed_in(REVIEWER).get(f"{AT}signatures/").text
    assert "Sentences that do not agree with themselves" in page
    assert WORDS in page
    assert f"{PAGE}#p-{passage.pk}" in page
    with acting(REVIEWER) as reviewer:
        ask_for_signatures(by=reviewer, edition=report)
    answer = signed_in(CONSOLIDATOR).post(
        f"{AT}signatures/sign/", {"role": "consolidator", "words": "As printed."}
    )
    assert answer.status_code == 403
    assert WORDS in answer.text
    page = signed_in(SECRETARY_GENERAL).get(f"{AT}publish/").text
    assert WORDS in page
    assert "It cannot be published yet:" in page


def test_who_signs_reads_why_a_sentence_stays(signed_in, report):
    written(report)
    said = {"what": "explain", "explain-seen": "0", "explain-text": REASON}
    signed_in(CONSOLIDATOR).post(mark_of(report), said)
    for address in ("signatures/", "publish/"):
        page = signed_in(SECRETARY_GENERAL).get(f"{AT}{address}").text
        assert "Sentences that stay, and why" in page
        assert REASON in page
        assert "Sentences that do not agree with themselves" not in page


def test_each_sentence_has_its_own_reason_in_the_list(signed_in, report):
    written(report)
    written(report, WRONG.replace("457", "447"))
    consolidator = signed_in(CONSOLIDATOR)
    assert consolidator.get("/discrepancies/2020/explain/?kind=sentence").status_code == 404
    page = consolidator.get("/discrepancies/2020/?kind=sentence").text
    assert page.count("A sentence does not agree with itself</h2>") == 2
    assert "open ones of this kind" not in page


def test_the_page_of_a_section_asks_the_same_of_the_database_whatever_is_wrong(signed_in, report):
    written(report)
    client = signed_in(CONSOLIDATOR)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    for number in (456, 455, 454, 453):
        written(report, WRONG.replace("457", str(number)))
    client.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        page = client.get(PAGE).text
    assert page.count("This does not add up:") == 5
    assert len(one) == len(many)
