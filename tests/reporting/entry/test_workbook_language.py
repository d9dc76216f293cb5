"""A workbook in Khmer: its own words, and back with what is chosen in Khmer."""

import pytest

from provinces.models import User
from tests import factories
from tests.factories import KANDAL_OFFICER, secretariat
from tests.reporting.entry.form_books import (
    BOOK,
    PERSONS,
    REPORT,
    STORE,
    TIMES,
    Book,
    downloaded,
    numbers,
    sent,
    signed_of,
)
from tests.shown_text import KHMER, LATIN


@pytest.fixture
def officer(signed_in):
    with secretariat():
        User.objects.filter(username=KANDAL_OFFICER).update(language="km")
    factories.drafted(*REPORT, {TIMES: 3})
    return signed_in(KANDAL_OFFICER)


def test_out_in_khmer_and_back(officer):
    book = downloaded(officer)
    assert book.book.sheetnames[0] == "អានមុន"
    book[PERSONS] = "៨១២"
    book["nothing:border_patrols"], book["reason:border_patrols"] = "បាទ/ចាស", "គ្មានការប្រជុំ"
    shown = sent(officer, book.bytes())
    assert shown.status_code == 200, shown.text
    answer = officer.post(STORE, {"signed": signed_of(shown)}, follow=True)
    assert answer.status_code == 200
    assert numbers() == {TIMES: 3, PERSONS: 812}
    again = downloaded(officer)
    assert again["nothing:border_patrols"] == "បាទ/ចាស"


def test_the_other_language_is_one_address_away(officer):
    page = officer.get(BOOK.replace("workbook/", ""))
    assert f'href="{BOOK}?language=en"' in page.text
    for language, script, other in (("km", KHMER, LATIN), ("en", LATIN, KHMER)):
        book = Book(officer.get(f"{BOOK}?language={language}").content)
        sheet, place = book.places[PERSONS]
        row = book.book[sheet][place].row
        label = str(book.book[sheet].cell(row, 2).value)
        assert script.search(label)
        assert not other.search(label)
