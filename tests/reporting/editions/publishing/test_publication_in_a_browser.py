"""An edition is defended through the browser: commented on, signed by two people, looked at once
more, published by the worker, downloaded and verified, compared with what was accepted since."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from provinces.models import User
from reporting import tasks
from reporting.models import Edition, Job
from tests import editions, factories
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, REVIEWER, SECRETARY_GENERAL, secretariat
from tests.reporting.conftest import BACKEND

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PAGE = "/editions/2020/1/signatures/"
FORUMS = "direct_publicity[forums].persons"
People = Callable[[str], "Page"]


@pytest.fixture
def people(chromium, cloned_2020, tmp_path, monkeypatch) -> Iterator[People]:
    """Each person in a browser of their own, on one site."""
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    server = LiveServer("127.0.0.1")
    contexts = []

    def opened(username):
        context = chromium.new_context(
            base_url=server.url, viewport={"width": 1366, "height": 768}, accept_downloads=True
        )
        contexts.append(context)
        client = Client()
        client.force_login(User.objects.get(username=username), BACKEND)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    server.stop()


def pressed(page: "Page", name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def test_an_edition_is_defended_signed_and_published(people, tmp_path, capsys):
    editions.begun()
    reviewer, consolidator, secretary = map(people, (REVIEWER, CONSOLIDATOR, SECRETARY_GENERAL))

    reviewer.goto("/editions/2020/1/comments/")
    reviewer.select_option("[name=section]", "I")
    reviewer.fill("[name=text]", "One more paragraph on the borders?")
    pressed(reviewer, "Comment")
    assert "One more paragraph on the borders?" in reviewer.locator(".thread").inner_text()

    consolidator.goto("/editions/2020/1/comments/")
    consolidator.get_by_text("Answer", exact=True).first.click()
    consolidator.fill(".answer [name=text]", "Next year.")
    pressed(consolidator, "Answer")
    assert "Next year." in consolidator.locator(".thread").inner_text()

    reviewer.goto(PAGE)
    pressed(reviewer, "Ask for signatures")
    reviewer.fill("[name=words]", "Read from the first page to the last.")
    pressed(reviewer, "Sign as Reviewer")
    assert "Read from the first page to the last." in reviewer.locator("main").inner_text()
    assert "Still to sign: Consolidator." in reviewer.locator("main").inner_text()

    consolidator.goto(PAGE)
    consolidator.fill("[name=words]", "The report of 2020 is published as it was printed.")
    pressed(consolidator, "Sign as Consolidator")
    assert "The Secretary General publishes it." in consolidator.locator("main").inner_text()

    secretary.goto(PAGE)
    secretary.get_by_role("link", name="Go on to the publication").click()
    looked_at = secretary.locator("main").inner_text()
    assert "published as it was printed" in looked_at
    assert "Open comments" in looked_at
    pressed(secretary, "Publish report 2020, edition 1")
    assert "/jobs/" in secretary.url
    with secretariat():
        job = Job.objects.get(kind=Job.Kind.PUBLISH)
    tasks.run_job(job.pk)
    secretary.reload()
    assert "It is published" in secretary.locator("main").inner_text()
    with secretariat():
        assert Edition.objects.get().is_published

    officer = people(KANDAL_OFFICER)
    officer.goto("/")
    with officer.expect_download() as downloading:
        officer.evaluate("location.assign('/editions/2020/1/archive/')")
    archive = tmp_path / "downloaded.zip"
    downloading.value.save_as(archive)
    assert downloading.value.suggested_filename == "nsp-2020-edition-1.zip"
    call_command("verify_edition", str(archive))
    assert "The portal's own manifest says the same." in capsys.readouterr().out

    factories.reopened("KH-08", "committee", "2020")
    factories.accepted("KH-08", "committee", "2020", {FORUMS: 470_105})
    factories.consolidated(2020)
    secretary.goto("/editions/2020/1/")
    secretary.get_by_role("link", name="Compare", exact=True).click()
    changed = " ".join((secretary.locator("main").text_content() or "").split())
    assert "6,147,930 6,148,030" in changed
    assert "Kandal, Provincial committee report, 2020: revision 2 instead of 1" in changed
