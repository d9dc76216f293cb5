"""python -m nsp_portal.services COMMAND: see --help."""

import argparse
import os
import sys
from contextlib import ExitStack
from pathlib import Path

from nsp_portal.services.failure import ServiceError, Stopped
from nsp_portal.services.places import PROJECT, ServicePaths
from nsp_portal.services.processes import run_in_foreground, step, stop_on_signals
from nsp_portal.services.sequence import MANAGE, annual_report, demo, install
from nsp_portal.services.session import Services, services

OWNERS_COMMANDS = {"prepare", "migrate", "makemigrations", "sqlmigrate", "showmigrations"}


def main() -> int:
    arguments = _parser().parse_args()
    os.chdir(PROJECT)
    stop_on_signals()
    places = ServicePaths.from_environment()
    try:
        with ExitStack() as at_the_end:
            if arguments.what in ("demo", "annual-report"):
                with step("Start PostgreSQL and Valkey, unless they run already"):
                    found = at_the_end.enter_context(services(places))
            else:
                found = at_the_end.enter_context(services(places))
            return _do(arguments, found)
    except Stopped as stopped:
        return 128 + stopped.signal_number
    except ServiceError as problem:
        print(problem, file=sys.stderr)
        return 1


def _do(arguments: argparse.Namespace, found: Services) -> int:
    what: str = arguments.what
    if what == "run":
        return run_in_foreground(arguments.command, found.test_environment())
    if what == "manage":
        return _manage(arguments.command, found)
    if what == "install":
        install(found)
    if what == "demo":
        demo(found, arguments.year, arguments.host, arguments.port)
    if what == "annual-report":
        out = arguments.out or found.places.var / f"annual-report-{arguments.year}"
        annual_report(found, arguments.year, out)
    return 0


def _manage(command: list[str], found: Services) -> int:
    as_owner = command[:1] and command[0] in OWNERS_COMMANDS
    env = found.owner_environment() if as_owner else found.environment()
    return run_in_foreground([sys.executable, MANAGE, *command], env)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nsp_portal.services")
    actions = parser.add_subparsers(dest="what", required=True)
    run = actions.add_parser("run", help="any command, with the servers up and their URLs set")
    run.add_argument("command", nargs="+", help="after --")
    manage = actions.add_parser("manage", help="a management command")
    manage.add_argument("command", nargs=argparse.REMAINDER)
    actions.add_parser("install", help="roles, tables, catalogue, units and plan, and no more")
    show = actions.add_parser("demo", help="everything, then the site until Ctrl-C")
    show.add_argument("--host", default="127.0.0.1")
    show.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    report = actions.add_parser("annual-report", help="everything, without serving")
    report.add_argument("--out", type=lambda text: Path(text).resolve())
    for action in (show, report):
        action.add_argument("--year", type=int, default=2020)
    return parser


if __name__ == "__main__":
    sys.exit(main())
