"""What revisions say, as rows: numbers, open rows, texts, statements, answers, progress."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from provinces.models import User
from reporting.actions.practice.entered import trail
from reporting.kernel.practice import PlannedReport, PlannedRevision
from reporting.kernel.practice.content import LineKey
from reporting.kernel.tables import CellKey, Value, cell_code
from reporting.models import (
    ActivityProgress,
    Explanation,
    ListEntry,
    Revision,
    TableStatement,
)
from reporting.queries.practice import Catalogue
from strategies.models import Activity

ADD_VALUES = """
INSERT INTO reporting_datavalue
    (revision_id, organisation_unit_id, cell_id, entry_id, period_key, value, not_available)
SELECT * FROM unnest(
    %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::int[], %s::numeric[], %s::boolean[]
)
"""


@dataclass
class Rows:
    """Gathered for one unit, then written: a statement a table."""

    catalogue: Catalogue
    activities: dict[str, int] = field(default_factory=dict)
    entries: dict[tuple[int, LineKey], ListEntry] = field(default_factory=dict)
    values: list[tuple[Revision, str, CellKey, Value]] = field(default_factory=list)
    others: dict[type, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.activities = dict(Activity.objects.values_list("code", "pk"))

    def add(
        self, revision: Revision, report: PlannedReport, made: PlannedRevision, officer: User
    ) -> None:
        content = made.content
        owner = {"revision": revision, "organisation_unit_id": revision.organisation_unit_id}
        for (table, key), one in content.lines.items():
            self.entries[revision.pk, (table, key)] = ListEntry(
                **owner,
                table_id=self.catalogue.tables[table],
                key=key,
                position=one.position,
                kind=one.kind,
                title=one.title,
                number=one.number,
                date=one.date,
                partner=one.partner,
                text=one.text,
            )
        for table, numbers in content.values.items():
            self.values += [(revision, table, key, value) for key, value in numbers.items()]
        self._keep(
            *(
                TableStatement(**owner, table_id=self.catalogue.tables[table], reason=reason)
                for table, reason in content.nothing.items()
            ),
            *(
                Explanation(
                    **owner, finding=key, reason=reason, text=text, at=made.created_at, by=officer
                )
                for key, (reason, text) in content.explanations.items()
            ),
            *(
                ActivityProgress(
                    **owner,
                    activity_id=self.activities[code],
                    status=one.status,
                    times_done=one.times,
                    obstacle=one.obstacle,
                )
                for code, one in content.progress.items()
            ),
            *trail(revision, report, made, officer),
        )

    def _keep(self, *rows: Any) -> None:
        for row in rows:
            self.others.setdefault(type(row), []).append(row)

    def flush(self) -> tuple[int, int]:
        """Writes what was gathered; how many numbers and entries."""
        ListEntry.objects.bulk_create(self.entries.values())
        self._add_values()
        for kind, rows in self.others.items():
            kind._default_manager.bulk_create(rows)  # type: ignore[attr-defined]
        counts = len(self.values), len(self.entries)
        self.entries, self.values, self.others = {}, [], {}
        return counts

    def _add_values(self) -> None:
        if not self.values:
            return
        cells = self.catalogue.cells
        rows = [
            (
                revision.pk,
                revision.organisation_unit_id,
                cells[cell_code(table, key.option, key.element)],
                self.entries[revision.pk, (table, key.entry)].pk if key.entry else None,
                revision.report.period_key,
                value.number,
                value.not_available,
            )
            for revision, table, key, value in self.values
        ]
        with connection.cursor() as cursor:
            cursor.execute(ADD_VALUES, [list(column) for column in zip(*rows, strict=True)])
