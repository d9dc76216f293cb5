"""Comments on national reports had a table of their own: they move, and nothing of them is lost."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from reporting import migrations
from reporting.entry.access import access_to_report
from reporting.models import AuditEvent, Comment, Edition, Notice
from reporting.notices.actions import notices
from reporting.review.actions import comments
from reporting.review.actions.comments import OfEdition, OfReport
from reporting.review.queries.comments import CommentPlace, threads_of
from tests import editions
from tests.conftest import migrate
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, REVIEWER, acting, secretariat

BEFORE, AFTER = "0013_plain_words", "0014_one_comment"
NEWEST = max(path.stem for path in Path(migrations.__path__[0]).glob("0*.py"))
LEAD = "wg-just.lead"  # of no section of chapter I
REMARKS = (
    "SELECT c.id, p.id, c.section, c.text, u.username, c.at, s.username, c.settled_at "
    "FROM reporting_editioncomment c JOIN provinces_user u ON u.id = c.by_id "
    "LEFT JOIN provinces_user s ON s.id = c.settled_by_id "
    "LEFT JOIN reporting_editioncomment p ON p.id = c.parent_id ORDER BY c.id"
)


def stored(query: str) -> list[tuple[Any, ...]]:
    with secretariat(), connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def test_what_was_said_of_editions_moves(cloned_2020):
    edition = editions.begun()
    with acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit="KH-08", data_set="committee", period="2020")
        comments.say(OfReport(found), text="Of the report.", place=CommentPlace(table="materials"))
        passage = edition.passages.filter(section="II.B.1.3").earliest("position").pk
        subject = OfEdition(reviewer, edition)
        first = comments.say(subject, text="How many?", place=CommentPlace(passage=passage))
        comments.say(subject, text="Short.", place=CommentPlace(section="I"))
    with acting(CONSOLIDATOR) as consolidator:
        subject = OfEdition(consolidator, edition)
        comments.answer(subject, thread=first.pk, text="Twelve.")
        comments.resolve(subject, thread=first.pk)
    with secretariat():
        notices.tell_of_events()
        told = Notice.objects.filter(kind="remark").count()
        assert told
        of_reports = Comment.objects.filter(edition=None).count()

    migrate(cloned_2020, BEFORE)

    asked, short, answer = remarks = stored(REMARKS)
    assert [one[3] for one in remarks] == ["How many?", "Short.", "Twelve."]
    assert [one[1] for one in remarks] == [None, None, asked[0]]
    assert (asked[4], asked[6], answer[4]) == (REVIEWER, CONSOLIDATOR, CONSOLIDATOR)
    with secretariat():
        keys = set(Notice.objects.filter(kind="remark").values_list("key", flat=True))
        assert keys == {f"remark:{short[0]}"}
    with acting(REVIEWER) as reviewer:
        audit = AuditEvent.objects.create(
            action="edition.comment", target=f"edition:{edition.pk}", by=reviewer.user,
            detail={"comment": short[0], "section": "I"},
        )  # fmt: skip

    migrate(cloned_2020, AFTER)
    migrate(cloned_2020, NEWEST)  # the models are those of today

    with secretariat():
        moved = Comment.objects.filter(edition=edition).order_by("pk")
        assert [
            (one.text, one.section, one.by.username, one.at, one.resolved_at) for one in moved
        ] == [(text, section, by, at, until) for _, _, section, text, by, at, _, until in remarks]
        threads = threads_of(edition)
        assert [[one.text for one in thread.comments] for thread in threads] == [
            ["How many?", "Twelve."],
            ["Short."],
        ]
        assert threads[0].first.passage_id == passage
        assert str(threads[0].first.resolved_by) == CONSOLIDATOR
        assert Comment.objects.filter(edition=None).count() == of_reports
        now = threads[1].first.pk
        assert set(Notice.objects.filter(kind="remark").values_list("key", flat=True)) == {
            f"comment:{now}"
        }
        notices.tell_of_events()
        assert Notice.objects.filter(kind="remark").count() == told
        audit.refresh_from_db()
        assert audit.detail == {"comment": now, "comment_was": short[0], "section": "I"}
    with acting(REVIEWER) as reviewer:
        later = comments.say(OfEdition(reviewer, edition), text="And this.")
        assert later.pk > now
    seen_as_before(edition)


def seen_as_before(edition: Edition) -> None:
    """By a unit nothing, by a lead what stands in the sections of the group."""
    with acting(KANDAL_OFFICER):
        assert not Comment.objects.filter(report=None).exists()
    with acting(LEAD):
        assert not Comment.objects.filter(edition=edition, section__in=["", "I"]).exists()
        assert not Comment.objects.filter(report__isnull=False, table="materials").exists()


def test_a_comment_is_on_a_report_or_on_an_edition(year_2020):
    edition = editions.begun()
    with acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit="KH-08", data_set="committee", period="2020")
        whole = OfReport(found).columns()
        for columns in ({}, whole | {"edition": edition}, {"report": found.report}):
            with pytest.raises(IntegrityError, match="comment_on_a_report"), transaction.atomic():
                Comment.objects.create(**columns, text="Of what?", by=reviewer.user)
