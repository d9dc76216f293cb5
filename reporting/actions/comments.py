"""Say something of a report, answer, settle a thread: each kept with who, when and for whom."""

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Door
from reporting.access_errors import NotHere, Overtaken, Refused
from reporting.actions.audit import record
from reporting.kernel.tables import cell_name
from reporting.models import Comment
from reporting.queries.calendar import now_of
from reporting.queries.forms import form_cells, form_tables
from reporting.queries.report_pages import address_of
from reporting.queries.working_groups import led_sections, led_tables

LONGEST = 4000


@transaction.atomic
def say(*, by: Actor, door: Door, text: str, place: str = "") -> Comment:
    """Begins a thread on a cell (`materials{r1}.copies`), a table (`materials`) or the report."""
    door.require(Permission.REPORT_COMMENT)
    table, cell = _place(door, place)
    _refuse_elsewhere(door, table)
    return _keep(by, door, text, table=table, cell=cell)


@transaction.atomic
def answer(*, by: Actor, door: Door, thread: int, text: str) -> Comment:
    """An answer re-opens nothing: who asked says when it is settled."""
    first = _thread(door, thread)
    return _keep(by, door, text, table=first.table, cell=first.cell, parent=first)


@transaction.atomic
def settle(*, by: Actor, door: Door, thread: int) -> Comment:
    first = _own_thread(door, thread)
    moved = Comment.objects.filter(pk=first.pk, resolved_at__isnull=True).update(
        resolved_at=now_of(door.report.year), resolved_by=by.user
    )
    if not moved:
        raise Overtaken(_("The comment was answered already."))
    _record(by, door, "comment.settle", first)
    return first


@transaction.atomic
def open_again(*, by: Actor, door: Door, thread: int) -> Comment:
    first = _own_thread(door, thread)
    moved = Comment.objects.filter(pk=first.pk, resolved_at__isnull=False).update(
        resolved_at=None, resolved_by=None
    )
    if not moved:
        raise Overtaken(_("The comment is open already."))
    _record(by, door, "comment.open", first)
    return first


def settle_refusal(door: Door, first: Comment) -> str:
    """Who asked says whether it is settled; the Secretariat does for everybody. "" where it may."""
    if door.actor.is_national or first.from_unit_id == door.actor.unit.pk:
        return ""
    return _(
        "Who asked marks it as answered. Reply to the comment; the Secretariat reads your reply."
    )


def _place(door: Door, place: str) -> tuple[str, str]:
    """Table and cell; `Refused` where the form has none such."""
    if not place:
        return "", ""
    cells = form_cells(door.report)
    try:
        name = cell_name(place)
    except ValueError as error:
        raise Refused(_("The form has no such cell.")) from error
    cells.table_id(name.table)
    if not name.element:
        return name.table, ""
    cells.cell_id(address_of(place).cell)
    return name.table, str(name)


def _refuse_elsewhere(door: Door, table: str) -> None:
    """A lead speaks of the sections of the group, nowhere else."""
    group = door.actor.led_group
    if not group:
        return
    if table in {one.code for one in led_tables(form_tables(door.report), group)}:
        return
    sections = ", ".join(one.code for one in led_sections(group))
    raise Refused(
        _("You comment on the sections that your working group leads: %(sections)s.")
        % {"sections": sections or "–"}
    )


def _thread(door: Door, pk: int) -> Comment:
    door.require(Permission.REPORT_COMMENT)
    first = Comment.objects.filter(report=door.report, pk=pk, parent=None).first()
    if first is None:
        raise NotHere
    _refuse_elsewhere(door, first.table)
    return first


def _own_thread(door: Door, pk: int) -> Comment:
    first = _thread(door, pk)
    if reason := settle_refusal(door, first):
        raise Refused(reason)
    return first


def _keep(
    by: Actor, door: Door, text: str, *, table: str, cell: str, parent: Comment | None = None
) -> Comment:
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        raise Refused(_("The comment is empty. Write a few words."))
    if len(text) > LONGEST:
        raise Refused(_("The comment is too long. Write it in two."))
    kept = Comment.objects.create(
        report=door.report,
        revision=door.revision,
        organisation_unit_id=door.report.organisation_unit_id,
        parent=parent,
        table=table,
        cell=cell,
        text=text,
        at=now_of(door.report.year),
        by=by.user,
        from_unit=by.unit,
    )
    _record(by, door, "comment.answer" if parent else "comment.say", kept)
    return kept


def _record(by: Actor, door: Door, action: str, comment: Comment) -> None:
    record(
        action, f"comment:{comment.pk}", by=by,
        unit_id=door.report.organisation_unit_id, place=comment.cell or comment.table,
    )  # fmt: skip
