"""The evidence of a revision, without its bytes; and the bytes of one file."""

from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Count, QuerySet, Sum

from reporting.access import NotHere
from reporting.entry.evidence.rules import PICTURES
from reporting.models import Evidence, EvidenceFile, ListEntry, Report, Revision

BYTES = ("file__content", "file__preview")  # of which no list reads any


def evidence_of(revision: Revision) -> QuerySet[Evidence]:
    """In the order in which it was attached; one query. A lead finds that of the own sections."""
    return (
        revision.evidence.select_related("file", "table", "entry", "by", "chosen_by")
        .defer(*BYTES)
        .order_by("pk")
    )


def evidence_at(report: Report, key: int) -> Evidence:
    """Of any revision of this report; `NotHere` else, or where this person does not see it."""
    rows = Evidence.objects.filter(revision__report=report)
    row = rows.select_related("file", "revision", "table").defer(*BYTES).filter(pk=key).first()
    if row is None:
        raise NotHere
    return row


@dataclass(frozen=True)
class Totals:
    files: int
    size: int


def totals_of(revision: Revision) -> Totals:
    """A file that stands at two places counts once."""
    files = EvidenceFile.objects.filter(pk__in=revision.evidence.values("file_id"))
    found = files.aggregate(files=Count("pk"), size=Sum("size"))
    return Totals(found["files"], found["size"] or 0)


def content_of_file(row: Evidence) -> bytes:
    """The bytes, if they are still those that were sealed."""
    kept = EvidenceFile.objects.values_list("content", "digest").filter(pk=row.file_id).first()
    if kept is None or sha256(kept[0]).hexdigest() != kept[1]:
        raise NotHere
    return bytes(kept[0])


def preview_of_file(row: Evidence) -> bytes:
    if row.file.kind not in PICTURES:
        raise NotHere
    kept = EvidenceFile.objects.values_list("preview", flat=True).filter(pk=row.file_id).first()
    if not kept:
        raise NotHere
    return bytes(kept)


def rows_to_attach_to(revision: Revision) -> QuerySet[ListEntry]:
    """The open rows that are stored, table by table; one query."""
    return revision.entries.select_related("table").order_by("table__position", "position", "pk")
