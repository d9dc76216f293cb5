"""A sentence follows its figure when a consolidation changes it, and its last editor is told."""

import pytest

from reporting.access import Refused
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.following import mark_seen
from reporting.editions.writing.queries.section_workspace import followed_of
from reporting.kernel.periods import Period
from reporting.models import Edition, FollowedFigure, Notice
from reporting.notices.actions import notices
from reporting.notices.queries.notice_words import worded
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    REVIEWER,
    accepted,
    acting,
    consolidated,
    reopened,
    secretariat,
)

CELL = "direct_publicity[publicity].times"
KANDAL = f"{CELL}@KH-08"
TEXT = "Kandal: {{ " + KANDAL + " }} times, {{ direct_publicity.persons }} persons in all."


@pytest.fixture
def edition(year_2020: None) -> Edition:
    with acting(CONSOLIDATOR) as editor:
        made = begin(by=editor, period=Period.parse("2020"))
        passages.add_passage(
            by=editor, edition=made, section="II.B.1.3", after=None, kind="paragraph", text=TEXT
        )
    return made


def change_kandal(number: int):
    reopened("KH-08", "committee", "2020")
    accepted("KH-08", "committee", "2020", {CELL: number})
    return consolidated(2020)


def test_what_it_showed_and_shows_is_kept_once(edition):
    made = change_kandal(8386)
    with secretariat():
        rows = FollowedFigure.objects.all()
        assert [(row.reference, row.after) for row in rows] == [(KANDAL, "8,386")]
        assert rows[0].consolidation == made
        assert rows[0].before != rows[0].after
        [[followed]] = followed_of(edition).values()
        assert followed.after == "8,386"
    consolidated(2020)  # the same figures again
    with secretariat():
        assert FollowedFigure.objects.count() == 1


def test_its_last_editor_is_told_once_and_led_to_the_numbers(edition):
    with acting(REVIEWER) as reviewer:
        passage = edition.passages.exclude(text="").get()
        passages.write(by=reviewer, edition=edition, passage=passage.pk, seen=1, text=TEXT + " So.")
    change_kandal(8386)
    with secretariat():
        notices.tell_of_events()
        notices.tell_of_events()
        told = Notice.objects.get(kind=Notice.Kind.FOLLOWED)
        assert told.recipient == reviewer.user
        [words] = worded([told])
    assert words.sentence.startswith("1 figure in your sentences of the national report of 2020")
    assert "8,386" in words.quote
    assert words.page == ("edition_numbers", "2020", 1)


def test_seen_is_seen(edition):
    change_kandal(8386)
    with acting(REVIEWER) as reviewer:
        assert mark_seen(by=reviewer, edition=edition) == 1
        assert mark_seen(by=reviewer, edition=edition) == 0
        assert followed_of(edition) == {}
        notices.tell_of_events()
        assert not Notice.objects.filter(kind=Notice.Kind.FOLLOWED).exists()
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Refused):
        mark_seen(by=officer, edition=edition)


def test_a_report_without_an_edition_follows_nothing(year_2020):
    change_kandal(8386)
    with secretariat():
        assert not FollowedFigure.objects.exists()
