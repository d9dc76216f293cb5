"""A file is asked for once, rendered by the worker, whole or not at all, and served unchanged."""

import errno
import io
import json
import re
import resource
from http import HTTPStatus

import pytest
from django.test import Client
from openpyxl import load_workbook

from provinces.models import User
from provinces.troubles import Trouble, trouble_of
from reporting import tasks
from reporting.access import NotHere, Refused
from reporting.editions.publishing.actions.render_jobs import (
    RequestedFile,
    may_have,
    request_render,
    run,
)
from reporting.editions.publishing.actions.rendered_files import (
    WHOLE,
    files_of,
    path_of,
    render,
    rendered,
)
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.reading.views.file_list import EditionFileList
from reporting.models import Job, RenderedFile
from tests import editions
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    TAKEO_OFFICER,
    acting,
    secretariat,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def edition(year_2020, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    return editions.published()


def reader(username):
    client = Client()
    client.force_login(User.objects.get(username=username), BACKEND)
    return client


def test_who_asks_for_the_same_waits_for_the_same(edition):
    wanted = RequestedFile(edition, "en", "figures.json")
    with acting(KANDAL_OFFICER) as officer:
        first = request_render(by=officer, wanted=wanted)
    with acting(CONSOLIDATOR) as consolidator:
        assert request_render(by=consolidator, wanted=wanted) == first
        other = request_render(by=consolidator, wanted=RequestedFile(edition, "km", "figures.json"))
    assert other != first


def test_the_file_and_done_come_together(edition):
    wanted = RequestedFile(edition, "en", "figures.json")
    with acting(KANDAL_OFFICER) as officer:
        job = request_render(by=officer, wanted=wanted)
        assert rendered(edition, "en", "figures.json") is None
    with secretariat():
        run(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.DONE
        file = rendered(edition, "en", "figures.json")
    assert file is not None
    with path_of(file).open() as content:
        said = json.load(content)
    assert said["format"] == "nsp-figures/1"
    assert (said["period"], said["number"], said["practice"]) == ("2020", 1, False)
    [one] = [
        figure for figure in said["figures"]
        if figure["address"] == "direct_publicity[forums].females@KH-08:2020"
    ]  # fmt: skip
    assert (one["value"], one["unit"], one["not_available"]) == (235_786, "KH-08", False)
    assert one["reports"] == ["KH-08/committee/2020 r1"]


def test_the_size_that_is_shown_is_that_of_the_file_that_is_served(edition):
    with acting(KANDAL_OFFICER) as officer:
        files = EditionFileList(edition, "en", officer)
        assert _shown_size(files) is None  # nobody has asked for it yet
        with secretariat():
            served = path_of(render(edition, "en", "figures.csv"))
        assert _shown_size(files) == served.stat().st_size > 2
        served.write_bytes(served.read_bytes() + b"\n")  # made anew, and a little longer
        assert _shown_size(files) == served.stat().st_size


def _shown_size(files):
    return next(one.size for one in files.whole() if one.name == "figures.csv")


def test_nothing_half_stays_where_the_work_fails(edition, monkeypatch):
    """A disk that is full, a process that is killed: what was there before, or nothing."""

    def full(*_arguments, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    with acting(KANDAL_OFFICER) as officer:
        job = request_render(by=officer, wanted=RequestedFile(edition, "en", "figures.json"))
    monkeypatch.setattr("reporting.document.json_files.json.dumps", full)
    tasks.run_job(job.pk)
    with secretariat():
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert job.reason.startswith("The disk of the server is full: ask the administrator")
        assert "No space left" in job.detail
        assert rendered(edition, "en", "figures.json") is None
        assert not RenderedFile.objects.filter(name="figures.json").exists()


@pytest.mark.parametrize("name", WHOLE)
def test_a_disk_that_fills_up_leaves_no_part_of_any_file(edition, name):
    """The kernel itself refuses every byte after the first five hundred of a file."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = files_below(files_of(edition))
    with secretariat():
        assert shown_document(edition, "en").document.title
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, limits[1]))
        try:
            with pytest.raises(Exception) as full:  # the libraries wrap it
                render(edition, "en", name)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert trouble_of(full.value) is Trouble.DISK_FULL
        assert rendered(edition, "en", name) is None
    assert files_below(files_of(edition)) == before


def files_below(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_an_unchanged_edition_is_served_from_what_was_rendered(edition):
    with secretariat():
        first = render(edition, "en", "sentences.csv")
        moment = path_of(first).stat().st_mtime_ns
        assert render(edition, "en", "sentences.csv") == first
        assert path_of(first).stat().st_mtime_ns == moment
    client = reader(KANDAL_OFFICER)
    response = client.get("/editions/2020/1/files/sentences.csv")
    assert b"".join(response.streaming_content) == path_of(first).read_bytes()
    assert response["ETag"] == f'"{first.digest}"'
    assert "sentences-2020-edition-1.csv" in response["Content-Disposition"]
    again = client.get("/editions/2020/1/files/sentences.csv", HTTP_IF_NONE_MATCH=response["ETag"])
    assert again.status_code == HTTPStatus.NOT_MODIFIED


def test_a_file_that_nobody_made_is_asked_for_on_its_page(edition):
    client = reader(KANDAL_VIEWER)
    sent = client.get("/editions/2020/1/files/chapter-II.pdf")
    assert sent["Location"] == "/editions/2020/1/files/chapter-II.pdf/making/?language=en"
    assert "Make the file" in client.get(sent["Location"]).text
    assert client.post(sent["Location"]).status_code == HTTPStatus.FOUND
    page = client.get(sent["Location"], HTTP_HX_REQUEST="true")
    assert page.status_code == HTTPStatus.OK
    assert 'hx-trigger="every 1s"' in page.text
    with secretariat():
        job = Job.objects.get(kind=Job.Kind.RENDER)
    tasks.run_job(job.pk)
    done = client.get(sent["Location"], HTTP_HX_REQUEST="true")
    assert done.status_code == 286
    assert "The file is ready." in done.text


@pytest.mark.parametrize("place", ["/editions/2020/1/files/", "/downloads/", "/annual/2020/"])
def test_one_click_makes_a_file_and_leads_to_it(edition, place):
    """The button of each list asks at once; nobody is asked again on the next page."""
    client = reader(KANDAL_VIEWER)
    page = client.get(place).text
    [asks] = re.findall(
        r'<form method="post" action="([^"]+/report\.pdf/making/[^"]*)">'
        r"(?:(?!</form>).)*<button[^>]*>\s*Make PDF",
        page,
        re.DOTALL,
    )
    assert not re.search(r'<a href="[^"]+/making/', page)
    waiting = client.post(asks.replace("&amp;", "&"), follow=True)
    assert waiting.status_code == HTTPStatus.OK
    assert 'hx-trigger="every 1s"' in waiting.text
    assert "Make the file" not in waiting.text
    with secretariat():
        job = Job.objects.get(kind=Job.Kind.RENDER)
    tasks.run_job(job.pk)
    ready = client.get(waiting.redirect_chain[-1][0]).text
    assert 'href="/editions/2020/1/files/report.pdf?language=en">Download</a>' in ready
    assert "Make PDF: The report" not in client.get(place).text


def test_a_unit_has_its_own_extract_and_no_draft(edition):
    draft = editions.begun()
    with acting(TAKEO_OFFICER) as officer:
        may_have(officer, RequestedFile(edition, "en", "extract-KH-21.pdf"))
        with pytest.raises(NotHere):
            may_have(officer, RequestedFile(edition, "en", "extract-KH-08.pdf"))
        with pytest.raises(Refused, match="while it is written"):
            may_have(officer, RequestedFile(draft, "en", "report.pdf"))
        with pytest.raises(Refused, match="while it is written"):
            may_have(officer, RequestedFile(draft, "en", "discrepancies.csv"))
        may_have(officer, RequestedFile(edition, "en", "discrepancies.csv"))
    with acting(CONSOLIDATOR) as consolidator:
        may_have(consolidator, RequestedFile(edition, "en", "extract-KH-08.pdf"))
        may_have(consolidator, RequestedFile(draft, "en", "report.pdf"))


def test_an_extract_says_the_rank_and_the_share(edition):
    with secretariat():
        file = render(edition, "en", "extract-KH-08.xlsx")
    book = load_workbook(io.BytesIO(path_of(file).read_bytes()))
    lines = [
        [cell for cell in row if cell is not None]
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
    ]
    females = next(
        line
        for line in lines
        if str(line[:1]).casefold() == "['public forums – females']" and 235_786 in line
    )
    assert str(females[-1]).endswith(tuple(f" of {count}" for count in range(2, 26)))


def test_a_chapter_keeps_the_numbers_and_codes_of_the_whole(edition):
    with secretariat():
        file = render(edition, "en", "chapter-II.xlsx")
    book = load_workbook(io.BytesIO(path_of(file).read_bytes()))
    codes = {row[1] for row in book["Trace"].iter_rows(min_row=4, values_only=True)}
    assert any(str(code).startswith("NSP-2020-1-T12-R") for code in codes)
