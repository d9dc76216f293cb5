"""The changes of a draft since one looked last."""

from collections.abc import Collection

from django.db.models import Max

from reporting.models import Edit, Revision

MOST = 2000


def newest_edit(revision: Revision) -> int:
    return Edit.objects.filter(revision=revision).aggregate(newest=Max("pk"))["newest"] or 0


def edits_since(revision: Revision, since: int) -> list[Edit]:
    """Oldest first, with who made them; one query."""
    rows = Edit.objects.filter(revision=revision, pk__gt=since).select_related("by")
    return list(rows.order_by("pk")[:MOST])


def last_hands(revision: Revision, names: Collection[str]) -> dict[str, Edit]:
    """Who changed each of these inputs last; one query, none for no names."""
    if not names:
        return {}
    rows = Edit.objects.filter(revision=revision, name__in=names).select_related("by")
    return {one.name: one for one in rows.order_by("pk")}
