"""A page says of each sentence in which language it is, where that is not the page's."""

import re

import pytest

from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.kernel.periods import Period
from tests.factories import CONSOLIDATOR, acting

ENGLISH = "Conducted {{ cooperation{us_consultations}.meetings | words }} meetings."
KHMER = "បានរៀបចំកិច្ចប្រជុំ {{ cooperation{us_consultations}.meetings | words }} លើក"
SAID = {"en": "Conducted.*? meetings", "km": "បានរៀបចំ.*? លើក"}
NUMBER = {"en": "two", "km": "ពីរ"}
PLACES = ("/annual/2020/I/", "/editions/2020/1/write/I/")


@pytest.fixture
def written(year_2020):
    with acting(CONSOLIDATOR) as editor:
        made = begin(by=editor, period=Period.parse("2020"))
        for kind in ("paragraph", "bullet", "heading"):
            for text in (ENGLISH, KHMER):
                passages.add_passage(
                    by=editor, edition=made, section="I", after=None, kind=kind, text=text
                )


@pytest.mark.parametrize(("reader", "other"), [("en", "km"), ("km", "en")])
@pytest.mark.parametrize("place", PLACES)
def test_a_sentence_in_another_language_than_its_page_says_so(
    written, signed_in, place, reader, other
):
    client = signed_in(CONSOLIDATOR)
    client.cookies["django_language"] = reader
    page = client.get(place).text
    assert f'<html lang="{reader}"' in page
    said = re.findall(rf'<(?:p|h2|h3|span) lang="{other}"\s*>\s*({SAID[other]})', page, re.S)
    assert len(said) == 3
    for one in said:
        words = re.sub(r"<[^>]*>", "", one)
        assert NUMBER[other] in words
        assert NUMBER[reader] not in words
    assert not re.search(rf'<(?:p|h2|h3|span) lang="{reader}"\s*>', page)
