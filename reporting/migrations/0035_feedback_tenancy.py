"""Row-level security of feedback from outside, and the role of whoever has no account.

A unit reads what is linked to it and not confidential; the lead of a working group, who acts for the
Secretariat, likewise of the group's. Name and contact of a sender neither of them reads. `nsp_public`
adds a new, confidential row that came by the public form, and who sent it, while the form is open: it
has no right to read either, nor to any other table of ours but the column that says whether it is.
"""

from django.db import migrations

from provinces.tenancy.operations import THIS_UNIT, grants, tenant_table
from provinces.tenancy.roles_sql import CREATE_PUBLIC

TENANT, SECRETARIAT, PUBLIC = "nsp_tenant", "nsp_secretariat", "nsp_public"
FEEDBACK, SENDER = "reporting_feedback", "reporting_feedbacksender"
UNIT, PROMISE = "reporting_feedbackunit", "reporting_feedbackcommitment"
STEP, SWITCH = "reporting_feedbackstep", "reporting_publicformchange"
NUMBER = "reporting_feedback_number"
CHANGED = (
    "sender_kind", "channel", "language", "received_on", "title", "text", "is_confidential", "state",
    "activity_group_id", "activity_id", "linked",
)  # fmt: skip
THIS_PERSON = "(SELECT NULLIF(current_setting('app.user_id', true), '')::bigint)"
NOT_LED = "(SELECT coalesce(current_setting('app.led_group', true), '')) = ''"
LINKED = f"NOT is_confidential AND linked @> ARRAY[{THIS_UNIT}]"
READABLE = f"feedback_id IN (SELECT number FROM {FEEDBACK})"
OF_THE_UNIT = f"{THIS_UNIT} IS NOT NULL AND {READABLE}"
PROMISE_READABLE = "commitment_id IN (SELECT id FROM reporting_commitment)"
YEARS = "(SELECT year FROM reporting_reportingyear WHERE is_practice)"
OF_PRACTICE = f"feedback_id IN (SELECT number FROM {FEEDBACK} WHERE practice_year IN {YEARS})"
IS_OPEN = f"(SELECT is_open FROM {SWITCH} ORDER BY id DESC LIMIT 1)"
# What this transaction has drawn, and nothing that was there before.
OWN_NUMBER = f"currval('{NUMBER}')"
SENT = (
    f"number = {OWN_NUMBER} AND channel = 'form' AND state = 'new' AND is_confidential "
    "AND reference <> '' AND made_by_id IS NULL AND practice_year IS NULL AND linked = '{}' "
    f"AND activity_group_id IS NULL AND activity_id IS NULL AND coalesce({IS_OPEN}, false)"
)
# In one's own name; of a year to practise on also what a citizen might have sent.
MADE = (
    f"({NOT_LED}) AND (practice_year IS NULL OR practice_year IN {YEARS}) "
    f"AND (made_by_id = {THIS_PERSON} OR (made_by_id IS NULL AND practice_year IS NOT NULL))"
)

# Units that it is linked to, repeated at it: its policy cannot ask a table whose policy asks it.
FUNCTIONS = f"""
CREATE FUNCTION reporting_keep_linked() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    of_it integer := CASE TG_OP WHEN 'DELETE' THEN OLD.feedback_id ELSE NEW.feedback_id END;
BEGIN
    UPDATE {FEEDBACK} SET linked = ARRAY(
        SELECT organisation_unit_id FROM {UNIT} WHERE feedback_id = of_it ORDER BY id
    ) WHERE number = of_it;
    RETURN NULL;
END
$$;

CREATE FUNCTION reporting_keep_feedback() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (NEW.number, NEW.reference, NEW.practice_year, NEW.made_at, NEW.made_by_id)
       IS DISTINCT FROM
       (OLD.number, OLD.reference, OLD.practice_year, OLD.made_at, OLD.made_by_id) THEN
        RAISE EXCEPTION 'The number of feedback, and who entered it when, never change.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF 'form' IN (OLD.channel, NEW.channel)
       AND (NEW.channel, NEW.received_on, NEW.title, NEW.text, NEW.language)
           IS DISTINCT FROM (OLD.channel, OLD.received_on, OLD.title, OLD.text, OLD.language) THEN
        RAISE EXCEPTION 'What came by the public form stays as it was sent.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
"""
DROP_FUNCTIONS = "DROP FUNCTION reporting_keep_feedback(); DROP FUNCTION reporting_keep_linked()"
TRIGGERS = (
    f"CREATE TRIGGER keep_linked AFTER INSERT OR DELETE ON {UNIT} "
    "FOR EACH ROW EXECUTE FUNCTION reporting_keep_linked(); "
    f"CREATE TRIGGER keep_feedback BEFORE UPDATE ON {FEEDBACK} "
    "FOR EACH ROW EXECUTE FUNCTION reporting_keep_feedback()"
)
DROP_TRIGGERS = f"DROP TRIGGER keep_feedback ON {FEEDBACK}; DROP TRIGGER keep_linked ON {UNIT}"
SEQUENCE = f"CREATE SEQUENCE {NUMBER}; GRANT USAGE ON SEQUENCE {NUMBER} TO {SECRETARIAT}, {PUBLIC}"


