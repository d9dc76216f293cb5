"""The tables whose rows belong to units, rows in each of them, and SQL that is tried on them."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import psycopg2
from django.apps import apps
from django.db import Error, connection, models, transaction
from django.utils import timezone
from psycopg2.errors import CheckViolation, InsufficientPrivilege
from psycopg2.sql import SQL, Composable, Identifier

from provinces.models import CommitteeMember, Delegation, Membership, OrganisationUnit, User
from reporting.commitments.actions import CommitmentOrigin, CommitmentTexts, make_commitment
from reporting.meetings.actions import agendas
from reporting.meetings.actions.meetings import write_note
from reporting.models import (
    ActionPlan,
    ActionPlanStep,
    ActivityProgress,
    AskedPlaces,
    Comment,
    CommitmentAnswer,
    ConsolidatedRevision,
    Consolidation,
    Discrepancy,
    Edit,
    Evidence,
    EvidenceFile,
    Explanation,
    Extension,
    ExtensionRequest,
    IndicatorValue,
    KeptMeetings,
    Notice,
    PlannedActivity,
    ProvincialReport,
    PublishedTo,
    Revision,
    TableStatement,
    ValueNote,
)
from strategies.models import Activity, Indicator, Table
from tests import factories, feedback, meetings, special_reports
from tests.factories import secretariat

Model = type[models.Model]

# Who belongs where must be known before anybody acts: everybody reads it, administrators write it.
SHARED: set[Model] = {Membership}
# What is said of a year by the Secretariat; units read it.
COMPUTED = {
    "reporting_consolidatedrevision",
    "reporting_figure",
    "reporting_indicatorvalue",
    "reporting_discrepancy",
    "reporting_provincialreport",
}
# What a revision says: only its unit writes it, and only while it is a draft.
CONTENT = {
    "reporting_activityprogress",
    "reporting_datavalue",
    "reporting_evidence",
    "reporting_explanation",
    "reporting_listentry",
    "reporting_tablestatement",
    "reporting_valuenote",
}
COUNT = "SELECT count(*) FROM {t} WHERE organisation_unit_id = %s"
REPORT = ("committee", "2021-03")
NUMBERS = {
    "direct_publicity[forums].persons": 800,
    "direct_publicity[forums].females": 420,
    "materials{leaflets}.copies": 5000,
}


def models_of_units() -> list[Model]:
    """Every model with a table of its own whose rows name the unit that they belong to."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model not in SHARED
        and any(
            field.related_model is OrganisationUnit and field.name == "organisation_unit"
            for field in model._meta.concrete_fields
        )
    ]


TABLES = sorted(model._meta.db_table for model in models_of_units())


@dataclass(frozen=True)
class Rows:
    """Kandal and Takeo, with a row in every table; `draft` is Kandal's open revision."""

    kandal: int
    takeo: int
    nation: int
    draft: Revision


@contextmanager
def filled() -> Iterator[Rows]:
    """In the database of 2020, until the end of the block."""
    with transaction.atomic():
        drafts = [fill(code) for code in ("KH-08", "KH-21")]
        kandal, takeo, nation = (factories.unit(code).pk for code in ("KH-08", "KH-21", "NCCT"))
        yield Rows(kandal, takeo, nation, drafts[0])
        transaction.set_rollback(True)


