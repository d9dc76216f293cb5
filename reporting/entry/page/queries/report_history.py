"""The steps that a report has taken, its revisions, and who has changed what in one of them."""

from collections.abc import Collection

from django.db import models

from reporting.models import Edit, Report, ReviewStep, Revision

MOST_EDITS = 2000


def steps_of(report: Report) -> list[ReviewStep]:
    """All rounds, newest first: as they were written, for the clock of a year to practise on
    may stand before the hour of what was made for it."""
    return list(
        ReviewStep.objects.filter(revision__report=report)
        .select_related("by", "revision__delegation__delegator")
        .order_by("-revision__number", "-pk")
    )


def revisions_of(report: Report) -> list[Revision]:
    return list(
        report.revisions.select_related(
            "submitted_by", "decided_by", "delegation__delegator"
        ).order_by("-number")
    )


def last_signed(report: Report) -> Revision | None:
    """The newest revision that was signed, whatever became of it."""
    signed = report.revisions.filter(submitted_at__isnull=False)
    return (
        signed.select_related(
            "report__data_set",
            "report__organisation_unit",
            "prepared_by",
            "submitted_by",
            "delegation__delegator",
        )
        .order_by("-number")
        .first()
    )


def newest_edit(revision: Revision) -> int:
    return Edit.objects.filter(revision=revision).aggregate(newest=models.Max("pk"))["newest"] or 0


def edits_since(revision: Revision, since: int) -> list[Edit]:
    """Oldest first, with who made them; one query."""
    rows = Edit.objects.filter(revision=revision, pk__gt=since).select_related("by")
    return list(rows.order_by("pk")[:MOST_EDITS])


def last_hands(revision: Revision, names: Collection[str]) -> dict[str, Edit]:
    """Who changed each of these inputs last; one query, none for no names."""
    if not names:
        return {}
    rows = Edit.objects.filter(revision=revision, name__in=names).select_related("by")
    return {row.name: row for row in rows.order_by("pk")}
