"""A consolidation opens the edition in work of its period, or refreshes it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction

from reporting.access import NotHere
from reporting.core.queries.editions import in_work
from reporting.document.value import Number, Table
from reporting.editions.reading.queries.readable_editions import reading_of
from reporting.editions.writing.actions import consolidation_jobs, passages
from reporting.editions.writing.actions.beginning import begin
from reporting.kernel.periods import Period
from reporting.models import (
    AuditEvent,
    Consolidation,
    Edition,
    FollowedFigure,
    RenderedFile,
)
from strategies.models import Chart
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    MOSVY_OFFICER,
    REVIEWER,
    SECRETARY_GENERAL,
    accepted,
    acting,
    asked_for,
    secretariat,
)

pytestmark = pytest.mark.usefixtures("year_2020")
CELL = "direct_publicity[forums].females"
YEAR = Period.of_year(2021)
open_editions = import_module("reporting.migrations.0015_one_document").open_editions


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def run(when: int | str) -> Consolidation:
    job = asked_for(when)
    with secretariat():
        made = consolidation_jobs.run(job.pk)
    assert made is not None
    return made


def status(edition: Edition) -> list[tuple[str, int, str, str]]:
    rows = edition.passages.order_by("section", "position")
    return [(row.section, row.position, row.kind, str(row.spec)) for row in rows]


def test_a_consolidation_opens_the_edition_in_the_name_of_who_asked_for_it():
    accepted("KH-08", "committee", "2021", {CELL: 5})
    made = run(2021)
    with acting(CONSOLIDATOR) as consolidator:
        edition = in_work(YEAR.key)
        assert edition is not None
        assert (edition.number, edition.begun_by) == (1, consolidator.user)
        assert edition.passages.exclude(text="").count() == 0  # texts are taken by its writers
        event = AuditEvent.objects.get(action="edition.begin")
        assert (event.by, event.target) == (consolidator.user, f"edition:{edition.pk}")
    with acting(REVIEWER):
        reading = reading_of(YEAR, "en")
        assert (reading.edition, reading.figures) == (edition, made)
        shown = [
            cell.value
            for placed in reading.outlined.tables
            if isinstance(placed.block, Table)
            for row in placed.block.rows
            for cell in row.cells
            if isinstance(cell, Number) and cell.trace == f"{CELL}@KH-08:2021"
        ]
        assert shown == [5]


def test_no_file_is_rendered_that_nobody_asked_for(tmp_path):
    run(2021)
    with secretariat():
        assert not RenderedFile.objects.filter(edition__period_key=YEAR.key).exists()
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]


def test_the_next_consolidation_refreshes_the_edition_in_work():
    accepted("KH-08", "committee", "2021", {CELL: 5})
    run(2021)
    with acting(CONSOLIDATOR) as editor:
        edition = in_work(YEAR.key)
        assert edition is not None
        passages.add_passage(
            by=editor, edition=edition, section="II.B.1.3", after=None, kind="paragraph",
            text=f"{{{{ {CELL} }}}} females came.",
        )  # fmt: skip
    accepted("KH-21", "committee", "2021", {CELL: 6})
    run(2021)
    with acting(CONSOLIDATOR):
        assert [one.pk for one in Edition.objects.filter(period_key=YEAR.key)] == [edition.pk]
        followed = FollowedFigure.objects.get(passage__edition=edition)
        assert (followed.before, followed.after) == ("5", "11")


def test_a_unit_sees_nothing_of_what_a_consolidation_opened():
    run(2021)
    with acting(KANDAL_OFFICER):
        assert not Edition.objects.filter(period_key=YEAR.key).exists()
        with pytest.raises(NotHere):
            reading_of(YEAR, "en")


def test_what_is_in_work_is_downloaded_at_once_by_those_who_read_it(signed_in):
    run(2021)
    address = "/downloads/2021/annual-report.xlsx"
    made = "/editions/2021/1/files/report.xlsx"
    for person in (REVIEWER, CONSOLIDATOR, SECRETARY_GENERAL, "gs.administrator"):
        client = signed_in(person)
        assert client.get(address)["Location"] == made
        assert client.post(f"{made}/making/").status_code == 302
        assert "report.xlsx" in client.get("/downloads/").text
        assert client.get("/annual/2021/").status_code == 200
    for person in (KANDAL_OFFICER, KANDAL_VIEWER, MOSVY_OFFICER):
        client = signed_in(person)
        for closed in (address, made, f"{made}/making/", "/annual/2021/"):
            assert client.get(closed).status_code == 404, (person, closed)
        assert "/editions/2021/" not in client.get("/downloads/").text
    lead = signed_in("wg-just.lead")  # a file holds the sections of every group
    assert lead.get(address).status_code == 403
    assert lead.post(f"{made}/making/").status_code == 403


def test_who_has_left_since_does_not_stop_the_consolidation():
    job = asked_for(2021)
    with secretariat():
        job.requested_by.memberships.all().delete()
        assert consolidation_jobs.run(job.pk) is not None
        assert in_work(YEAR.key) is not None


def test_a_part_of_a_year_has_its_own_edition():
    accepted("KH-08", "committee", "2021-01", {CELL: 5})
    run("2021-Q1")
    with secretariat():
        assert in_work(Period.parse("2021-Q1").key) is not None
        assert in_work(YEAR.key) is None


# What was stored before ---------------------------------------------------------------------------


def test_the_migration_opens_an_edition_of_each_period_as_a_consolidation_does():
    with acting(CONSOLIDATOR) as editor, transaction.atomic():
        begun = status(begin(by=editor, period=Period.of_year(2020)))
        transaction.set_rollback(True)
    with acting(CONSOLIDATOR):
        open_editions(apps, None)
        edition = in_work(202000)
        assert edition is not None
        # Charts that are placed from a later year on had not been declared when this was run.
        later = set(Chart.objects.exclude(placed_from__lte=2020).values_list("code", flat=True))
        assert [
            one for one in status(edition) if not any(code in one[3] for code in later)
        ] == begun
        assert all(one.versions.count() == 1 for one in edition.passages.all())
        assert AuditEvent.objects.filter(action="edition.begin").count() == 1
        open_editions(apps, None)  # a second time there is nothing to do
        assert Edition.objects.filter(period_key=202000).count() == 1
