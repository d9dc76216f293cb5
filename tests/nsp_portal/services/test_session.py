"""The real servers in a folder of their own, started and stopped as a person would."""

import json
import os
import signal
import stat
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg2
import pytest

from nsp_portal.services.places import ServicePaths
from nsp_portal.services.roles import with_login

RUN = [sys.executable, "-m", "nsp_portal.services", "run", "--"]
TELL = "import json, os; print(json.dumps(dict(os.environ)))"


@pytest.fixture(scope="module", autouse=True)
def kept(var, bare_environment):
    """The servers have run before, and have one table."""
    make = (
        "import os, psycopg2\n"
        "connection = psycopg2.connect(os.environ['DATABASE_OWNER_URL'])\n"
        "with connection, connection.cursor() as cursor:\n"
        "    cursor.execute('CREATE TABLE kept AS SELECT 7 AS n')"
    )
    environment = bare_environment | {"VAR_DIR": str(var)}
    subprocess.run([*RUN, sys.executable, "-c", make], env=environment, check=True)


@pytest.fixture
def environment(var, bare_environment):
    return bare_environment | {"VAR_DIR": str(var)}


@pytest.fixture
def run(environment):
    def run(code, *, expect=0, **more):
        done = subprocess.run(
            [*RUN, sys.executable, "-c", code],
            env=environment | more,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done

    return run


@pytest.fixture
def use(environment):
    """Somebody who uses the servers until the block ends: the process, and its environment."""

    @contextmanager
    def use(**more):
        code = f"{TELL}; import sys, time; sys.stdout.flush(); time.sleep(60)"
        with subprocess.Popen(
            [*RUN, sys.executable, "-c", code],
            env=environment | more,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            assert process.stdout is not None
            line = next(line for line in process.stdout if line.startswith("{"))
            try:
                yield process, json.loads(line)
            finally:
                if process.poll() is None:
                    process.terminate()

    return use


def servers(var: Path) -> list[psutil.Process]:
    """PostgreSQL's main process and Valkey's, of this folder."""
    return [
        process
        for process in psutil.process_iter(["name", "cmdline"])
        if process.info["name"] in ("postgres", "valkey-server")
        and (str(var) in " ".join(process.info["cmdline"] or []) or valkey_of(var, process))
    ]


def valkey_of(var: Path, process: psutil.Process) -> bool:
    port = var / "valkey" / "port.json"
    own = port.exists() and f":{json.loads(port.read_text())['port']}"
    return bool(own) and any(str(own) in part for part in process.info["cmdline"] or [])


def select(url, statement):
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchall() if cursor.description else []
    connection.close()
    return found


def test_a_second_start_finds_the_data_and_nothing_runs_between(use, var):
    assert servers(var) == []
    with use() as (_, env):
        assert len(servers(var)) == 2
        assert select(env["DATABASE_OWNER_URL"], "TABLE kept") == [(7,)]
    assert servers(var) == []


def test_roles_have_no_more_than_they_need(use, var):
    with use() as (_, env):
        rights = select(
            env["DATABASE_URL"],
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolinherit"
            " FROM pg_roles WHERE rolname LIKE 'nsp_%' ORDER BY 1",
        )
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            select(env["DATABASE_URL"], "TABLE kept")
    assert rights == [
        ("nsp_app", False, False, False, False),
        ("nsp_owner", False, False, True, True),
    ]
    assert stat.S_IMODE((var / "secrets.json").stat().st_mode) == 0o600


def test_the_command_gets_the_login_role_and_its_exit_code_is_ours(run):
    told = run(f"{TELL}; raise SystemExit(3)", expect=3)
    env = json.loads(told.stdout.splitlines()[-1])
    assert env["DATABASE_URL"].startswith("postgresql://nsp_app:")
    assert env["SECRET_KEY"]


def test_whoever_leaves_last_stops_the_servers(use, var):
    with use() as (first, _), use() as (second, _):
        first.terminate()
        first.wait()
        assert len(servers(var)) == 2
        second.terminate()
        second.wait()
    assert servers(var) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_command_and_the_servers(use, var, number):
    with use() as (process, _):
        os.killpg(process.pid, number)  # as a terminal does
        assert process.wait(20) != 0
    assert servers(var) == []


def test_servers_of_a_killed_user_are_taken_over(use, run, var):
    with use() as (process, _):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    orphans = servers(var)
    assert len(orphans) == 2
    run("pass")
    assert servers(var) == []


def test_a_pid_file_whose_number_is_somebody_elses_is_no_server(use, var):
    pid_file = var / "postgres" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{var}/postgres\n1\n1\n\nlocalhost\n\nready   \n")
    with use() as (_, env):
        assert select(env["DATABASE_OWNER_URL"], "TABLE kept") == [(7,)]


def test_lost_secrets_are_said_in_one_sentence(run, var):
    secrets = var / "secrets.json"
    kept = secrets.read_text()
    secrets.unlink()
    try:
        told = run("pass", expect=1)
    finally:
        secrets.write_text(kept)
    assert "put back the secrets.json" in told.stderr
    assert "Traceback" not in told.stderr
    assert servers(var) == []


def test_given_servers_are_used_and_left_alone(use, run, var, tmp_path):
    with use() as (_, env):
        given = {
            "DATABASE_URL": env["DATABASE_OWNER_URL"],
            "REDIS_URL": env["REDIS_URL"],
            "VAR_DIR": str(tmp_path),
            "APP_DATABASE_PASSWORD": "of-the-ministry",
        }
        told = json.loads(run(TELL, **given).stdout.splitlines()[-1])
        assert "of-the-ministry" in told["DATABASE_URL"]
        assert select(told["DATABASE_URL"], "SELECT current_user") == [("nsp_app",)]
        assert not ServicePaths(tmp_path).postgres.exists()
        assert not ServicePaths(tmp_path).valkey.exists()
        assert len(servers(var)) == 2


def test_an_administrator_makes_owner_and_database(use, run, var, tmp_path):
    """As the containers do, whose PostgreSQL begins with nothing but a superuser."""
    password = json.loads((var / "secrets.json").read_text())["POSTGRES_PASSWORD"]
    with use() as (_, env):
        given = {
            "ADMIN_DATABASE_URL": with_login(env["DATABASE_URL"], "postgres", password, "postgres"),
            "DATABASE_URL": with_login(env["DATABASE_URL"], "new_owner", "p@ss/word", "new"),
            "REDIS_URL": env["REDIS_URL"],
            "VAR_DIR": str(tmp_path),
            "APP_DATABASE_PASSWORD": "again",
        }
        refused = run("pass", expect=1, **given)  # nsp_app is another owner's here
        assert "CREATEROLE, or set APP_DATABASE_PASSWORD" in refused.stderr
        assert select(given["DATABASE_URL"], "SELECT current_database()") == [("new",)]


def test_a_redis_that_does_not_answer_is_said(run, tmp_path, use):
    with use() as (_, env):
        told = run(
            "pass",
            expect=1,
            DATABASE_URL=env["DATABASE_OWNER_URL"],
            REDIS_URL="redis://127.0.0.1:1/0",
            VAR_DIR=str(tmp_path),
        )
    assert told.stderr.strip() == "REDIS_URL names a server that does not answer."
