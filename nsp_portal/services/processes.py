"""Children: commands that share our terminal, and the long-running ones in groups of their own."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from nsp_portal.services.failure import ServiceError, Stopped

PATIENCE_SECONDS = 15
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def stop_on_signals() -> None:
    """The first signal unwinds through every `finally`; the later ones do not disturb that."""

    def unwind(number: int, _frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, unwind)


def run_in_foreground(command: Sequence[str], env: Mapping[str, str]) -> int:
    """The command has the terminal: it hears Ctrl-C itself, and we wait for what it makes of it."""
    with subprocess.Popen(command, env=env) as child:

        def end_child(_number: int, _frame: FrameType | None) -> None:
            child.terminate()

        before = {
            signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
            signal.SIGTERM: signal.signal(signal.SIGTERM, end_child),
            signal.SIGHUP: signal.signal(signal.SIGHUP, end_child),
        }
        try:
            code = child.wait()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
    return 128 - code if code < 0 else code


@contextmanager
def step(title: str) -> Iterator[None]:
    print(f"==> {title}", flush=True)
    began = time.monotonic()
    yield
    print(f"    {time.monotonic() - began:.1f} s", flush=True)


def run_step(title: str, command: Sequence[str], env: Mapping[str, str]) -> None:
    with step(title):
        run_to_the_end(command, env, f"\nThis step failed: {title} ({' '.join(command[1:])})")


def run_to_the_end(command: Sequence[str], env: Mapping[str, str], blame: str = "") -> None:
    """Its output is shown as it comes, so a failure has been read already: we add whose it was."""
    with subprocess.Popen(command, env=env) as child:
        try:
            code = child.wait()
        except Stopped:
            child.terminate()
            raise
    if code:
        raise ServiceError(blame)


@dataclass
class Background:
    """Long-running processes; each leads a group, so that its own children end with it."""

    logs: Path
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def start(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> None:
        with self.log(name).open("ab") as log:
            self.running[name] = subprocess.Popen(
                command,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=_end_with_parent,
            )

    def check(self) -> None:
        for name, process in self.running.items():
            code = process.poll()
            if code is not None:
                tail = "\n".join(self.log(name).read_text().splitlines()[-30:])
                raise ServiceError(f"The {name} ended with code {code}. Its last words:\n{tail}")

    def watch(self) -> None:
        """Until a signal comes, or one of them ends."""
        while True:
            self.check()
            time.sleep(0.5)

    def stop(self) -> None:
        """All at once and politely, then by force."""
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        end = time.monotonic() + PATIENCE_SECONDS
        for process in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, end - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


def _end_with_parent() -> None:
    """Even after `kill -9` of the parent; Linux only."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
