"""A report is read by its editions: what a unit sees, older ones, drafts, sentences."""

import re
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.editions.publishing.actions.publication import publish
from reporting.editions.writing.actions import passages
from reporting.models import Passage
from tests import editions
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, SECRETARY_GENERAL, acting, secretariat

SECTION = "II.B.1.2"
SENTENCE = (
    "In all {{ national_day.participants }} people came, "
    "{{ = 80% | The ministry's own estimate. }} of them from schools."
)


def written(text=SENTENCE):
    """The draft of 2020 with one sentence."""
    edition = editions.begun()
    with acting(CONSOLIDATOR) as editor:
        passages.add_passage(
            by=editor, edition=edition, section=SECTION, after=None, kind="bullet", text=text
        )
    return edition


def published_with(text=SENTENCE):
    edition = editions.signed(written(text))
    with acting(SECRETARY_GENERAL) as secretary:
        return publish(by=secretary, edition=edition, files=())


def test_before_publication_the_secretariat_reads_the_draft_and_a_unit_nothing(signed_in):
    written()
    page = signed_in(CONSOLIDATOR).get("/annual/2020/")
    assert "Draft of edition 1, not published" in page.text
    assert "not published" in signed_in(CONSOLIDATOR).get(f"/annual/2020/{SECTION}/").text
    assert signed_in(KANDAL_OFFICER).get("/annual/2020/").status_code == HTTPStatus.NOT_FOUND


def test_before_anybody_writes_the_consolidated_tables_are_read(signed_in, edition):
    page = signed_in(CONSOLIDATOR).get("/annual/2020/")
    assert "Draft of edition 1, not published" in page.text
    section = signed_in(CONSOLIDATOR).get("/annual/2020/II.B.1.3/").text
    assert re.search(r'href="/trace/table/NSP-2020-D-T\d+/">NSP-2020-D-T\d+<', section)


def test_a_code_from_before_there_were_editions_leads_to_what_is_read(signed_in, edition):
    """To the draft, for who reads it; once it is published to the edition, for everybody."""
    secretary, unit, lead = map(signed_in, (CONSOLIDATOR, KANDAL_OFFICER, "wg-just.lead"))
    figure = secretary.get("/trace/table/NSP-2020-D-T12/").context["lines"][0].place
    short, table = "/t/nsp-2020-a-t12", "/trace/table/NSP-2020-A-T12/"
    for address in (short, table):
        assert secretary.get(address)["Location"] == "/trace/table/NSP-2020-D-T12/"
        assert unit.get(address).status_code == HTTPStatus.NOT_FOUND
        assert lead.get(address).status_code == HTTPStatus.NOT_FOUND  # not of its sections
    editions.published()
    editions.begun()
    for address in (short, table):
        for person in (secretary, unit, lead):
            assert person.get(address)["Location"] == "/trace/table/NSP-2020-1-T12/"
    opened = secretary.get(f"/t/NSP-2020-A-T12-{figure}")["Location"]
    assert opened == secretary.get(f"/t/NSP-2020-1-T12-{figure}")["Location"]
    assert opened.endswith("&edition=1")


def test_a_sentence_shows_what_is_linked_and_why_a_number_was_kept(signed_in):
    published_with()
    page = signed_in(KANDAL_OFFICER).get(f"/annual/2020/{SECTION}/").text
    assert 'href="/trace/2020/?figure=national_day.participants%3A2020"' in page
    assert '<span class="kept">80%</span>' in " ".join(page.split())
    assert "1 number of these sentences is not linked to a figure" in page
    assert "The ministry&#x27;s own estimate." in page
    assert "Draft" not in page


def test_older_editions_stay_readable_and_say_that_they_were_replaced(signed_in):
    published_with("The first edition says so.")
    second = editions.begun()
    with acting(CONSOLIDATOR) as editor:
        [passage] = Passage.objects.filter(edition=second, text="The first edition says so.")
        passages.write(
            by=editor, edition=second, passage=passage.pk, seen=passage.version,
            text="The second says so.",
        )  # fmt: skip
    editions.signed(second)
    with acting(SECRETARY_GENERAL) as secretary:
        publish(by=secretary, edition=second, files=())
    reader = signed_in(KANDAL_OFFICER)
    assert "The second says so." in reader.get(f"/annual/2020/{SECTION}/").text
    old = reader.get(f"/annual/2020/edition-1/{SECTION}/").text
    assert "The first edition says so." in old
    assert "This edition was replaced" in old
    assert 'href="/annual/2020/edition-1/' in old
    years = reader.get("/annual/").text
    assert "Edition 2, published on" in years
    assert "/annual/2020/edition-1/" in years


def test_the_trace_of_an_edition_uses_its_frozen_figures(signed_in):
    edition = editions.published()
    page = signed_in(CONSOLIDATOR).get("/trace/2020/?figure=direct_publicity.persons&edition=1")
    assert page.context["consolidation"].pk == edition.consolidation_id
    for wrong in ("9", "x", "-1", "99999999999"):
        address = f"/trace/2020/?figure=direct_publicity.persons&edition={wrong}"
        assert signed_in(CONSOLIDATOR).get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_code_in_print_leads_to_its_table_or_figure(signed_in):
    editions.published()
    reader = signed_in(KANDAL_OFFICER)
    assert reader.get("/t/nsp 2020 1 t12")["Location"] == "/trace/table/NSP-2020-1-T12/"
    table = reader.get("/trace/table/NSP-2020-1-T12/")
    lines = table.context["lines"]
    own = [one for one in lines if "@" in one.explained.traced.address.partition(":")[0]]
    assert all("@KH-08" in one.explained.traced.address or "@" in one.query for one in own)
    assert "You see what your own unit gave" in table.text
    code = lines[0].explained.traced.code
    assert reader.get(f"/t/{code}")["Location"].startswith("/trace/2020/?figure=")


def test_the_secretariat_sees_that_every_figure_of_a_table_adds_up(signed_in):
    editions.published()
    page = signed_in(CONSOLIDATOR).get("/trace/table/NSP-2020-1-T12/")
    assert page.context["wrong"] == 0
    assert "add up from their data values" in page.text
    assert page.context["reports"]


@pytest.mark.parametrize("tables", [(1, 12)])
def test_the_queries_of_a_trace_do_not_depend_on_the_table(signed_in, tables):
    editions.published()
    client = signed_in(CONSOLIDATOR)
    counts = []
    for number in tables:
        client.get(f"/trace/table/NSP-2020-1-T{number}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/trace/table/NSP-2020-1-T{number}/")
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= 3, counts
    assert max(counts) < 45


def test_the_list_of_reports_asks_the_same_with_more_editions(signed_in):
    with secretariat():
        pass
    client = signed_in(CONSOLIDATOR)
    client.get("/annual/")
    with CaptureQueriesContext(connection) as before:
        client.get("/annual/")
    editions.published()
    editions.begun()
    with CaptureQueriesContext(connection) as after:
        client.get("/annual/")
    assert len(after) == len(before)
