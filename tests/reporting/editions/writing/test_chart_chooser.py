"""The chooser of charts: drawn as one chooses, set where one wants it."""

import re

import pytest

from provinces.models import User
from reporting.models import Edition, Passage
from tests import editions
from tests.factories import CONSOLIDATOR, acting, secretariat
from tests.portal.permission_portal import BACKEND

HERE = "/editions/2020/1/write/II.B.2.3/chart/"
FORM = {
    "table": "returning_workers",
    "form": "bars_by_unit",
    "was": "returning_workers|bars_by_unit",
}


@pytest.fixture
def editor(year_2020, client):
    editions.begun()
    client.force_login(User.objects.get(username=CONSOLIDATOR), BACKEND)
    return client


def words_of(response):
    return " ".join(response.content.decode().split())


def charts():
    with acting(CONSOLIDATOR):
        return list(Passage.objects.filter(section="II.B.2.3", kind__in=["chart", "comparison"]))


def test_it_begins_with_a_table_of_the_section(editor):
    said = words_of(editor.get(HERE))
    assert "Begin with a table" in said
    assert said.index("In this section") < said.index("Returning workers from January")


def test_the_first_choice_is_drawn_at_once(editor):
    said = words_of(editor.get(HERE, {"table": "returning_workers"}))
    assert "<svg" in said and "Banteay Meanchey" in said
    assert 'value="returning_workers|bars_by_unit"' in said


def test_what_cannot_be_drawn_says_so_at_its_field_and_stays(editor):
    wrong = FORM | {"elements": ["returnees", "females"], "most": "1"}
    said = words_of(editor.get(HERE, wrong))
    assert "Say how many are shown as a number from 2 to 60" in said
    assert "It cannot be drawn like this" in said
    assert editor.post(HERE, wrong).status_code == 422
    assert charts() == []


def test_it_is_set_and_changed(editor):
    response = editor.post(HERE, FORM | {"elements": ["returnees"], "most": "5"})
    [made] = charts()
    assert response.status_code == 302
    assert response["Location"].endswith(f"#p-{made.pk}")
    assert (made.spec["most"], made.spec["rows"]) == (5, [""])

    said = words_of(editor.get(HERE, {"passage": made.pk}))
    assert "Change this chart" in said and 'value="5"' in said
    change = FORM | {"passage": made.pk, "seen": 1, "elements": ["females"], "most": "0"}
    assert editor.post(HERE, change).status_code == 302
    assert charts()[0].spec["elements"] == ["females"]

    late = editor.post(HERE, change | {"elements": ["returnees"]})
    assert late.status_code == 409
    assert "has changed this paragraph meanwhile" in words_of(late)


def test_a_comparison_is_offered_only_where_both_years_have_the_table(editor):
    assert "the year before, the difference" not in words_of(
        editor.get(HERE, {"table": "returning_workers"})
    )
    chosen = {"table": "offences", "form": "comparison", "was": "offences|comparison"}
    said = words_of(editor.get(HERE, chosen))
    assert "2020 and 2019 compared" in said
    assert editor.post(HERE, chosen).status_code == 302
    [made] = charts()
    assert (made.kind, made.spec["table"]) == ("comparison", "offences")


def test_a_chart_of_the_catalogue_is_set_by_its_name(editor):
    said = words_of(editor.get(HERE))
    assert "Charts of the catalogue" in said
    chosen = {"table": "chart:returnees_by_province"}
    said = words_of(editor.get(HERE, chosen))
    assert "The catalogue says what this chart shows" in said
    assert "33,976" in said
    assert editor.post(HERE, chosen).status_code == 302
    [made] = charts()
    assert made.spec == {"chart": "returnees_by_province"}
    said = words_of(editor.get(HERE, {"passage": made.pk}))
    assert "Change this chart" in said and 'value="chart:returnees_by_province"' in said
    change = {"table": "chart:sent_by_destination", "passage": made.pk, "seen": 1}
    assert editor.post(HERE, change).status_code == 302
    assert charts()[0].spec == {"chart": "sent_by_destination"}


@pytest.mark.parametrize("code", ["nothing", "victims_by_sex_and_age"])
def test_a_chart_that_the_year_does_not_have_is_not_set(editor, code):
    assert editor.post(HERE, {"table": f"chart:{code}"}).status_code == 422
    assert charts() == []


def test_a_published_edition_is_left_alone(year_2020, client):
    editions.published()
    with secretariat():
        assert Edition.objects.get().is_published
    client.force_login(User.objects.get(username=CONSOLIDATOR), BACKEND)
    response = client.get(HERE)
    assert response.status_code == 409 or "does not change" in words_of(response)


@pytest.mark.browser
def test_one_chooses_and_sees(chromium, cloned_2020):
    from django.test import Client
    from pytest_django.live_server_helper import LiveServer

    editions.begun()
    client = Client()
    client.force_login(User.objects.get(username=CONSOLIDATOR), BACKEND)
    server = LiveServer("127.0.0.1")
    context = chromium.new_context(base_url=server.url, viewport={"width": 1366, "height": 768})
    try:
        for name, morsel in client.cookies.items():
            context.add_cookies([{"name": name, "value": morsel.value, "url": server.url}])
        page = context.new_page()
        page.goto(HERE)
        page.select_option("#id_table", "returning_workers")
        page.wait_for_selector(".chart-wide svg")
        page.get_by_label("Females (persons)").check()
        page.locator(".chart-wide text", has_text="Females").first.wait_for()
        page.get_by_label("Shares of a whole").check()
        page.locator(".chart-wide text", has_text=re.compile("^Males")).first.wait_for()
        page.get_by_label("Caption in English").fill("Who came back")
        page.get_by_role("button", name="Set it here").click()
        # The chooser's own address begins with the section's: only the passage's anchor tells.
        page.wait_for_url("**/write/II.B.2.3/#p-*")
    finally:
        context.close()
        server.stop()
    [made] = charts()
    assert (made.spec["form"], made.spec["caption_en"]) == ("shares", "Who came back")
