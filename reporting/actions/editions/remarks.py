"""Say something of an edition: of a sentence, a table, a section or the whole of it; answer it,
settle it. Nothing is taken away: who said what and when stays."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, require
from reporting.access_errors import NotHere, Overtaken, Refused
from reporting.actions.audit import record
from reporting.models import Edition, EditionComment, Passage
from reporting.queries.editions.remarks import Reader, settle_refusal
from reporting.queries.working_groups import groups_of, groups_of_sections
from strategies.models import Section, Table
from strategies.models.labels import in_year

LONGEST = 4000


def reader_of(actor: Actor, edition: Edition) -> Reader:
    """What this person may do with the comments on the edition."""
    return Reader(
        person=actor.user.pk,
        speaks=actor.may(Permission.EDITION_COMMENT) and not edition.is_published,
        settles=actor.may(Permission.EDITION_WRITE),
        group=actor.led_group,
    )


@transaction.atomic
def say(
    *,
    by: Actor,
    edition: Edition,
    text: str,
    section: str = "",
    passage: int | None = None,
    table: str = "",
) -> EditionComment:
    """Begins a thread. A passage and a table say themselves in which section they stand; with
    nothing named it is about the whole edition."""
    _commentable(by, edition)
    if passage is not None:
        row = Passage.objects.filter(edition=edition, pk=passage).first()
        if row is None:
            raise NotHere
        section, table = row.section, str(row.spec.get("table", ""))
    elif table:
        found = Table.objects.filter(in_year(edition.year), code=table)
        section = found.values_list("section__code", flat=True).first() or ""
        if not section:
            raise NotHere
    elif section and not Section.objects.filter(in_year(edition.year), code=section).exists():
        raise NotHere
    _refuse_elsewhere(by, section)
    return _keep(by, edition, text, section=section, passage_id=passage, table=table)


@transaction.atomic
def answer(*, by: Actor, edition: Edition, thread: int, text: str) -> EditionComment:
    """An answer re-opens nothing: who asked says when it is settled."""
    first = _thread(by, edition, thread)
    return _keep(
        by, edition, text, section=first.section, passage_id=first.passage_id, table=first.table,
        parent=first,
    )  # fmt: skip


@transaction.atomic
def settle(*, by: Actor, edition: Edition, thread: int) -> EditionComment:
    first = _own_thread(by, edition, thread)
    moved = EditionComment.objects.filter(pk=first.pk, settled_at=None).update(
        settled_at=timezone.now(), settled_by=by.user
    )
    if not moved:
        raise Overtaken(_("The comment was answered already."))
    _record(by, edition, "edition.comment_settle", first)
    return first


@transaction.atomic
def open_again(*, by: Actor, edition: Edition, thread: int) -> EditionComment:
    first = _own_thread(by, edition, thread)
    moved = EditionComment.objects.filter(pk=first.pk, settled_at__isnull=False).update(
        settled_at=None, settled_by=None
    )
    if not moved:
        raise Overtaken(_("The comment is open already."))
    _record(by, edition, "edition.comment_open", first)
    return first


def _commentable(by: Actor, edition: Edition) -> None:
    require(by, Permission.EDITION_COMMENT)
    if edition.is_published:
        raise Overtaken(
            _(
                "This edition is published, and what was said of it stays as it is. Begin the "
                "next edition to correct it."
            )
        )


def _refuse_elsewhere(by: Actor, section: str) -> None:
    """A lead speaks of the sections of the group, nowhere else."""
    group = by.led_group
    if group and group not in groups_of(section, groups_of_sections()):
        raise Refused(_("You comment on the sections that your working group leads."))


def _thread(by: Actor, edition: Edition, pk: int) -> EditionComment:
    _commentable(by, edition)
    first = EditionComment.objects.filter(edition=edition, pk=pk, parent=None).first()
    if first is None:
        raise NotHere
    _refuse_elsewhere(by, first.section)
    return first


def _own_thread(by: Actor, edition: Edition, pk: int) -> EditionComment:
    first = _thread(by, edition, pk)
    if reason := settle_refusal(reader_of(by, edition), first):
        raise Refused(reason)
    return first


def _keep(
    by: Actor,
    edition: Edition,
    text: str,
    *,
    section: str,
    passage_id: int | None,
    table: str,
    parent: EditionComment | None = None,
) -> EditionComment:
    kept = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not kept:
        raise Refused(_("The comment is empty. Write a few words."))
    if len(kept) > LONGEST:
        raise Refused(_("The comment is too long. Write it in two."))
    row = EditionComment.objects.create(
        edition=edition, section=section, passage_id=passage_id, table=table, parent=parent,
        text=kept, by=by.user,
    )  # fmt: skip
    _record(by, edition, "edition.comment_answer" if parent else "edition.comment", row)
    return row


def _record(by: Actor, edition: Edition, action: str, comment: EditionComment) -> None:
    record(action, f"edition:{edition.pk}", by=by, comment=comment.pk, section=comment.section)
