"""SQL that makes the database roles. Roles belong to the whole cluster, so each step is guarded:
another database of the cluster may have made them already."""

from provinces.roles import PUBLIC_ROLE, DatabaseRole

LOGIN_ROLE = "nsp_app"

# PostgreSQL 16 can grant the right to become a role without its rights (INHERIT FALSE).
# Before that, NOINHERIT on the login role itself does the same.
_ONE_ROLE = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        BEGIN
            CREATE ROLE {role} NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;  -- another database of the cluster was faster
        END;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{login}') THEN
        IF current_setting('server_version_num')::int >= 160000 THEN
            IF NOT EXISTS (
                SELECT FROM pg_auth_members
                WHERE roleid = '{role}'::regrole AND member = '{login}'::regrole
                  AND (to_jsonb(pg_auth_members) ->> 'set_option')::boolean
                  AND NOT (to_jsonb(pg_auth_members) ->> 'inherit_option')::boolean
            ) THEN
                EXECUTE 'GRANT {role} TO {login} WITH INHERIT FALSE, SET TRUE';
            END IF;
        ELSIF NOT pg_has_role('{login}', '{role}', 'MEMBER') THEN
            ALTER ROLE {login} NOINHERIT;
            GRANT {role} TO {login};
        END IF;
    END IF;
    GRANT USAGE ON SCHEMA public TO {role};
END
$$
"""

CREATE_TENANT, CREATE_SECRETARIAT = (
    _ONE_ROLE.format(role=role.value, login=LOGIN_ROLE) for role in DatabaseRole
)
CREATE_PUBLIC = _ONE_ROLE.format(role=PUBLIC_ROLE, login=LOGIN_ROLE)