def fill(code: str) -> Revision:
    """A draft of this unit, and with what 2020 left there a row of it in each table."""
    revision = factories.drafted(code, *REPORT, NUMBERS)
    with factories.acting(factories.person_of(code, "officer")) as officer:
        owner: dict[str, Any] = {"organisation_unit": officer.unit}
        ValueNote.objects.create(
            **owner, revision=revision, data_value=revision.values.earliest("pk"), printed="33.976"
        )
        TableStatement.objects.create(
            **owner,
            revision=revision,
            table=Table.objects.earliest("pk"),
            reason="No forum was held.",
        )
        Explanation.objects.create(
            **owner, revision=revision, finding="a finding", text="So it was.", by=officer.user
        )
        activity = Activity.objects.earliest("pk")
        PlannedActivity.objects.create(**owner, activity=activity, year=2021)
        plan = ActionPlan.objects.create(**owner, year=2021)
        ActionPlanStep.objects.create(
            **owner, plan=plan, step="amended", version=2, text="More forums.", by=officer.user
        )
        ActivityProgress.objects.create(**owner, revision=revision, activity=activity)
        scan = b"%PDF-1.7 a list of who attended"
        file = EvidenceFile.objects.create(
            **owner, report=revision.report, digest=sha256(scan).hexdigest(), kind="pdf",
            size=len(scan), content=scan,
        )  # fmt: skip
        Evidence.objects.create(
            **owner, revision=revision, file=file, name="list.pdf", by=officer.user
        )
        AskedPlaces.objects.create(
            **owner, year=2021, level="district", period_kind="month",
            tables=["direct_publicity"], decided_by=officer.user,
        )  # fmt: skip
        Edit.objects.create(**owner, revision=revision, name="a cell", by=officer.user)
        ExtensionRequest.objects.create(
            **owner, data_set=revision.report.data_set, period_key=202104, text="A flood.",
            at=timezone.now(), by=officer.user,
        )  # fmt: skip
        Comment.objects.create(
            **owner, report=revision.report, revision=revision, text="So it was.",
            by=officer.user, from_unit=officer.unit,
        )  # fmt: skip
        CommitteeMember.objects.create(
            **owner, name_en="Chan Dara", function="chair", valid_from="2021-03-01",
            added_by=officer.user,
        )  # fmt: skip
        Delegation.objects.create(
            **owner, role="approver", made_by=officer.user, valid_from="2021-03-01",
            valid_to="2021-03-31", decision="On mission",
            delegate=User.objects.get(username=factories.person_of(code, "focal")),
        )  # fmt: skip
    with factories.acting(factories.REVIEWER) as reviewer:
        promised = make_commitment(
            by=reviewer,
            origin=CommitmentOrigin("decision", 2021),
            texts=CommitmentTexts("Count again."),
            units=[officer.unit],
        )
    with factories.acting(factories.person_of(code, "officer")):
        CommitmentAnswer.objects.create(
            **owner, commitment=promised, revision=revision, status="done", text="Counted.",
            at=timezone.now(), by=officer.user,
        )  # fmt: skip
    feedback.entered(code, received_on=date(2021, 3, 2))
    _meetings(code)
    special_reports.answered(code, special_reports.opened([code], year=2021), "2021-03-02", 12)
    with factories.acting(factories.REVIEWER) as reviewer:
        PublishedTo.objects.create(**owner, by=reviewer.user)
        Extension.objects.create(
            **owner, period_key=202103, due_on="2021-04-30", reason="A flood.", by=reviewer.user
        )
        Notice.objects.create(
            **owner,
            recipient=officer.user,
            kind=Notice.Kind.OPENS,
            key="opens:202103",
            period_key=202103,
        )
    with secretariat():
        edition = Consolidation.objects.latest("pk")
        ConsolidatedRevision.objects.get_or_create(
            **owner, consolidation=edition, revision=revision, months=1
        )
        ProvincialReport.objects.create(
            **owner, consolidation=edition, year=edition.year, language="en", stamp="a stamp",
            document={}, months=12, pdf_digest="0", pdf_size=1, workbook_digest="0",
            workbook_size=1, made_by=officer.user,
        )  # fmt: skip
        IndicatorValue.objects.get_or_create(
            **owner, consolidation=edition, indicator=Indicator.objects.earliest("pk"),
            period_key=edition.period_key, defaults={"numerator": 2, "value": 2},
        )  # fmt: skip
        Discrepancy.objects.create(
            **owner, consolidation=edition, kind="repeated_row", severity="high", section="II.B",
            period="2020", template="A row twice", position=0,
        )  # fmt: skip
    return revision


def _meetings(code: str) -> None:
    """One with a decision and a note, one with an agenda, and the decision to keep them."""
    meeting = meetings.held(code, "2021-03-10")
    meetings.decided(code, meeting, "Visit the border.", "2021-04-30")
    meetings.signed(code, meeting)
    open_one = meetings.held(code, "2021-04-12")
    meetings.decided(code, open_one, "Call the schools.", "2021-05-31")
    planned = meetings.planned(code, "2021-04-10")
    with factories.acting(factories.person_of(code, "officer")) as officer:
        agendas.add_item(by=officer, meeting=planned, text_en="The flood", text_km="")
        write_note(by=officer, meeting=meeting, text="It was in the hall.")
        KeptMeetings.objects.get_or_create(
            organisation_unit=officer.unit, year=2021,
            defaults={"decided_at": timezone.now(), "decided_by": officer.user},
        )  # fmt: skip


def ask(statement: str, *values: Any, **names: str | Composable) -> list[tuple[Any, ...]]:
    """A SELECT, as whoever we are."""
    with connection.cursor() as cursor:
        cursor.execute(_said(statement, names), values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def attempt(statement: str, *values: Any, **names: str | Composable) -> int | str:
    """How many rows a statement wrote, or who refused it: the "grants", a "policy", a "check"."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_said(statement, names), values)
            return int(cursor.rowcount)
    except Error as error:
        match error.__cause__:
            case InsufficientPrivilege() as cause:
                return "policy" if "row-level security" in str(cause) else "grants"
            case CheckViolation():
                return "check"
        raise


def _said(statement: str, names: dict[str, str | Composable]) -> Composable:
    parts = {
        name: one if isinstance(one, Composable) else Identifier(one) for name, one in names.items()
    }
    return SQL(statement).format(**parts)


def row_of(table: str, unit: int) -> dict[str, Any]:
    """The first row of this unit in the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            _said("SELECT * FROM {t} WHERE organisation_unit_id = %s ORDER BY id LIMIT 1",
                  {"t": table}), [unit],
        )  # fmt: skip
        [row] = cursor.fetchall()
        return dict(zip([one.name for one in cursor.description], row, strict=True))


def insert(table: str, row: dict[str, Any]) -> int | str:
    """Tries to add the row under a key of its own."""
    row = {name: value for name, value in row.items() if name != "id"}
    return attempt(
        "INSERT INTO {t} ({columns}) VALUES ({values})",
        *row.values(),
        t=table,
        columns=SQL(", ").join(map(Identifier, row)),
        values=SQL(", ").join(SQL("%s") for _column in row),
    )


def as_owner(database: str, *statements: str) -> list[tuple[Any, ...]]:
    """What the last statement gives, asked by the role that owns the tables."""
    url = os.environ["DATABASE_OWNER_URL"]
    with closing(psycopg2.connect(url, dbname=database)) as owner:
        owner.autocommit = True
        with owner.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
