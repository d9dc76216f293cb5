"""The annual report on the screen."""

import re

from django.urls import reverse

from reporting.editions.publishing.actions.rendered_files import render
from reporting.models import Edition
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, REVIEWER, consolidated, secretariat

SECTION = "/annual/2020/II.B.1.3/"


def test_the_contents_name_every_section_table_and_chart(signed_in, edition):
    page = signed_in(REVIEWER).get("/annual/2020/").text
    assert "B.1.3" in page
    assert f"{SECTION}#direct_publicity" in page
    assert "Comparison of Offences of Human Trafficking" in page


def test_a_section_shows_its_table_with_links_to_traces(signed_in, edition):
    page = signed_in(REVIEWER).get(SECTION).text
    assert re.search(r'<tr class="total">.*?6,147,930', page, re.S)
    assert "figure=direct_publicity%5Bpublicity%5D.times%40KH-08%3A2020" in page
    assert 'href="#note-' in page
    assert 'id="note-' in page


def test_sections_lead_to_their_neighbours(signed_in, edition):
    page = signed_in(REVIEWER).get(SECTION).text
    assert re.search(r'rel="prev" href="/annual/2020/II.B.1.2/"', page)
    assert re.search(r'rel="next" href="/annual/2020/II.B.1.4/"', page)


def test_every_section_has_its_page(signed_in, edition):
    client = signed_in(REVIEWER)
    contents = client.get("/annual/2020/").text
    addresses = set(re.findall(r'href="(/annual/2020/[^"#]+/)"', contents))
    assert len(addresses) > 50
    assert {client.get(one).status_code for one in addresses} == {200}


def test_a_section_that_there_is_not_is_not_found(signed_in, edition):
    assert signed_in(REVIEWER).get("/annual/2020/IX.Z/").status_code == 404
    assert signed_in(REVIEWER).get("/annual/1999/").status_code == 404


def test_a_unit_opens_its_own_figures_and_the_nations(signed_in, published):
    page = signed_in(KANDAL_OFFICER).get(SECTION).text
    assert "direct_publicity.persons%40KH-08%3A2020" in page
    assert "direct_publicity.persons%3A2020" in page
    assert "%40KH-21%3A2020" not in page


def test_the_khmer_reader_gets_the_khmer_document(signed_in, edition):
    client = signed_in(REVIEWER)
    client.cookies["django_language"] = "km"
    page = client.get(SECTION)
    assert "ភ្នំពេញ" in page.text
    assert 'lang="km"' in page.text


def test_a_page_takes_few_queries_and_parses_the_document_once(
    signed_in, published, django_assert_max_num_queries
):
    client = signed_in(REVIEWER)
    client.get(SECTION)
    with django_assert_max_num_queries(13):
        client.get(SECTION)


def test_everybody_reads_the_published_edition_whatever_was_added_up_since(signed_in, published):
    consolidated(2020)
    for person in (CONSOLIDATOR, KANDAL_OFFICER):
        assert "Edition 1, published on" in signed_in(person).get("/annual/2020/").text


def test_a_unit_downloads_the_same_file_as_the_secretariat(
    signed_in, published, settings, tmp_path
):
    settings.VAR_DIR = tmp_path
    with secretariat():
        render(Edition.objects.get(), "en", "figures.csv")
    url = reverse("reporting:download", args=[2020, "figures.csv"])
    own = b"".join(signed_in(KANDAL_OFFICER).get(url, follow=True).streaming_content)
    assert own == b"".join(signed_in(REVIEWER).get(url, follow=True).streaming_content)
    assert b"KH-21" in own


def test_discrepancies_are_for_the_units_once_they_are_published(
    signed_in, published, settings, tmp_path
):
    settings.VAR_DIR = tmp_path
    client = signed_in(KANDAL_OFFICER)
    answer = client.get("/downloads/2020/discrepancies.csv")
    assert answer["Location"] == "/editions/2020/1/files/discrepancies.csv"
    assert "discrepancies.csv" in client.get("/downloads/").text


def test_discrepancies_of_what_is_in_work_are_not_for_the_units(signed_in, edition):
    client = signed_in(KANDAL_OFFICER)
    assert client.get("/downloads/2020/discrepancies.csv").status_code in (403, 404)
    assert "discrepancies.csv" not in client.get("/downloads/").text
