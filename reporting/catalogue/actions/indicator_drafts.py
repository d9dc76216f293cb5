"""A new indicator, or a change of a published one, is a draft until it is published; the values of
consolidations follow with the next one of their year, those of published editions never."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Overtaken, require
from reporting.catalogue.actions.publishing import NotReady
from reporting.catalogue.queries.indicator_drafts import (
    FIELDS,
    IndicatorDraft,
    indicator_draft,
)
from reporting.core.actions.audit import record
from strategies.models import Indicator

COPIED = (*FIELDS, "khmer_standing")


@transaction.atomic
def draft_change(*, by: Actor, changed: Indicator) -> Indicator:
    """`changed`: a published indicator with other fields, not stored: they become its draft, in
    place of one that there was."""
    require(by, Permission.CATALOGUE_MANAGE)
    draft = Indicator.everything.filter(changes=changed.pk).first()
    if draft is None:
        draft = Indicator(changes_id=changed.pk, code=f"{changed.code[:43]}-draft", is_draft=True)
    for name in COPIED:
        setattr(draft, name, getattr(changed, name))
    draft.save()
    _record("catalogue.indicator_drafted", by, IndicatorDraft(draft, _stored(changed)))
    return draft


def _stored(row: Indicator) -> Indicator:
    return Indicator.objects.get(pk=row.pk)


@transaction.atomic
def publish_indicator(*, by: Actor, key: int) -> Indicator:
    """A change takes the place of what is published, under its code."""
    require(by, Permission.CATALOGUE_MANAGE)
    draft = _locked(key)
    if draft.obstacles:
        raise NotReady(draft.obstacles)
    _record("catalogue.indicator_published", by, draft)
    row = draft.published
    if row is None:
        row = draft.row
    else:
        for name in COPIED:
            setattr(row, name, getattr(draft.row, name))
        draft.row.delete()
    row.is_draft, row.published_at, row.published_by = False, timezone.now(), by.user
    row.save()
    return row


@transaction.atomic
def discard_indicator(*, by: Actor, key: int) -> str:
    """How it was called; what is published stays as it is."""
    require(by, Permission.CATALOGUE_MANAGE)
    draft = _locked(key)
    _record("catalogue.indicator_discarded", by, draft)
    title = draft.row.title
    draft.row.delete()
    return title


def _locked(key: int) -> IndicatorDraft:
    list(Indicator.everything.select_for_update().filter(pk=key))
    found = indicator_draft(key)
    if found is None:
        raise Overtaken(_("This draft is gone: it was published or thrown away."))
    return found


def _record(action: str, by: Actor, draft: IndicatorDraft) -> None:
    named = draft.published or draft.row
    before = draft.published
    fields = [
        name for name in FIELDS
        if before is None or getattr(before, name) != getattr(draft.row, name)
    ]  # fmt: skip
    record(
        action, f"indicator:{named.code}", by=by,
        before={name: str(getattr(before, name)) for name in fields} if before else {},
        after={name: str(getattr(draft.row, name)) for name in fields},
    )  # fmt: skip
