"""The page of what changed since publication, for the Secretariat and for a unit."""

import pytest

from provinces.models import User
from tests import editions
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, accepted, consolidated, reopened
from tests.portal.permission_portal import BACKEND

COMPARE = "/editions/2020/1/compare/"


@pytest.fixture
def changed(year_2020):
    """Edition 1 is published; then Kandal's report of 2020 changes."""
    editions.published()
    reopened("KH-08", "committee", "2020")
    accepted("KH-08", "committee", "2020", {"returning_workers.returnees": 2040})
    consolidated(2020)


def as_(client, username):
    client.force_login(User.objects.get(username=username), BACKEND)
    return client


def words_of(response):
    return " ".join(response.content.decode().split())


def test_since_publication_figure_by_figure_and_why(changed, client):
    said = words_of(as_(client, CONSOLIDATOR).get(COMPARE))
    assert "From “Edition 1” to “Today”." in said
    assert "<strong>3</strong> figures differ" in said
    assert "129,420" in said and "129,520" in said and "+100" in said
    assert "Kandal, Provincial committee report, 2020: revision 2 instead of 1" in said
    assert "/trace/2020/?figure=returning_workers.returnees%3A2020" in said


def test_everything_as_csv(changed, client):
    response = as_(client, CONSOLIDATOR).get("/editions/2020/1/compare.csv?with=today")
    assert response["Content-Type"].startswith("text/csv")
    said = response.content.decode("utf-8-sig")
    lines = [line for line in said.splitlines() if line.startswith("Figure,")]
    assert len(lines) == 3
    assert any("Kandal" in line and ",1940,2040,100,5.2," in line for line in lines)


def test_a_draft_beside_the_published_edition(changed, client):
    editions.begun()
    said = words_of(as_(client, CONSOLIDATOR).get("/editions/2020/2/compare/"))
    assert "From “Edition 1” to “Draft of edition 2”." in said
    assert "<strong>3</strong> figures differ" in said


def test_a_unit_reads_what_is_published_and_no_draft(changed, client):
    editions.begun()
    officer = as_(client, KANDAL_OFFICER)
    said = words_of(officer.get(COMPARE))
    assert "There is nothing to compare yet" in said
    assert officer.get(f"{COMPARE}?with=today").status_code == 404
    assert officer.get(f"{COMPARE}?with=2").status_code == 404
    assert officer.get("/editions/2020/2/compare/").status_code == 404


def test_a_unit_compares_two_published_editions(changed, client):
    with_two = editions.published()
    assert with_two.number == 2
    said = words_of(as_(client, KANDAL_OFFICER).get(COMPARE))
    assert "From “Edition 1” to “Edition 2”." in said
    assert "129,520" in said
    assert "revision 2 instead of 1" in said  # its own report
