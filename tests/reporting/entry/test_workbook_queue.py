"""Many workbooks at once: two are read, one of a person, the others wait on a page of their own,
and the web process stays small."""

import re
import subprocess
import sys
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.utils import get_column_letter

from reporting.access import NotHere
from reporting.entry.workbook.actions import upload_queue, uploads
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER
from tests.reporting.entry.form_books import (
    PAGE,
    PERSONS,
    REPORT,
    TIMES,
    downloaded,
    numbers,
    plain_text,
    sent,
    with_cells,
)

MIB = 1024 * 1024


@pytest.fixture
def officer(signed_in, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    factories.drafted(*REPORT, {TIMES: 3})
    return signed_in(KANDAL_OFFICER)


class Person:
    """Somebody with a workbook, without a page."""

    def __init__(self, number):
        self.who: Any = SimpleNamespace(user=SimpleNamespace(pk=number))
        self.access: Any = SimpleNamespace(
            revision=SimpleNamespace(pk=1), require=lambda permission: None
        )

    def enters(self, content=b"x"):
        upload = SimpleUploadedFile("report.xlsx", content)
        self.token = upload_queue.enter(upload, by=self.who, access=self.access)
        return self.token

    def turn(self, token=None):
        return upload_queue.turn(token or self.token, by=self.who, access=self.access)


def people(count):
    found = [Person(900 + number) for number in range(count)]
    for one in found:
        one.enters(b"of %d" % one.who.user.pk)
    return found


# The page


def test_who_has_to_wait_sees_how_many_are_before_and_loses_no_file(officer):
    book = downloaded(officer)
    book[PERSONS] = 800
    with ExitStack() as held:
        for one in people(2):
            assert held.enter_context(one.turn()).workbook is not None

        answer = sent(officer, book.bytes())

        assert answer.status_code == HTTPStatus.FOUND
        waiting = officer.get(answer["Location"])
        assert waiting.status_code == HTTPStatus.OK
        assert "2 workbooks are before yours." in waiting.text
        assert waiting["Refresh"] == "3"
    shown = officer.get(answer["Location"])
    assert "1 cell will change. Nothing is stored yet." in shown.text
    again = officer.get(answer["Location"])
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "does not wait any more" in again.text
    assert numbers() == {TIMES: 3}


def test_a_waiting_workbook_is_of_one_person_and_one_report(officer, signed_in):
    with ExitStack() as held:
        for one in people(2):
            held.enter_context(one.turn())
        address = sent(officer, downloaded(officer).bytes())["Location"]
    other = signed_in(KANDAL_APPROVER).get(address)
    assert "does not wait any more" in other.text or other.status_code == HTTPStatus.FORBIDDEN
    assert "does not wait any more" in officer.get(f"{PAGE}workbook/waiting/nonsense/").text
    assert "there is nothing to change" in officer.get(address).text


def test_who_sends_one_while_another_of_theirs_is_read_is_told_so(officer):
    person = factories.actor(KANDAL_OFFICER).user.pk
    mine = Person(person)
    mine.enters()
    with mine.turn() as turn:
        assert turn.workbook is not None
        answer = sent(officer, downloaded(officer).bytes())
        assert "Another workbook of yours is being read." in officer.get(answer["Location"]).text
    assert "there is nothing to change" in officer.get(answer["Location"]).text


def test_where_very_many_wait_one_is_asked_to_come_back(officer):
    waiting = people(upload_queue.MOST_WAITING)

    answer = sent(officer, downloaded(officer).bytes())

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Very many workbooks are being read at the moment." in plain_text(answer)
    assert len(waiting) == len(upload_queue.waiting())


# The queue


def test_turns_come_in_the_order_of_arrival_two_at_a_time(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    first, second, third, fourth = people(4)
    with fourth.turn() as turn:
        assert (turn.workbook, turn.before) == (None, 5)
    with first.turn() as one, second.turn() as two:
        assert (one.workbook.read(), two.workbook.read()) == (b"of 900", b"of 901")
        with third.turn() as turn:
            assert (turn.workbook, turn.before) == (None, 2)
        with fourth.turn() as turn:
            assert (turn.workbook, turn.before) == (None, 3)
    with fourth.turn() as turn:
        assert turn.workbook.read() == b"of 903"
    with pytest.raises(NotHere), fourth.turn():
        pass


def test_fourteen_workbooks_of_one_person_are_one_place_in_the_queue(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    hasty, other = Person(900), Person(901)
    tokens = [hasty.enters() for _time in range(14)]
    other.enters()
    assert len(upload_queue.waiting()) == 2
    with pytest.raises(NotHere), hasty.turn(tokens[0]):
        pass
    with hasty.turn() as turn:
        assert turn.workbook is not None
        hasty.enters()
        with hasty.turn() as another, other.turn() as of_other:
            assert (another.workbook, another.own) == (None, True)
            assert of_other.workbook is not None


def test_who_closed_the_page_is_passed_over_and_later_forgotten(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    *gone, here = people(4)
    with here.turn() as turn:
        assert turn.workbook is None
    monkeypatch.setattr(upload_queue, "FORGOTTEN_SECONDS", -1)
    with here.turn() as turn:
        assert turn.workbook is not None
    assert len(upload_queue.waiting()) == len(gone)
    monkeypatch.setattr(upload_queue, "KEPT_SECONDS", -1)
    assert upload_queue.waiting() == []


def test_a_turn_lasts_as_long_as_its_child_and_no_longer(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    [person] = people(1)
    with person.turn() as turn:
        child = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(60)"], pass_fds=turn.locks
        )
    person.enters()
    with person.turn() as turn:
        assert turn.own
    child.kill()
    child.wait()
    with person.turn() as turn:
        assert turn.workbook is not None


# What it costs


def resident(what):
    """Of this process, in bytes: VmRSS now, or VmHWM at its highest since `forget_peak`."""
    status = Path("/proc/self/status").read_text()
    [found] = re.findall(rf"{what}:\s+(\d+) kB", status)
    return int(found) * 1024


def large_book(book):
    """1.4 MB: 160,000 numbers beside the form."""
    chance = Random(1)
    letters = [get_column_letter(column) for column in range(2, 52)]
    far = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{one}{row}"><v>{chance.randrange(10**9)}</v></c>' for one in letters)
        + "</row>"
        for row in range(300, 3500)
    )
    sheet, place = book.places[PERSONS]
    index = book.book.sheetnames.index(sheet)
    return with_cells(
        book.bytes(), {(sheet, place): f'<c r="{place}"><v>800</v></c>'}, {index: far}
    )


@pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="only Linux tells what a process held"
)
def test_a_book_of_over_a_megabyte_costs_the_web_process_little(officer):
    content = large_book(downloaded(officer))
    assert len(content) > 1.2 * MIB
    sent(officer, downloaded(officer).bytes())  # what is loaded once is loaded
    Path("/proc/self/clear_refs").write_text("5")
    before = resident("VmRSS")

    answer = sent(officer, content)

    assert resident("VmHWM") - before < 50 * MIB
    text = plain_text(answer)
    assert "1 cell will change." in text
    assert "159,960 more cells" in text


def test_a_person_keeps_the_newest_marked_workbooks(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    one, other = Person(900), Person(901)

    def keeps(person, content):
        with uploads.keep_marked(by=person.who, access=person.access) as (token, stream):
            stream.write(content)
        return token

    tokens = [keeps(one, b"%d" % number) for number in range(8)]
    of_other = keeps(other, b"x")
    kept = [bool(uploads.marked(token, by=one.who, access=one.access)) for token in tokens]
    assert kept == [False] * 3 + [True] * 5
    monkeypatch.setattr(uploads, "KEPT_BYTES", 10)
    last = keeps(one, bytes(100))
    kept = [bool(uploads.marked(token, by=one.who, access=one.access)) for token in tokens]
    assert kept == [False] * 8
    assert uploads.marked(last, by=one.who, access=one.access)
    assert uploads.marked(of_other, by=other.who, access=other.access)


def test_the_names_of_workbooks_of_a_real_year_say_nothing_of_practice(officer):
    answer = officer.get(f"{PAGE}workbook/")
    assert answer["Content-Disposition"].endswith('"KH-08-committee-2021-03.xlsx"')
