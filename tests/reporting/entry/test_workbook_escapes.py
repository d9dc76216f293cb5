"""`_x0041_` in a workbook's file is an A, to LibreOffice `_x6_` too: no text of ours or of a person
is taken for one."""

import re
from hashlib import sha256
from io import BytesIO

import pytest
from openpyxl import load_workbook

from provinces.models import LOCALITIES, OrganisationUnit
from reporting.document.spreadsheet_text import LIKE_AN_ESCAPE
from reporting.entry.page.queries.report_content import content_of
from reporting.entry.workbook.exports.form_workbook import render_form
from reporting.entry.workbook.exports.sheet_layout import PlacedSheet, place
from reporting.entry.workbook.forms.report_book import BookMaker
from reporting.entry.workbook.forms.stamp import FROM_FILE, MAP, facts_of, stamp_lines
from reporting.models import Revision
from strategies.models import DataSet
from tests import factories
from tests.factories import KANDAL_OFFICER
from tests.reporting.entry.form_books import (
    BOOK,
    REPORT,
    STORE,
    TIMES,
    Book,
    downloaded,
    rows,
    sent,
    signed_of,
    through_libreoffice,
)

LIKE = "form_x0041_2 _x6_ _x005f_ _xZ_ x_x_"


@pytest.fixture
def officer(signed_in, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    factories.drafted(*REPORT, {TIMES: 3})
    return signed_in(KANDAL_OFFICER)


def a_unit_for_each_form():
    with factories.secretariat():
        # Districts and communes have no people of their own, and fill what is asked of them.
        units = list(OrganisationUnit.objects.exclude(kind__in=LOCALITIES).order_by("code"))
        for form in DataSet.objects.all():
            able = [one for one in units if form.is_filled_by(one.code, one.kind)]
            if able:
                yield form.code, able[0]


def test_no_map_of_any_form_holds_what_reads_like_an_escape(year_2020):
    forms = list(a_unit_for_each_form())
    assert len(forms) > 5
    for form, unit in forms:
        revision = factories.drafted(unit.code, form, "2021-03", {})
        with factories.acting(factories.person_of(unit.code, "officer")):
            for _download in range(3):  # the keys of blank rows are others each time
                placed = place(BookMaker(content_of(revision), editable=True).book())
                for _name, text in stamp_lines(facts_of(revision, editable=True), placed):
                    assert not LIKE_AN_ESCAPE.search(text)
                assert re.fullmatch(r"[A-Za-z0-9.:~-]+", text), form  # the map is the last


def a_map_that_was_refused(revision):
    """A workbook whose map would have held `_x6_` or the like, in the alphabet of before."""
    with factories.acting(KANDAL_OFFICER):
        book = BookMaker(content_of(revision), editable=True).book()
        placed, facts = place(book), facts_of(revision, editable=True)
        for number in range(20_000):
            # Of another length each time, at the beginning: so that all behind it is packed anew.
            other = sha256(str(number).encode()).hexdigest()[: number % 60 + 1]
            lines = stamp_lines({"other": other, **facts}, placed)
            if LIKE_AN_ESCAPE.search(dict(lines)[MAP].translate(FROM_FILE)):
                return book, placed, lines
    raise AssertionError


def test_a_workbook_that_libreoffice_saved_is_taken_whatever_its_map_holds(officer, tmp_path):
    with factories.secretariat():
        revision = Revision.objects.get(report__period_key=202103)
    book, placed, lines = a_map_that_was_refused(revision)
    before = [(name, text.translate(FROM_FILE)) for name, text in lines]

    now = through_libreoffice(render_form(book, placed, lines), tmp_path)

    assert "there is nothing to change" in sent(officer, now).text
    as_before = render_form(book, placed, before)  # downloaded before the alphabet changed
    assert "there is nothing to change" in sent(officer, as_before).text


def test_a_workbook_that_was_downloaded_before_the_map_told_of_labels_is_taken(
    officer, monkeypatch
):
    monkeypatch.setattr(PlacedSheet, "fixed", lambda placed: iter(()))
    content = officer.get(BOOK).content
    monkeypatch.undo()

    answer = sent(officer, content)

    assert "there is nothing to change" in answer.text
    assert "not read" not in answer.text


@pytest.mark.parametrize("office", [False, True], ids=["as handed out", "libreoffice"])
def test_a_text_that_reads_like_an_escape_comes_back_as_it_was_typed(officer, tmp_path, office):
    meeting = downloaded(officer).blanks("cooperation")[0]
    title = {f"cooperation{{{meeting}}}:title": LIKE}
    officer.post(BOOK.replace("workbook/", ""), title | {f"cooperation{{{meeting}}}:partner": ""})
    [(key, stored, *_rest)] = rows("cooperation")
    assert stored == LIKE
    content = officer.get(BOOK).content
    if office:
        content = through_libreoffice(content, tmp_path)

    assert "there is nothing to change" in sent(officer, content).text

    book = Book(content)
    book[f"cooperation{{{key}}}:partner"] = "_x005F_x0042_"  # as Excel writes “_x0042_”
    officer.post(STORE, {"signed": signed_of(sent(officer, book.bytes()))})
    assert rows("cooperation")[0][2] == "_x0042_"
    book[f"cooperation{{{key}}}:partner"] = "A_xD800_B_x0000_C_xFFFF_D_x0041_"
    shown = sent(officer, book.bytes())
    officer.post(STORE, {"signed": signed_of(shown), "clash": "mine"})
    assert rows("cooperation")[0][2] == "ABCDA"


def test_the_marked_workbook_keeps_a_text_that_reads_like_an_escape(officer, tmp_path):
    meeting = downloaded(officer).blanks("cooperation")[0]
    title = {f"cooperation{{{meeting}}}:title": LIKE}
    officer.post(BOOK.replace("workbook/", ""), title | {f"cooperation{{{meeting}}}:partner": ""})
    book = Book(through_libreoffice(officer.get(BOOK).content, tmp_path))  # has shared strings
    [(key, *_rest)] = rows("cooperation")
    book[f"cooperation{{{key}}}:title"] = LIKE_AN_ESCAPE.sub("_x005F_", LIKE)
    book[TIMES] = "x"
    answer = sent(officer, through_libreoffice(book.bytes(), tmp_path))
    [link] = re.findall(r'href="([^"]+/workbook/marked/[^"]+)"', answer.text)

    marked = load_workbook(BytesIO(b"".join(officer.get(link).streaming_content)))

    sheet, cell = book.places[TIMES]
    marked[sheet][cell] = 3
    stream = BytesIO()
    marked.save(stream)
    assert "there is nothing to change" in sent(officer, stream.getvalue()).text
