"""A draft of the catalogue is in no page, workbook, list or file: only where it is made ready."""

import io
import re
import zipfile

import pytest

from reporting.catalogue.queries.drafts import annual_years
from reporting.models import DataValue
from strategies.models import Cell, Table
from tests.conftest import connected_to
from tests.drafts import ENGLISH, SIGNS
from tests.factories import secretariat
from tests.portal.permission_portal import portal_of_2020
from tests.portal.permission_table import PEOPLE, PORTAL, rows_of

WHERE_IT_IS = re.compile(r"/catalogue/drafts/")
MORE = [
    ("officer", "/reports/{draft}/workbook/?rows=3"),
    ("reviewer", "/explore/?table=direct_publicity&year=2021"),
]


def pages():
    for row in rows_of(PORTAL, list(PEOPLE)):
        if row.method == "GET" and not WHERE_IT_IS.match(row.address):
            for person, answer in row.answers.items():
                if answer == "ok":
                    yield person, row.address
    yield from MORE


def said(answer):
    """All that stands in a page, a workbook or another file."""
    if answer.streaming:
        return ""
    if answer.content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            return "".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return answer.content.decode(errors="replace")


def signs_in(answer):
    text = said(answer)
    return [sign for sign in SIGNS if sign in text]


@pytest.fixture(scope="module")
def portal(database_2020, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        connected_to(database_2020),
        portal_of_2020(tmp_path_factory.mktemp("var")) as made,
    ):
        yield made


def test_no_page_and_no_file_shows_a_draft(portal):
    found = {}
    for person, address in dict.fromkeys(pages()):
        for language in ("en", "km"):
            signs = signs_in(portal.ask(person, "GET", address, language=language))
            if signs:
                found[f"{person} {language} {address}"] = signs
    assert found == {}


def test_the_administrator_finds_it_in_the_preview(portal):
    """The control: the signs are found where they are."""
    query = "?form=committee-province&year=2021&language="
    for language, words in (("en", f"{ENGLISH} column [draft]"), ("km", SIGNS[1])):
        answer = portal.ask("admin", "GET", f"/catalogue/drafts/preview/{query}{language}")
        assert words in answer.text
        assert '<input type="text"' not in answer.text, "nothing can be typed"
    earlier = portal.ask(
        "admin", "GET", "/catalogue/drafts/preview/?form=committee-province&year=2020"
    )
    assert signs_in(earlier) == []


def test_no_number_can_be_entered_for_a_draft_and_no_total_counts_it(portal):
    address = portal.places["draft"]
    for name in ("direct_publicity[forums].planted_column", "planted_table.planted_column"):
        answer = portal.ask("officer", "POST", f"/reports/{address}/", {f"v:{name}": "7"})
        assert answer.status_code != 500
    with secretariat():
        assert Table.everything.filter(code="planted_table", is_draft=True).exists()
        assert not Cell.objects.filter(code__contains="planted").exists()
        assert not DataValue.objects.filter(cell__code__contains="planted").exists()


def test_what_is_published_of_a_year_is_known(portal):
    """Nothing is published into it any more."""
    with secretariat():
        assert annual_years() == {2020}
