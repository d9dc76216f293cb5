"""A filled workbook is stored in the report, all of it or nothing; one with wrong cells is kept
with these marked, for a day and for the person who sent it."""

import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from reporting.access import Actor
from reporting.core.actions.audit import record
from reporting.document.files import whole_file
from reporting.entry.access import ReportAccess
from reporting.entry.page.actions.draft_changes import Changes
from reporting.entry.page.actions.page_saves import save_page

KEPT_SECONDS = 24 * 3600
KEPT_FILES, KEPT_BYTES = 5, 30 * 1024 * 1024  # of one person
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def folder() -> Path:
    return Path(settings.VAR_DIR) / "uploads"


@contextmanager
def keep_marked(*, by: Actor, access: ReportAccess) -> Iterator[tuple[str, BinaryIO]]:
    """A name that nobody guesses, by which this person gets the file for this report, and where it
    is to be written; an error leaves none. The person's oldest files make room."""
    token = secrets.token_urlsafe(32)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with whole_file(_path(token, by, access)) as stream:
        yield token, stream
    _make_room(by)


def _make_room(by: Actor) -> None:
    """All but the newest files of a person go."""
    files = [(path, path.stat()) for path in folder().glob(f"{by.user.pk}-*.xlsx")]
    size = 0
    newest_first = sorted(files, key=lambda found: found[1].st_mtime_ns, reverse=True)
    for place, (path, stat) in enumerate(newest_first):
        size += stat.st_size
        if place and (place >= KEPT_FILES or size > KEPT_BYTES):
            path.unlink(missing_ok=True)


def marked(token: str, *, by: Actor, access: ReportAccess) -> Path | None:
    path = _path(token, by, access)
    return path if TOKEN.fullmatch(token) and path.exists() else None


def _path(token: str, by: Actor, access: ReportAccess) -> Path:
    return folder() / f"{by.user.pk}-{access.revision.pk}-{token}.xlsx"


def clear_uploads(now: float | None = None) -> int:
    """Removes what is older than a day; how many files."""
    before = (now or time.time()) - KEPT_SECONDS
    old = [path for path in folder().glob("*") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


@transaction.atomic
def store_workbook(*, by: Actor, access: ReportAccess, changes: Changes, cells: int) -> None:
    """All that a workbook changes, or nothing; the trail says that it came by Excel."""
    save_page(by=by, access=access, changes=changes)
    record(
        "report.workbook", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, cells=cells,
    )  # fmt: skip
