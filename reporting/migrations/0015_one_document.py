"""Every consolidated period has an edition. What was published before there were editions becomes
edition 1 with its stored document; of any other period an edition begins, with the tables and
charts of its year's catalogue, as the next consolidation would begin it."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

STEP = 100_000  # between two tables or charts of a section, so that texts fit in between
TOUCHED = (
    "consolidation", "job", "annualreport", "edition", "editiondocument", "passage",
    "passageversion", "auditevent",
)  # fmt: skip
# The owner sees no rows while row-level security is forced on it too. What was checked at the end
# of the transaction is checked at once: no table changes while something of it is still to check.
OPEN = [f"ALTER TABLE reporting_{name} NO FORCE ROW LEVEL SECURITY" for name in TOUCHED]
CLOSED = [
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED",
    *(f"ALTER TABLE reporting_{name} FORCE ROW LEVEL SECURITY" for name in TOUCHED),
]


def open_editions(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    runs = apps.get_model("reporting", "Consolidation")
    having = set(
        apps.get_model("reporting", "Edition").objects.values_list("period_key", flat=True)
    )
    newest: dict[int, Any] = {}
    for run in runs.objects.select_related("job").order_by("pk"):
        kept = newest.get(run.period_key)
        if kept is None or run.published_at or not kept.published_at:
            newest[run.period_key] = run
    for key, run in sorted(newest.items()):
        if key not in having:
            _publish(apps, run) if run.published_at else _begin(apps, run)


def _publish(apps: StateApps, run: Any) -> None:
    """Its documents first: of what is published nothing changes any more."""
    edition = apps.get_model("reporting", "Edition").objects.create(
        period_key=run.period_key, year=run.year, begun_at=run.created_at,
        begun_by_id=run.job.requested_by_id,
    )  # fmt: skip
    documents = apps.get_model("reporting", "EditionDocument")
    stored = apps.get_model("reporting", "AnnualReport").objects.filter(consolidation=run)
    for annual_report in stored:
        documents.objects.create(
            edition=edition, language=annual_report.language, document=annual_report.document,
            stamp=f"{run.published_at:%Y%m%dT%H%M%S%f}",
        )  # fmt: skip
    edition.consolidation = run
    edition.state = "published"
    edition.published_at, edition.published_by_id = run.published_at, run.published_by_id
    edition.save()


def _begin(apps: StateApps, run: Any) -> None:
    edition = apps.get_model("reporting", "Edition").objects.create(
        period_key=run.period_key, year=run.year, begun_by_id=run.job.requested_by_id
    )
    passages = apps.get_model("reporting", "Passage")
    versions = apps.get_model("reporting", "PassageVersion")
    at: dict[str, int] = {}
    for kind in ("table", "chart"):
        rows = apps.get_model("strategies", kind.title()).objects.filter(_in_year(run.year))
        for row in rows.select_related("section").order_by("position"):
            section = row.section.code
            at[section] = at.get(section, 0) + STEP
            if kind == "table" and row.kind == "narrative":
                continue
            standing = {
                "section": section, "position": at[section], "kind": kind,
                "spec": {kind: row.code},
            }  # fmt: skip
            passage = passages.objects.create(
                edition=edition, changed_by_id=edition.begun_by_id, **standing
            )
            versions.objects.create(
                passage=passage, number=1, at=passage.changed_at, by_id=edition.begun_by_id,
                **standing,
            )  # fmt: skip
    apps.get_model("reporting", "AuditEvent").objects.create(
        by_id=edition.begun_by_id, action="edition.begin", target=f"edition:{edition.pk}",
        detail={"period_key": run.period_key},
    )  # fmt: skip


def _in_year(year: int) -> Q:
    return Q(valid_from__lte=year) & (Q(valid_to__isnull=True) | Q(valid_to__gte=year))


class Migration(migrations.Migration):
    dependencies = [("reporting", "0014_one_comment")]

    operations = [
        migrations.RunSQL([*OPEN], migrations.RunSQL.noop),
        migrations.RunPython(open_editions, migrations.RunPython.noop, elidable=False),
        migrations.RunSQL([*CLOSED], migrations.RunSQL.noop),
    ]