def policy(table: str, name: str, rest: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} {rest}", f"DROP POLICY {name} ON {table}"
    )


def kept_back(table: str, name: str, rest: str) -> migrations.RunSQL:
    return policy(table, name, f"AS RESTRICTIVE {rest}")


def secured(table: str) -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; "
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; "
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ),
        policy(table, "secretariat", f"FOR ALL TO {SECRETARIAT} USING (true) WITH CHECK (true)"),
    ]


def led(table: str, condition: str) -> list[migrations.RunSQL]:
    """The lead of a working group reads what fits, and writes nothing."""
    to = f"TO {SECRETARIAT}"
    return [
        kept_back(table, "led_reads", f"FOR SELECT {to} USING ({NOT_LED} OR ({condition}))"),
        kept_back(table, "led_adds", f"FOR INSERT {to} WITH CHECK ({NOT_LED})"),
        kept_back(table, "led_changes", f"FOR UPDATE {to} USING ({NOT_LED})"),
        kept_back(table, "led_removes", f"FOR DELETE {to} USING ({NOT_LED})"),
    ]


def practice_only(table: str, condition: str) -> migrations.RunSQL:
    return kept_back(table, "practice_only", f"FOR DELETE TO {SECRETARIAT} USING ({condition})")


def by_oneself(table: str) -> migrations.RunSQL:
    return kept_back(
        table, "by_oneself", f"FOR INSERT TO {SECRETARIAT} WITH CHECK (by_id = {THIS_PERSON})"
    )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0034_feedback"), ("provinces", "0009_population")]

    operations = [
        migrations.RunSQL([CREATE_PUBLIC], migrations.RunSQL.noop),
        migrations.RunSQL(SEQUENCE, f"DROP SEQUENCE {NUMBER}"),
        # First whether the form is open: the policies below ask it.
        *secured(SWITCH),
        by_oneself(SWITCH),
        kept_back(SWITCH, "led_adds", f"FOR INSERT TO {SECRETARIAT} WITH CHECK ({NOT_LED})"),
        policy(SWITCH, "public_reads", f"FOR SELECT TO {PUBLIC} USING (true)"),
        grants(SWITCH, SECRETARIAT, ("SELECT", "INSERT")),
        migrations.RunSQL(
            f"GRANT SELECT (id, is_open) ON {SWITCH} TO {PUBLIC}",
            f"REVOKE ALL ON {SWITCH} FROM {PUBLIC}",
        ),
        *secured(FEEDBACK),
        policy(FEEDBACK, "tenant_reads", f"FOR SELECT TO {TENANT} USING ({LINKED})"),
        policy(FEEDBACK, "public_adds", f"FOR INSERT TO {PUBLIC} WITH CHECK ({SENT})"),
        kept_back(FEEDBACK, "made", f"FOR INSERT TO {SECRETARIAT} WITH CHECK ({MADE})"),
        *led(FEEDBACK, LINKED),
        practice_only(FEEDBACK, f"practice_year IN {YEARS}"),
        grants(FEEDBACK, TENANT, ("SELECT",)),
        grants(FEEDBACK, SECRETARIAT, ("SELECT", "INSERT", "DELETE"), CHANGED),
        migrations.RunSQL(
            f"GRANT INSERT ON {FEEDBACK} TO {PUBLIC}", f"REVOKE ALL ON {FEEDBACK} FROM {PUBLIC}"
        ),
        *secured(SENDER),
        policy(
            SENDER, "public_adds", f"FOR INSERT TO {PUBLIC} WITH CHECK (feedback_id = {OWN_NUMBER})"
        ),
        *led(SENDER, "false"),
        grants(SENDER, SECRETARIAT, ("SELECT", "INSERT", "UPDATE", "DELETE")),
        migrations.RunSQL(
            f"GRANT INSERT ON {SENDER} TO {PUBLIC}", f"REVOKE ALL ON {SENDER} FROM {PUBLIC}"
        ),
        *tenant_table(UNIT, tenant=("SELECT",), secretariat=("SELECT", "INSERT", "DELETE")),
        kept_back(UNIT, "readable", f"FOR SELECT TO {TENANT} USING ({READABLE})"),
        *led(UNIT, READABLE),
        *secured(PROMISE),
        policy(
            PROMISE,
            "tenant_reads",
            f"FOR SELECT TO {TENANT} USING ({OF_THE_UNIT} AND {PROMISE_READABLE})",
        ),
        by_oneself(PROMISE),
        *led(PROMISE, READABLE),
        grants(PROMISE, TENANT, ("SELECT",)),
        grants(PROMISE, SECRETARIAT, ("SELECT", "INSERT", "DELETE")),
        *secured(STEP),
        # What was changed may hold what stood there while it was confidential.
        policy(
            STEP,
            "tenant_reads",
            f"FOR SELECT TO {TENANT} USING ({OF_THE_UNIT} AND step <> 'changed')",
        ),
        by_oneself(STEP),
        *led(STEP, f"{READABLE} AND step <> 'changed'"),
        practice_only(STEP, OF_PRACTICE),
        grants(STEP, TENANT, ("SELECT",)),
        grants(STEP, SECRETARIAT, ("SELECT", "INSERT", "DELETE")),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(TRIGGERS, DROP_TRIGGERS),
    ]
