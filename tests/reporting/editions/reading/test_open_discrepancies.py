"""What nobody has explained is printed in a published edition, and read there by whoever reads it;
the workspace in which it is resolved is the Secretariat's."""

import csv
import io
import json
import re
from collections import Counter

import pytest

from reporting.editions.publishing.actions.rendered_files import path_of, render
from reporting.models import Edition
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, REVIEWER, secretariat

PAGE = "/annual/2020/discrepancies/"
FILE = "/editions/2020/1/files/discrepancies.csv?language=en"
REPEATS = "Mondulkiri repeats Phnom Penh"
LEAD = "wg-just.lead"
OPEN = "This is not explained yet."


def test_a_unit_reads_them_in_the_published_edition(signed_in, published):
    client = signed_in(KANDAL_OFFICER)
    contents = client.get("/annual/2020/").text
    assert f'href="{PAGE}"' in contents
    page = client.get(PAGE)
    assert page.status_code == 200
    assert REPEATS in page.text
    assert "Not explained yet" in page.text
    assert client.get("/annual/2020/edition-1/discrepancies/").status_code == 200
    note = re.search(r'href="(/annual/2020/II.B.1.3/)#(note-\d+)"', page.text)
    assert note
    section = client.get(note[1]).text
    assert OPEN in section
    assert f'id="{note[2]}" class="note-open"' in section
    assert section.count(f'href="#{note[2]}"') >= 1


def test_the_row_that_repeats_another_is_marked_on_its_page(signed_in, published):
    page = signed_in(KANDAL_OFFICER).get("/annual/2020/II.B.1.3/").text
    [number] = re.findall(rf'id="note-(\d+)"[^>]*>.{{1,90}}{REPEATS}', page, re.S)
    rows = re.findall(r"<tr>.*?</tr>", page, re.S)
    marked = [row for row in rows if f'href="#note-{number}"' in row]
    assert len(marked) == 2
    assert ["Phnom Penh" in row for row in marked] == [True, False]
    assert ["Mondulkiri" in row for row in marked] == [False, True]


@pytest.mark.parametrize("person", [KANDAL_OFFICER, REVIEWER])
def test_their_file_is_for_whoever_reads_the_edition(signed_in, published, person):
    with secretariat():
        render(Edition.objects.get(), "en", "discrepancies.csv")
    client = signed_in(person)
    answer = client.get(FILE)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert any(row["state"] == "open" for row in csv.DictReader(io.StringIO(text)))
    assert "discrepancies.csv" in client.get("/editions/2020/1/files/").text


def test_the_workspace_stays_the_secretariats(signed_in, published):
    client = signed_in(KANDAL_OFFICER)
    for place in ("/discrepancies/2020/", "/editions/2020/1/discrepancies/"):
        assert client.get(place).status_code in (403, 404), place


def test_of_a_draft_a_unit_reads_nothing(signed_in, edition):
    client = signed_in(KANDAL_OFFICER)
    for place in (PAGE, FILE):
        assert client.get(place).status_code in (403, 404), place
    assert signed_in(CONSOLIDATOR).get(PAGE).status_code == 200


def test_of_a_draft_a_lead_reads_those_of_the_groups_sections(signed_in, edition):
    everything = signed_in(CONSOLIDATOR).get(PAGE).text
    assert REPEATS in everything
    page = signed_in(LEAD).get(PAGE)
    assert page.status_code == 200
    sections = set(re.findall(r'href="/annual/2020/([IV][^"/]*)/', page.text))
    assert sections
    assert sections < set(re.findall(r'href="/annual/2020/([IV][^"/]*)/', everything))
    assert all(one.startswith(("II.A", "II.C.2")) for one in sections), sections
    assert REPEATS not in page.text


def test_an_address_that_leads_to_no_report_is_not_found(signed_in, published):
    client = signed_in(REVIEWER)
    assert client.get("/annual/2019/discrepancies/").status_code == 404
    assert client.get("/annual/2020/edition-9/discrepancies/").status_code == 404


def test_the_figures_as_data_say_which_of_them_are_not_explained(published):
    with secretariat():
        edition = Edition.objects.get()
        figures = path_of(render(edition, "en", "figures.csv")).read_text("utf-8-sig")
        told = json.loads(path_of(render(edition, "en", "figures.json")).read_text())
    doubted = [row for row in csv.DictReader(io.StringIO(figures)) if row["not_explained"]]
    repeated = [row for row in doubted if REPEATS in row["not_explained"]]
    assert {row["organisation_unit_name"] for row in repeated} == {"Mondulkiri", "Phnom Penh"}
    assert len(repeated) == 12
    assert all(row["not_explained"].endswith(OPEN) for row in doubted)
    assert len(doubted) == sum(bool(row["not_explained"]) for row in told["figures"])
    assert len(doubted) < len(told["figures"]) / 10
    states = Counter(row["status"] for row in told["figures"])
    assert states == Counter(row["status"] for row in csv.DictReader(io.StringIO(figures)))
    # It was published with what nobody had explained, for a reason: nothing of it is just doubted.
    assert states["kept"] >= len(repeated)
    assert states["sound"] > 10 * states["kept"]
    assert not states["doubted"]
    assert [one["role"] for one in told["signatories"]] == [
        "Reviewer", "Consolidator", "Secretary General",
    ]  # fmt: skip


def test_who_signed_stands_beside_the_contents(signed_in, published):
    page = signed_in(KANDAL_OFFICER).get("/annual/2020/").text
    signed = page.partition('id="signed"')[2].partition("</section>")[0]
    assert re.findall(r"<dd>([^,]+), ", signed) == ["Reviewer", "Consolidator", "Secretary General"]
    assert len(re.findall(r"\d{4}</dd>", signed)) == 3
