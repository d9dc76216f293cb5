"""Drafts of the catalogue are published, thrown away, or a published row is taken back to a draft.

Publishing gives them their cells: from then on they are in forms, totals and figures. A report that
was signed before goes on showing what it showed (`form_of_revision`).
"""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.catalogue.actions.rebuilding import rebuild_cells
from reporting.catalogue.queries.drafts import KINDS, draft_tables, key_of, row_of
from reporting.catalogue.queries.uses import cells_of, is_reported, mention_of
from reporting.catalogue.rules.drafts import Draft, Looked, not_chosen
from reporting.catalogue.rules.files import CatalogueError
from reporting.core.actions.audit import record
from reporting.core.actions.locks import change_forms
from reporting.models import Revision
from strategies.models import Element, Option, Publishable, Table, TableRule

PARTS: tuple[type[Publishable], ...] = (Element, Option, TableRule)


class NotReady(Overtaken):
    """What has to be done before; nothing was published."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


@transaction.atomic
def publish(*, by: Actor, table: str, keys: Collection[str]) -> list[Draft]:
    """All of `keys`, drafts of one table, or none of them."""
    require(by, Permission.CATALOGUE_MANAGE)
    change_forms()
    chosen = _chosen(table, keys)
    reasons = [
        f"{looked.draft.title}: {message.words(_)}"
        for looked in chosen
        for message in looked.obstacles
    ]
    drafts = [looked.draft for looked in chosen]
    reasons += [message.words(_) for message in not_chosen(drafts)]
    if reasons:
        raise NotReady(reasons)
    now = timezone.now()
    for kind, model in KINDS.items():
        pks = [int(draft.key.partition("-")[2]) for draft in drafts if draft.kind == kind]
        rows = model.everything.filter(pk__in=pks, is_draft=True)
        if rows.update(is_draft=False, published_at=now, published_by=by.user) != len(pks):
            raise _overtaken()
    _rebuild()
    _record("catalogue.published", by, table, [f"{draft.kind} {draft.code}" for draft in drafts])
    return drafts


def _chosen(table: str, keys: Collection[str]) -> list[Looked]:
    if not keys:
        raise NotReady([_("Choose at least one draft.")])
    found = {looked.draft.key: looked for one in draft_tables(table) for looked in one.drafts}
    if not set(keys) <= set(found):
        raise _overtaken()
    return [looked for key, looked in found.items() if key in keys]


@transaction.atomic
def discard(*, by: Actor, key: str) -> str:
    """Deletes a draft, a table with all that is in it; how it was called."""
    require(by, Permission.CATALOGUE_MANAGE)
    change_forms()
    row = _row(key)
    if not row.is_draft:
        raise Overtaken(_("It is published: it is not thrown away any more."))
    _refuse_needed(row)
    title, table = str(row), _table_of(row)
    gone = [_said(row), *(_said(part) for part in _parts(row))]
    row.delete()
    _record("catalogue.discarded", by, table.code, gone)
    return title


@transaction.atomic
def take_back(*, by: Actor, key: str) -> str:
    """A published row becomes a draft again, while nothing stands on it; how it is called."""
    require(by, Permission.CATALOGUE_MANAGE)
    change_forms()
    row = _row(key)
    if row.is_draft:
        raise Overtaken(_("It is a draft already."))
    _refuse_used(row)
    rows = [row, *_parts(row)]
    for one in rows:
        if not isinstance(one, TableRule):
            cells_of(one).delete()  # type: ignore[arg-type]
    for one in rows:
        one.is_draft, one.published_at, one.published_by = True, None, None
        one.save(update_fields=["is_draft", "published_at", "published_by"])
    _rebuild()
    _record("catalogue.taken_back", by, _table_of(row).code, [_said(one) for one in rows])
    return str(row)


def _row(key: str) -> Publishable:
    row = row_of(key)
    if row is None:
        raise NotHere
    return row


def _table_of(row: Publishable) -> Table:
    found: Table = row if isinstance(row, Table) else row.table  # type: ignore[attr-defined]
    return found


def _parts(row: Publishable) -> list[Publishable]:
    """What is in a table and shares its fate."""
    if not isinstance(row, Table):
        return []
    return [part for model in PARTS for part in model.everything.filter(table=row).order_by("pk")]  # type: ignore[misc]


def _said(row: Publishable) -> str:
    return f"{key_of(row).partition('-')[0]} {row.code}"  # type: ignore[attr-defined]


def _refuse_needed(row: Publishable) -> None:
    """Others would go with it."""
    needing: Publishable | None = None
    if isinstance(row, Element):
        needing = Element.everything.filter(part_of=row).first()
    elif isinstance(row, Option):
        needing = Option.everything.filter(group=row).first()
    elif isinstance(row, Table):
        needing = Table.everything.filter(shown=row).first()
    if needing is not None:
        raise Overtaken(_("“%(title)s” builds on it: change that first.") % {"title": needing})


def _refuse_used(row: Publishable) -> None:
    if row.published_by_id is None:
        raise Overtaken(_("It came with the files of the catalogue: give it a last year instead."))
    _refuse_needed(row)
    rows = [row, *_parts(row)]
    asked = [one for one in rows if isinstance(one, Table | Element | Option)]
    if any(is_reported(one) for one in asked):
        raise Overtaken(
            _(
                "Reports have something in “%(title)s”, so it stays published. Give it a last "
                "year: from the next year on it is not asked any more."
            )
            % {"title": row}
        )
    _refuse_signed(row)
    mention = None if isinstance(row, TableRule) else mention_of(row)  # type: ignore[arg-type]
    if mention:
        raise Overtaken(
            _("%(mention)s refers to “%(title)s”: change that first.")
            % {"mention": mention, "title": row}
        )


def _refuse_signed(row: Publishable) -> None:
    """A signed report goes on showing what it showed, blank too."""
    table = _table_of(row)
    signed = (
        Revision.objects.filter(
            report__data_set__in=table.data_sets.order_by(),
            report__year__gte=max(table.valid_from, row.valid_from),
            sealed_at__gte=row.published_at,
        )
        .order_by("sealed_at")
        .values_list("sealed_at", flat=True)
        .first()
    )
    if signed is not None:
        raise Overtaken(
            _("A report with it was signed on %(date)s, so “%(title)s” stays published.")
            % {"date": date_format(timezone.localtime(signed)), "title": row}
        )


def _rebuild() -> None:
    try:
        rebuild_cells()
    except CatalogueError as error:
        raise Refused(str(error)) from error


def _record(action: str, by: Actor, table: str, rows: list[str]) -> None:
    record(action, f"table:{table}", by=by, rows=rows)


def _overtaken() -> Overtaken:
    return Overtaken(_("Somebody was faster: these drafts have changed. Load the page again."))
