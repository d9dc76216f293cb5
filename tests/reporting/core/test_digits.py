"""Khmer digits on pages in Khmer: what is exchanged, what stays, and for whom."""

import html
import re

import pytest

from provinces.models import Digits, User
from reporting.core.views.digits import in_khmer_digits
from reporting.models import Revision
from tests import factories
from tests.factories import KANDAL_OFFICER, secretariat

PAGE = "/reports/KH-08/committee/2021-03/"
TIMES, PERSONS = (f"direct_publicity[forums].{column}" for column in ("times", "persons"))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<p>1,250 នាក់ ថ្ងៃទី 15/11/2021</p>", "<p>១,២៥០ នាក់ ថ្ងៃទី ១៥/១១/២០២១</p>"),
        ('<td id="c-3">7</td>', '<td id="c-3">៧</td>'),
        ("<p>KH-08, NSP-2021-1-T12, a1@b.kh: 3</p>", "<p>KH-08, NSP-2021-1-T12, a1@b.kh: ៣</p>"),
        ("a&#39;s &#x27; 4", "a&#39;s &#x27; ៤"),
        ("<!-- 1 --><script>let x = 1;</script>2", "<!-- 1 --><script>let x = 1;</script>២"),
        ("<textarea>5</textarea><code>6</code>7", "<textarea>5</textarea><code>6</code>៧"),
        (
            '<b translate="no">1 <b>2</b> 3</b> 4 <i lang="en">5<br lang="en"></i> 6',
            '<b translate="no">1 <b>2</b> 3</b> ៤ <i lang="en">5<br lang="en"></i> ៦',
        ),
        (
            '<input inputmode="decimal" name="a1" value="1,250"><input value="9">',
            '<input inputmode="decimal" name="a1" value="១,២៥០"><input value="9">',
        ),
        (
            '<a href="/1/" title="ទំព័រ 2 > 1 &#39;" data-x="3">4</a>',
            '<a href="/1/" title="ទំព័រ ២ > ១ &#39;" data-x="3">៤</a>',
        ),
    ],
)
def test_digits_are_exchanged_in_what_is_read(source, shown):
    assert in_khmer_digits(source) == shown


def prefers(digits, language="km"):
    with secretariat():
        found = User.objects.filter(username=KANDAL_OFFICER)
        found.update(digits=digits, language=language)


@pytest.mark.parametrize(
    ("digits", "language", "has_khmer"),
    [(Digits.KHMER, "km", True), (Digits.ARABIC, "km", False), (Digits.KHMER, "en", False)],
)
def test_a_page_has_the_digits_that_the_person_prefers(signed_in, digits, language, has_khmer):
    prefers(digits, language)
    client = signed_in(KANDAL_OFFICER)
    client.cookies["django_language"] = language
    page = client.get("/reports/")
    assert bool(re.search("[០-៩]{4}", page.text)) is has_khmer
    assert int(page["Content-Length"]) == len(page.content)


def test_json_keeps_its_numbers(signed_in):
    prefers(Digits.KHMER)
    factories.drafted("KH-08", "committee", "2021-03", {})
    answer = signed_in(KANDAL_OFFICER).get(f"{PAGE}changes/?since=0")
    assert answer.status_code == 200
    assert not re.search("[០-៩]", answer.text)


def test_an_input_that_was_not_touched_is_no_change(signed_in):
    """Without scripts the page sends back the digits that it showed."""
    prefers(Digits.KHMER)
    factories.drafted("KH-08", "committee", "2021-03", {PERSONS: 800})
    client = signed_in(KANDAL_OFFICER)
    page = client.get(PAGE).text
    assert f'name="{PERSONS}" value="៨០០"' in page
    [loaded] = re.findall(r'name="loaded" value="([^"]*)"', page)
    client.post(PAGE, {PERSONS: "900"})  # in another window, meanwhile
    client.post(PAGE, {PERSONS: "៨០០", TIMES: "១២", "loaded": html.unescape(loaded)})
    with secretariat():
        values = Revision.objects.get(report__year=2021).values.values_list("cell__code", "value")
        assert dict(values) == {PERSONS: 900, TIMES: 12}
