"""Meetings: a unit writes its own, also one whose people act for the Secretariat; the Secretariat
reads all of them, the lead of a working group those of the group. What is signed never changes."""

from django.db import migrations

from provinces.tenancy.operations import THIS_UNIT, tenant_table

MEETINGS = "reporting_meeting"
AGENDA = "reporting_agendaitem"
DECISIONS = "reporting_meetingdecision"
NOTES = "reporting_meetingnote"
KEPT = "reporting_keptmeetings"
ROLES = "nsp_tenant, nsp_secretariat"
OWN = f"organisation_unit_id = {THIS_UNIT}"
PERSON = "NULLIF(current_setting('app.user_id', true), '')::bigint"
LEADS = f"(SELECT coalesce(current_setting('app.led_group', true), '')) = '' OR {OWN}"
PRACTICE_YEARS = "(SELECT year FROM reporting_reportingyear WHERE is_practice)"
OF_PRACTICE = f"extract(year FROM day) IN {PRACTICE_YEARS}"
MEETING_OF_PRACTICE = f"meeting_id IN (SELECT id FROM {MEETINGS} WHERE {OF_PRACTICE})"


def policy(name: str, table: str, rest: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} AS RESTRICTIVE {rest}", f"DROP POLICY {name} ON {table}"
    )


def of_meeting(table: str, state: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {MEETINGS} found WHERE found.id = {table}.meeting_id "
        f"AND found.organisation_unit_id = {table}.organisation_unit_id AND found.state {state})"
    )


UNDER_SIGNED = of_meeting(NOTES, "= 'signed'")


def own_only(table: str) -> list[migrations.RunSQL]:
    """The Secretariat reads all, but each of its people writes for the own unit alone."""
    return [
        policy("own_added", table, f"FOR INSERT TO nsp_secretariat WITH CHECK ({OWN})"),
        policy("own_changed", table, f"FOR UPDATE TO nsp_secretariat USING ({OWN})"),
        policy("led_unit", table, f"FOR SELECT TO nsp_secretariat USING ({LEADS})"),
    ]


def parts(table: str, state: str) -> list[migrations.RunSQL]:
    """What hangs on a meeting is written while the meeting is in this state."""
    allowed = of_meeting(table, state)
    return [
        *tenant_table(table, secretariat=("SELECT", "INSERT", "UPDATE", "DELETE")),
        *own_only(table),
        policy("in_time_added", table, f"FOR INSERT TO {ROLES} WITH CHECK ({allowed})"),
        policy("in_time_changed", table, f"FOR UPDATE TO {ROLES} USING ({allowed})"),
        policy("in_time_removed", table, f"FOR DELETE TO nsp_tenant USING ({allowed})"),
        policy(
            "removed",
            table,
            f"FOR DELETE TO nsp_secretariat USING (({OWN} AND {allowed}) OR {MEETING_OF_PRACTICE})",
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("reporting", "0027_meetings"), ("provinces", "0009_population")]

    operations = [
        *tenant_table(MEETINGS, secretariat=("SELECT", "INSERT", "UPDATE", "DELETE")),
        *own_only(MEETINGS),
        policy(
            "planned_first",
            MEETINGS,
            f"FOR INSERT TO {ROLES} WITH CHECK (state = 'planned' AND planned_by_id = {PERSON})",
        ),
        policy(
            "signed_stays",
            MEETINGS,
            f"FOR UPDATE TO {ROLES} USING (state <> 'signed') WITH CHECK (true)",
        ),
        policy("called_off", MEETINGS, "FOR DELETE TO nsp_tenant USING (state = 'planned')"),
        policy(
            "removed",
            MEETINGS,
            f"FOR DELETE TO nsp_secretariat USING (({OWN} AND state = 'planned') OR {OF_PRACTICE})",
        ),
        *parts(AGENDA, "= 'planned'"),
        *parts(DECISIONS, "<> 'signed'"),
        *tenant_table(
            NOTES, tenant=("SELECT", "INSERT"), secretariat=("SELECT", "INSERT", "DELETE")
        ),
        policy("own_added", NOTES, f"FOR INSERT TO nsp_secretariat WITH CHECK ({OWN})"),
        policy("led_unit", NOTES, f"FOR SELECT TO nsp_secretariat USING ({LEADS})"),
        policy(
            "by_oneself",
            NOTES,
            f"FOR INSERT TO {ROLES} WITH CHECK (by_id = {PERSON} AND {UNDER_SIGNED})",
        ),
        policy(
            "practice_only", NOTES, f"FOR DELETE TO nsp_secretariat USING ({MEETING_OF_PRACTICE})"
        ),
        *tenant_table(
            KEPT,
            select_children=True,
            tenant=("SELECT", "INSERT", "DELETE"),
            secretariat=("SELECT", "INSERT", "DELETE"),
        ),
        policy("own_added", KEPT, f"FOR INSERT TO nsp_secretariat WITH CHECK ({OWN})"),
        policy("by_oneself", KEPT, f"FOR INSERT TO {ROLES} WITH CHECK (decided_by_id = {PERSON})"),
        policy(
            "removed",
            KEPT,
            f"FOR DELETE TO nsp_secretariat USING ({OWN} OR year IN {PRACTICE_YEARS})",
        ),
    ]
