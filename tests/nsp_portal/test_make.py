"""The two commands of the README, from nothing, in a folder of their own, and with no program but
Python, make, a shell and what lies beside `ls`."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

PROJECT = Path(__file__).parents[2]
SERVICES = [sys.executable, "-m", "nsp_portal.services"]


# Of GNU make's recipes and of Debian's essential packages; `useradd` for whoever is root.
PROGRAMS = ("bash", "sh", "make", "useradd", "grep", "sed", "expand", "test", "touch", "rm", "echo")


@pytest.fixture(scope="module")
def environment(var, bare_environment, tmp_path_factory):
    programs, home = tmp_path_factory.mktemp("programs"), tmp_path_factory.mktemp("home")
    for name in PROGRAMS:
        found = shutil.which(name)
        if found:
            (programs / name).symlink_to(found)
    (programs / "python3").symlink_to(sys.executable)
    bare = {"PATH": str(programs), "HOME": str(home), "VAR_DIR": str(var)}
    kept = {name: value for name, value in bare_environment.items() if name != "XDG_CACHE_HOME"}
    return kept | bare


def still_running(environment):
    """Whoever has our folder in its environment: nobody else's servers are looked at."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("VAR_DIR") == environment["VAR_DIR"]:
                found.append(process)
        except psutil.Error:
            continue
    return [process for process in found if process.pid != os.getpid()]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def annual_report(environment, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "report"
    done = subprocess.run(
        [*SERVICES, "annual-report", "--year", "2020", "--out", str(out)],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.mark.parametrize("command", ["demo", "annual-report", "test"])
def test_make_finds_python_and_what_to_do(environment, command):
    """What it would do on a machine where nothing is installed yet."""
    said = subprocess.run(
        ["make", "--dry-run", command, "READY=none", "READY_DEV=no-tools"],
        cwd=PROJECT, env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "python3 -m venv .venv" in said
    assert "-m nsp_portal.services" in said


def test_make_says_what_python_it_wants_where_there_is_none(environment, tmp_path):
    for name in PROGRAMS:
        found = shutil.which(name)
        if found:
            (tmp_path / name).symlink_to(found)
    done = subprocess.run(
        ["make", "READY=none", "none"],
        cwd=PROJECT, env=environment | {"PATH": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode != 0
    assert "No Python >= 3.11 with venv was found; name one: make PYTHON=" in done.stderr


def test_the_annual_report_is_written_and_nothing_is_left_running(annual_report, environment):
    names = {path.name for path in annual_report.iterdir()}
    assert {"figures.csv", "discrepancies.csv", "annual-report.xlsx", "annual-report.pdf"} <= names
    assert still_running(environment) == []


def test_the_demo_finds_the_data_and_serves_until_ctrl_c(annual_report, environment):
    port = free_port()
    with subprocess.Popen(
        [*SERVICES, "demo", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as demo:
        assert demo.stdout is not None
        told = []
        for line in demo.stdout:
            told.append(line)
            if line.startswith("The portal:"):
                break
        assert f"http://127.0.0.1:{port}" in told[-1]
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/").read().decode()
        style = re.search(r'href="(/static/[^"]+\.css)"', page)
        assert style, page
        urllib.request.urlopen(f"http://127.0.0.1:{port}{style[1]}").close()
        os.killpg(demo.pid, signal.SIGINT)  # as a terminal does
        assert demo.wait(40) == 0, "".join(told)
        assert "Reports: 0 entered" in "".join(told)
    assert still_running(environment) == []


def test_a_taken_port_is_said_before_anything_begins(annual_report, environment):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = subprocess.run(
            [*SERVICES, "demo", "--port", str(port)],
            env=environment,
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert f"make demo PORT={port + 1}" in done.stderr
    assert "Migrate" not in done.stdout
