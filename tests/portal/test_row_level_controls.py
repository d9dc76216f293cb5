"""Without the policies the questions of test_row_level_security.py leak: it is they that hold."""

from provinces.tenancy import DatabaseRole, acting_as
from tests.factories import unit
from tests.tenant_rows import COUNT, as_owner, ask


def test_without_row_level_security_the_same_query_leaks(cloned_2020):
    kandal, takeo = (unit(code).pk for code in ("KH-08", "KH-21"))

    def seen():
        with acting_as(role=DatabaseRole.TENANT, organisation_unit_id=kandal):
            return [ask(COUNT, one, t="reporting_datavalue")[0][0] for one in (kandal, takeo)]

    own, none = seen()
    assert own > 0 == none

    as_owner(cloned_2020, "ALTER TABLE reporting_datavalue DISABLE ROW LEVEL SECURITY")
    assert seen()[1] > 0

    as_owner(
        cloned_2020,
        "ALTER TABLE reporting_datavalue ENABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant_reads ON reporting_datavalue",
    )
    assert seen() == [0, 0]  # without a policy nobody is let in

    as_owner(
        cloned_2020,
        "CREATE POLICY tenant_reads ON reporting_datavalue FOR SELECT TO nsp_tenant USING (true)",
    )
    assert seen()[1] > 0


def test_the_owner_too_is_bound_where_it_is_forced(cloned_2020):
    count = "SELECT count(*) FROM reporting_datavalue"
    assert as_owner(cloned_2020, count) == [(0,)]
    free = "ALTER TABLE reporting_datavalue NO FORCE ROW LEVEL SECURITY"
    assert as_owner(cloned_2020, free, count) > [(0,)]
