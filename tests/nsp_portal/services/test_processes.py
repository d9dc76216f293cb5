import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from nsp_portal.services.failure import ServiceError
from nsp_portal.services.processes import Background, run_step

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(child.pid, flush=True); child.wait()",
]


@pytest.fixture
def background(tmp_path):
    background = Background(tmp_path)
    yield background
    background.stop()


def wait_until(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def gone(pid):
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_stopping_takes_the_children_of_the_children_along(background):
    background.start("worker", PARENT, os.environ)
    wait_until(lambda: background.log("worker").read_text().endswith("\n"))
    grandchild = int(background.log("worker").read_text())
    process = background.running["worker"]
    background.stop()
    assert process.returncode == -signal.SIGTERM
    wait_until(lambda: gone(grandchild))


def test_one_that_ends_is_reported_with_its_last_words(background):
    background.start("beat", [sys.executable, "-c", "raise SystemExit('no broker')"], os.environ)
    with pytest.raises(ServiceError, match=r"The beat ended with code 1(?s:.*)no broker"):
        background.watch()


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_they_end_with_a_parent_that_was_killed(tmp_path):
    code = (
        "import os, sys, time; from pathlib import Path;"
        "from nsp_portal.services.processes import Background;"
        f"background = Background(Path({str(tmp_path)!r}));"
        f"background.start('web', {SLEEPER!r}, os.environ);"
        "print(background.running['web'].pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert not gone(child)
        parent.kill()
    wait_until(lambda: gone(child))


def test_a_step_that_fails_names_itself(capfd):
    with pytest.raises(ServiceError, match="This step failed: Load the plan"):
        run_step("Load the plan", [sys.executable, "-c", "raise SystemExit('why')"], os.environ)
    told = capfd.readouterr()
    assert "==> Load the plan" in told.out
    assert "why" in told.err


def test_a_step_tells_how_long_it_took(capfd):
    run_step("Nothing", [sys.executable, "-c", ""], os.environ)
    assert capfd.readouterr().out.rstrip().endswith(" s")
