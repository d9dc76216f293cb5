"""From an empty database to the annual report, and to the site that shows it. The same commands
run in the containers of docker-compose.yml."""

import json
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nsp_portal.services.failure import ServiceError, Stopped
from nsp_portal.services.processes import Background, run_step, run_to_the_end, step
from nsp_portal.services.session import Services

MANAGE = "manage.py"  # from the project's folder, where main() goes
START_SECONDS = 60
DEMO_ACCOUNTS = ("demo_accounts", "--yes")  # the reports are entered and signed by these people


def install(services: Services) -> None:
    """What every installation needs, and may be run again: tables, catalogue, units and plan."""
    _migrate(services)
    _steps(services, *_reference_data())


def annual_report(services: Services, year: int, out: Path) -> None:
    _migrate(services)
    with _workers(services):
        _steps(services, *_reference_data(), *_report(year, out))


def demo(services: Services, year: int, host: str, port: int) -> None:
    _port_must_be_free(host, port)
    os.environ.setdefault("SITE_URL", f"http://{host}:{port}")  # for the links of e-mails
    _migrate(services)
    with _workers(services) as background:
        _steps(
            services,
            *_reference_data(),
            *_report(year, services.places.var / f"annual-report-{year}"),
            *_practice(year + 1),
            ["Collect static files", "collectstatic", "--noinput", "--verbosity=0"],
            ["Who may sign in", *DEMO_ACCOUNTS],
        )
        with step("Start the site"):
            background.start("web", _gunicorn(host, port), services.environment())
            _wait_for(host, port, background)
        print(f"\nThe portal: http://{host}:{port}  (Ctrl-C stops everything)", flush=True)
        with suppress(Stopped):  # being stopped is how a demo ends
            background.watch()
        print("\nStopping ...", flush=True)


def _reference_data() -> list[list[str]]:
    return [
        ["Load the catalogue of data sets", "load_catalogue"],
        ["Load the organisation units", "load_organisations"],
        ["Load the plan", "load_plan"],
        ["Load the populations", "load_population"],
    ]


def _report(year: int, out: Path) -> list[list[str]]:
    return [
        ["Make the people of the demonstration", *DEMO_ACCOUNTS],
        [f"Load the reports of {year}", "load_reports", str(year)],
        ["Enter the commitments", "load_commitments"],
        [f"Consolidate {year}", "consolidate", str(year), "--if-needed", "--wait"],
        [f"Write, sign and publish the report of {year}", "load_edition", str(year), "--publish"],
        ["Copy its files", "write_annual_report", str(year), "--out", str(out)],
    ]


def _practice(year: int) -> list[list[str]]:
    """Beside the real year: nine months of invented reports to practise on."""
    command = ["practice_year", str(year), "--until", f"{year}-09", "--if-missing", "--brief"]
    return [
        [f"Make {year} to practise on", *command],
        [f"Consolidate {year}", "consolidate", str(year), "--if-needed", "--wait"],
    ]


def _migrate(services: Services) -> None:
    command = [sys.executable, MANAGE, "prepare"]
    run_step("Migrate the database", command, services.owner_environment())


def _steps(services: Services, *steps: list[str]) -> None:
    command = [sys.executable, "-m", "nsp_portal.steps", json.dumps(steps)]
    run_to_the_end(command, services.environment())


@contextmanager
def _workers(services: Services) -> Iterator[Background]:
    """Worker and beat, who get ready while the data is loaded."""
    background = Background(services.places.logs)
    with tempfile.TemporaryDirectory() as scratch:
        celery = [sys.executable, "-m", "celery", "-A", "nsp_portal"]
        worker = ["worker", "--concurrency=1", "--loglevel=INFO", f"--hostname=nsp{os.getpid()}@%h"]
        beat = ["beat", "--loglevel=INFO", "--pidfile=", f"--schedule={scratch}/beat"]
        try:
            background.start("worker", celery + worker, services.environment())
            background.start("beat", celery + beat, services.environment())
            yield background
            background.check()
        finally:
            background.stop()


# Without what stands behind a “?” and without the page before: what people search for may be names.
ACCESS_LOG = '%(h)s %(l)s %(u)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s "%(a)s"'


def _gunicorn(host: str, port: int) -> list[str]:
    program = [sys.executable, "-m", "gunicorn", "nsp_portal.wsgi", "--workers=2", "--threads=4"]
    log = ["--access-logfile=-", f"--access-logformat={ACCESS_LOG}"]
    return [*program, f"--bind={host}:{port}", *log]


def _port_must_be_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise ServiceError(
                f"{host}:{port} is taken ({problem.strerror}). Stop what listens there, "
                f"or choose another port: make demo PORT={port + 1}"
            ) from problem


def _wait_for(host: str, port: int, background: Background) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        background.check()
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        if time.monotonic() > end:
            raise ServiceError(f"The site does not answer; see {background.log('web')}.")
        time.sleep(0.1)
