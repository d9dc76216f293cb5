"""What is published is one thing for good: nobody changes it, and the next edition takes its
place."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from reporting.access import Overtaken
from reporting.document.json_files import to_json
from reporting.document.value import Bullet
from reporting.editions.publishing.actions.publication import publish
from reporting.editions.publishing.actions.rendered_files import render
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.kernel.periods import Period
from reporting.models import (
    Consolidation,
    Edition,
    EditionDocument,
    LeftBullet,
    ListEntry,
    Passage,
    PassageSource,
    PassageVersion,
    RenderedFile,
    SignOff,
)
from tests.editions import begun, published, sentence, signed
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    REVIEWER,
    SECRETARY_GENERAL,
    accepted,
    acting,
    consolidated,
    reopened,
    secretariat,
)

SECTION = "II.B.1.2"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def said(edition: Edition) -> str:
    """The first words of the section, in the secretariat's scope."""
    block = shown_document(edition, "en").section(SECTION).blocks[0]
    assert isinstance(block, Bullet)
    return block.text


def statements(edition: Edition) -> dict[str, list[str]]:
    """By table: what somebody might try."""
    one = f"edition_id = {edition.pk}"
    part = f"passage_id IN (SELECT id FROM reporting_passage WHERE {one})"
    return {
        "edition": [
            f"UPDATE reporting_edition SET reason = 'x' WHERE id = {edition.pk}",
            f"UPDATE reporting_edition SET state = 'writing', published_at = NULL, "
            f"published_by_id = NULL WHERE id = {edition.pk}",
            f"DELETE FROM reporting_edition WHERE id = {edition.pk}",
        ],
        "passage": [
            f"UPDATE reporting_passage SET text = 'x' WHERE {one}",
            f"DELETE FROM reporting_passage WHERE {one}",
            "INSERT INTO reporting_passage (edition_id, section, position, kind, level, label, "
            "text, spec, removed, version, changed_at, changed_by_id) SELECT edition_id, section, "
            "position, kind, level, label, text, spec, removed, version, changed_at, "
            f"changed_by_id FROM reporting_passage WHERE {one}",
        ],
        "passageversion": [
            f"DELETE FROM reporting_passageversion WHERE {part}",
            "INSERT INTO reporting_passageversion (passage_id, number, section, position, kind, "
            "level, label, text, spec, removed, at, by_id) SELECT passage_id, number + 100, "
            "section, position, kind, level, label, text, spec, removed, at, by_id "
            f"FROM reporting_passageversion WHERE {part}",
        ],
        "passagesource": [
            f"UPDATE reporting_passagesource SET at = now() WHERE {part}",
            f"DELETE FROM reporting_passagesource WHERE {part}",
        ],
        "leftbullet": [
            f"UPDATE reporting_leftbullet SET reason = 'x' WHERE {one}",
            f"DELETE FROM reporting_leftbullet WHERE {one}",
        ],
        "editiondocument": [
            f"UPDATE reporting_editiondocument SET document = '{{}}' WHERE {one}",
            f"DELETE FROM reporting_editiondocument WHERE {one}",
        ],
        "signoff": [
            f"UPDATE reporting_signoff SET words = 'x' WHERE {one}",
            f"DELETE FROM reporting_signoff WHERE {one}",
        ],
        "renderedfile": [
            f"UPDATE reporting_renderedfile SET digest = 'x' WHERE {one}",
            f"DELETE FROM reporting_renderedfile WHERE {one}",
        ],
        "consolidation": [
            f"UPDATE reporting_consolidation SET digest = 'x' WHERE id = {edition.consolidation_id}"
        ],
        "figure": [
            f"UPDATE reporting_figure SET value = 1 WHERE consolidation_id = "
            f"{edition.consolidation_id}",
            f"DELETE FROM reporting_figure WHERE consolidation_id = {edition.consolidation_id}",
            "INSERT INTO reporting_figure (consolidation_id, kind, cell_id, period_key, value, "
            "received, expected, revision_ids) SELECT consolidation_id, 'x', cell_id, period_key, "
            "value, received, expected, revision_ids FROM reporting_figure WHERE "
            f"consolidation_id = {edition.consolidation_id} LIMIT 1",
        ],
        "discrepancy": [
            f"DELETE FROM reporting_discrepancy WHERE consolidation_id = {edition.consolidation_id}"
        ],
    }


