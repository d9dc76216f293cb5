"""The accepted texts of an edition, what became of each, and how the edition stood at a moment."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.unit_texts import take_in_order
from reporting.editions.writing.queries.history import differences, steps_of, versions_of
from reporting.editions.writing.queries.unit_texts import states_by_section, texts_of
from reporting.editions.writing.queries.worklist import work_list
from reporting.entry.access import access_to_report
from reporting.entry.page.actions import drafts
from reporting.entry.page.actions.draft_changes import EntryText
from reporting.kernel.periods import Period
from reporting.models import Edition, ListEntry, PassageVersion
from reporting.review.actions import approval
from tests import factories
from tests.factories import CONSOLIDATOR, KANDAL_APPROVER, KANDAL_OFFICER, REVIEWER, acting

SECTION = "II.B.1.6"
TABLE = "other_means_text"
PROVINCES = "II.B.1.4"


@pytest.fixture
def edition(year_2020: None) -> Edition:
    with acting(CONSOLIDATOR) as editor:
        return begin(by=editor, period=Period.parse("2020"))


def bullets(edition, section=SECTION):
    return [one for table in texts_of(edition, "en", section) for one in table.bullets]


def states(edition, section=SECTION):
    return [one.state for one in bullets(edition, section)]


def test_the_texts_flow_in_by_table_and_unit_in_the_reports_order(edition):
    with acting(CONSOLIDATOR):
        tables = texts_of(edition, "en", SECTION)
        printed = list(
            ListEntry.objects.filter(
                table__section__code=SECTION, table__kind="narrative", revision__report__year=2020
            )
            .order_by("table__position", "position")
            .values_list("pk", flat=True)
        )
    assert [one.table.code for one in tables] == [
        "broadcasts_text_national", "broadcasts_text_secretariat", "broadcasts_text_provinces",
    ]  # fmt: skip
    assert [one.entry.pk for table in tables for one in table.bullets] == printed
    first, last = tables[0].units[0], tables[2].units[0]
    assert (first.name, first.level) == ("NCCT General Secretariat", "national")
    assert (last.name, last.level) == ("Siem Reap", "sub-national")


def test_what_was_used_left_and_not_yet_is_told_apart(edition):
    with acting(CONSOLIDATOR) as editor:
        first, second, *rest = [one.entry.pk for one in bullets(edition)]
        [made] = take_in_order(by=editor, edition=edition, section=SECTION, entries=[first])
        passages.leave(by=editor, edition=edition, entries=[second], reason="Said above.")
        used, left, *others = bullets(edition)
        assert used.state == "used"
        assert [one.passage_id for one in used.uses] == [made.pk]
        assert left.state == "left"
        assert left.left is not None
        assert (left.left.reason, left.left.by.username) == ("Said above.", CONSOLIDATOR)
        assert {one.state for one in others} == {"unused"}
        assert len(others) == len(rest)
        counted = states_by_section(edition)
        assert counted[SECTION, "used"] == counted[SECTION, "left"] == 1
        assert counted[SECTION, "unused"] == len(rest)
        passages.take_out(by=editor, edition=edition, passage=made.pk, seen=1)
        assert states(edition)[0] == "unused"


def test_the_number_of_queries_is_always_the_same(edition):
    with acting(CONSOLIDATOR) as editor:
        wanted = [one.entry.pk for one in bullets(edition)]
        take_in_order(by=editor, edition=edition, section=SECTION, entries=wanted[:1])
        with CaptureQueriesContext(
            connection,
        ) as one:
            texts_of(edition, "en", SECTION)
            work_list(edition, "en")
        take_in_order(by=editor, edition=edition, section=SECTION, entries=wanted[1:])
        passages.leave(
            by=editor, edition=edition, entries=[bullets(edition, "IV.A")[0].entry.pk],
            reason="Said above.",
        )  # fmt: skip
        with CaptureQueriesContext(connection) as many:
            texts_of(edition, "en", SECTION)
            work_list(edition, "en")
    assert len(many) == len(one) <= 28


def said_again(text: str | None) -> None:
    """Kandal's annual committee report is accepted once more: with this text in the place of its
    only one about other means of publicity, or without it."""
    place = ("KH-08", "committee", "2020")
    factories.reopened(*place)
    with acting(KANDAL_OFFICER):
        officer, opened = factories.begin(*place)
        [old] = ListEntry.objects.filter(revision=opened.revision, table__code=TABLE)
        if text:
            kept = EntryText(position=old.position, title=old.title, text=text)
            drafts.save_entries(by=officer, access=opened, entries={(TABLE, old.key): kept})
        else:
            old.delete()
        factories.answered(officer, opened)
    factories.handed_over(*place)
    for person, step in ((KANDAL_APPROVER, approval.submit), (REVIEWER, approval.accept)):
        with acting(person) as actor:
            found = access_to_report(actor, unit=place[0], data_set=place[1], period=place[2])
            step(by=actor, access=found)


def of_kandal(edition):
    return [
        one for one in bullets(edition, PROVINCES) if one.entry.organisation_unit.code == "KH-08"
    ]


def test_a_text_that_was_accepted_again_shows_both_wordings(edition):
    with acting(CONSOLIDATOR) as editor:
        [taken] = of_kandal(edition)
        take_in_order(by=editor, edition=edition, section=PROVINCES, entries=[taken.entry.pk])
    said_again("Kandal spoke on the radio.")
    with acting(CONSOLIDATOR):
        [now] = of_kandal(edition)
    assert now.state == "changed"
    assert now.is_new
    assert now.words == "Kandal spoke on the radio."
    assert now.taken_words == taken.words
    with acting(CONSOLIDATOR) as editor:
        passages.merge_into(
            by=editor, edition=edition, passage=now.uses[0].passage_id, entries=[now.entry.pk]
        )
        [settled] = of_kandal(edition)
    assert settled.state == "used"


def test_a_text_that_is_not_accepted_any_more_is_withdrawn(edition):
    with acting(CONSOLIDATOR) as editor:
        [taken] = of_kandal(edition)
        take_in_order(by=editor, edition=edition, section=PROVINCES, entries=[taken.entry.pk])
    said_again(None)
    with acting(CONSOLIDATOR):
        [now] = of_kandal(edition)
    assert now.state == "withdrawn"
    assert now.words == taken.words


def test_the_work_list_counts_what_is_left_to_do(edition):
    with acting(CONSOLIDATOR) as editor:
        before = work_list(edition, "en")
        passages.add_passage(
            by=editor, edition=edition, section="I", after=None, kind="paragraph",
            text="There were 278 courses in 2020, {{ = 12 | counted by hand }} in Kandal.",
        )  # fmt: skip
        after = work_list(edition, "en")
    line = next(one for one in after.lines if one.section.code == "I")
    assert (line.texts, line.typed, line.unused) == (1, 1, 4)
    assert line.by is not None
    assert line.by.username == CONSOLIDATOR
    assert after.texts == before.texts + 1
    assert after.next is not None
    assert after.next.section.code == "I"


def test_the_history_says_what_was_done_and_how_it_stood_then(edition):
    with acting(CONSOLIDATOR) as editor:
        made = passages.add_passage(
            by=editor, edition=edition, section="I", after=None, kind="paragraph", text="One."
        )
        moment = PassageVersion.objects.latest("pk").pk
        passages.write(by=editor, edition=edition, passage=made.pk, seen=1, text="Two.")
        passages.take_out(by=editor, edition=edition, passage=made.pk, seen=2)
        passages.bring_back(by=editor, edition=edition, passage=made.pk, seen=3, version=1)
        steps = steps_of(list(versions_of(edition, section="I")))
        assert [one.what for one in steps] == ["restored", "taken_out", "rewritten", "made"]
        assert [(one.kind, one.text) for one in steps[2].changes] == [
            ("removed", "One"), ("added", "Two"), ("same", "."),
        ]  # fmt: skip
        assert differences(edition, "en", "I", moment, 0) == []
        [change] = differences(edition, "en", "I", 0, moment + 1)
    assert (change.passage, change.state) == (made.pk, "new")
    assert change.changes[0].text == "Two."
