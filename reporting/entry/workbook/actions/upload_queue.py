"""Workbooks that wait to be read: two at once on a machine, one a person, in the order they came.

A lock is a file that is held open. The child that reads holds it as well, so that it lasts as long
as one of the two lives, and no longer. Nobody waits in a web process, of which there are few: who
does not get a turn gets a page that asks again.
"""

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from provinces.roles import Permission
from reporting.access import Actor, NotHere, Refused
from reporting.document.files import whole_file
from reporting.entry.access import ReportAccess
from reporting.entry.workbook.actions.uploads import TOKEN

AT_ONCE = 2
MOST_WAITING = 20  # of at most 10 MiB each
FORGOTTEN_SECONDS = 30  # its page asks every three seconds
KEPT_SECONDS = 600  # for whoever comes back to the page


class QueueIsFull(Refused):
    """Too many wait already."""


@dataclass(frozen=True)
class Turn:
    """`workbook`: open, where it is this one's turn; else `before` it are so many others. `locks`:
    what a child holds open too. `own`: one of the same person is being read."""

    workbook: IO[bytes] | None = None
    locks: tuple[int, ...] = ()
    before: int = 0
    own: bool = False


def enter(upload: "UploadedFile[bytes]", *, by: Actor, access: ReportAccess) -> str:
    """Takes a workbook into the queue, in place of the one of this person that waits. Raises
    `QueueIsFull`."""
    access.require(Permission.REPORT_ENTER)
    _folder("waiting").mkdir(parents=True, exist_ok=True, mode=0o700)
    for earlier in waiting():
        if earlier.name.split("-")[1] == str(by.user.pk):
            earlier.unlink(missing_ok=True)
    if len(waiting()) >= MOST_WAITING:
        raise QueueIsFull
    token = secrets.token_urlsafe(32)
    name = f"{time.time_ns():020d}-{by.user.pk}-{access.revision.pk}-{token}.xlsx"
    with whole_file(_folder("waiting") / name) as stream:
        for chunk in upload.chunks():
            stream.write(chunk)
    return token


@contextmanager
def turn(token: str, *, by: Actor, access: ReportAccess) -> Iterator[Turn]:
    """Raises `NotHere` where nothing of that name waits any more."""
    access.require(Permission.REPORT_ENTER)
    ticket = _ticket(token, by, access)
    with suppress(FileNotFoundError):
        os.utime(ticket)
    now = time.time()
    before = sum(
        path.name < ticket.name and now - _seen(path) < FORGOTTEN_SECONDS for path in waiting()
    )
    with ExitStack() as held:
        mine = held.enter_context(_locked(f"person-{by.user.pk}"))
        if mine is None:
            yield Turn(before=before, own=True)
            return
        slot = _free_slot(held) if before < AT_ONCE else None
        if slot is None:
            yield Turn(before=before + AT_ONCE)
            return
        try:
            workbook = held.enter_context(ticket.open("rb"))
        except FileNotFoundError as gone:  # read in another window, or sent anew
            raise NotHere from gone
        ticket.unlink(missing_ok=True)
        yield Turn(workbook, (mine, slot))


def _free_slot(held: ExitStack) -> int | None:
    for number in range(AT_ONCE):
        slot = held.enter_context(_locked(f"slot-{number}"))
        if slot is not None:
            return slot
    return None


@contextmanager
def _locked(name: str) -> Iterator[int | None]:
    """The lock of that name, as an open file; None where somebody else holds it."""
    _folder("locks").mkdir(parents=True, exist_ok=True, mode=0o700)
    with (_folder("locks") / name).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield None
        else:
            yield lock.fileno()


def _folder(name: str) -> Path:
    return Path(settings.VAR_DIR) / "upload-queue" / name


def _ticket(token: str, by: Actor, access: ReportAccess) -> Path:
    if not TOKEN.fullmatch(token):
        raise NotHere
    name = f"-{by.user.pk}-{access.revision.pk}-{token}.xlsx"
    found = next((path for path in waiting() if path.name.endswith(name)), None)
    if found is None:
        raise NotHere
    return found


def waiting() -> list[Path]:
    """In their order, without what nobody asked for in ten minutes: that goes."""
    now, found = time.time(), []
    for path in sorted(_folder("waiting").glob("[0-9]*.xlsx")):
        if now - _seen(path) > KEPT_SECONDS:
            path.unlink(missing_ok=True)
        else:
            found.append(path)
    return found


def _seen(ticket: Path) -> float:
    """When its page asked last; long ago where it is gone already."""
    try:
        return ticket.stat().st_mtime
    except FileNotFoundError:
        return 0.0