def changed(statement: str) -> int:
    """How many rows it changed as the Secretariat, who may most."""
    with secretariat(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


REFUSALS = ("never change", "permission denied", "row-level security")


def attempted(statement: str) -> str:
    try:
        count = changed(statement)
    except DatabaseError as error:
        return "refused" if any(one in str(error) for one in REFUSALS) else str(error)
    return f"{count} rows" if count else "no row"


def full_edition() -> Edition:
    """With a row in each of its tables."""
    edition = begun()
    with acting(CONSOLIDATOR) as editor:
        entries = list(
            ListEntry.objects.filter(
                table__section__code=SECTION, revision__report__year=2020
            ).values_list("pk", flat=True)[:2]
        )
        passages.take(by=editor, edition=edition, section=SECTION, entries=entries[:1])
        passages.leave(by=editor, edition=edition, entries=entries[1:], reason="Said above.")
    signed(edition)
    with acting(SECRETARY_GENERAL) as secretary:
        return publish(by=secretary, edition=edition, files=("discrepancies.csv",))


def test_nothing_of_it_changes_any_more_not_even_by_sql(year_2020):
    edition = full_edition()
    with secretariat():
        models = (Passage, PassageVersion, PassageSource, LeftBullet, EditionDocument, SignOff)
        before = [list(model.objects.order_by("pk").values()) for model in models]
        assert all(before)
    for table, attempts in statements(edition).items():
        for attempt in attempts:
            assert attempted(attempt) in ("refused", "no row"), (table, attempt)
    with secretariat():
        after = [list(model.objects.order_by("pk").values()) for model in models]
        assert after == before
        assert Edition.objects.get(pk=edition.pk).manifest == edition.manifest


def test_an_edition_that_is_written_does_change(year_2020):
    """The control."""
    edition = begun()
    with secretariat():
        edition.consolidation_id = Consolidation.objects.get(year=2020).pk
    assert changed(statements(edition)["passage"][0]) > 50
    assert changed(statements(edition)["edition"][0]) == 1


def test_a_published_edition_is_not_published_again(year_2020):
    edition = published()
    with acting(SECRETARY_GENERAL) as secretary, pytest.raises(Overtaken, match="already"):
        publish(by=secretary, edition=edition)


def test_later_figures_do_not_reach_it(year_2020):
    edition = begun()
    sentence(edition, SECTION, "In all {{ direct_publicity.persons }} people were reached.")
    signed(edition)
    with acting(SECRETARY_GENERAL) as secretary:
        publish(by=secretary, edition=edition, files=())
    with secretariat():
        before = to_json(shown_document(edition, "en").document)
        shown = said(edition)
    reopened("KH-08", "committee", "2020")
    accepted("KH-08", "committee", "2020", {"direct_publicity[forums].persons": 123_456})
    consolidated(2020)
    second = begun()
    with secretariat():
        draft = said(second)
        edition.refresh_from_db()
        assert to_json(shown_document(edition, "en").document) == before
    assert second.number == 2
    assert draft.startswith("In all ")
    assert draft != shown


def test_the_second_edition_takes_its_place_and_both_stay(year_2020):
    first = published()
    second = begun()
    assert second.basis == first
    sentence(second, SECTION, "It was more.")
    signed(second)
    with acting(SECRETARY_GENERAL) as secretary:
        publish(by=secretary, edition=second, files=())
    with acting(KANDAL_OFFICER):
        seen = list(Edition.objects.order_by("number").values_list("number", flat=True))
        assert seen == [1, 2]
        assert "It was more." not in str(to_json(shown_document(first, "en").document))
        second.refresh_from_db()
        assert "It was more." in str(to_json(shown_document(second, "en").document))
    with acting(REVIEWER) as reviewer:
        assert begin(by=reviewer, period=Period.parse("2020")).number == 3


def test_what_was_rendered_is_served_again(year_2020):
    edition = published(files=("discrepancies.csv",))
    with secretariat():
        again = render(Edition.objects.get(pk=edition.pk), "en", "discrepancies.csv")
        assert again.digest in [one["sha256"] for one in (edition.manifest or {})["files"]]
        assert RenderedFile.objects.filter(name="discrepancies.csv", language="en").count() == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            RenderedFile.objects.create(
                edition=edition, language="en", name="discrepancies.csv", stamp=again.stamp,
                digest="x", size=1,
            )  # fmt: skip


def test_whoever_writes_while_it_is_published_is_told_so(year_2020):
    stale = begun()
    made = sentence(stale, SECTION, "One.")
    signed(stale)
    with acting(SECRETARY_GENERAL) as secretary:
        publish(by=secretary, edition=Edition.objects.get(pk=stale.pk), files=())
    assert not stale.is_published  # as it was read before
    with acting(CONSOLIDATOR) as editor:
        with pytest.raises(Overtaken, match="published"):
            passages.write(by=editor, edition=stale, passage=made.pk, seen=1, text="Two.")
        with pytest.raises(Overtaken, match="published"):
            sentence(stale, SECTION, "One more.")
        assert Passage.objects.get(section=SECTION, kind="bullet").text == "One."
