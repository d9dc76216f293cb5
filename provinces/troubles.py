"""What went wrong, in words for a person: never what a program says to programmers.

The one mapping of exceptions, for jobs, files, uploads and pages alike. The exception itself goes
into the log, and a job keeps it for the administrators.
"""

import errno
import re
import smtplib
import subprocess
from collections.abc import Iterator
from enum import StrEnum

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError


class Trouble(StrEnum):
    """What a person can do something about; the codes are stored with jobs."""

    DISK_FULL = "disk-full"
    DISK_BROKEN = "disk-broken"
    NO_RIGHT = "no-right"
    FILE_GONE = "file-gone"
    NO_MEMORY = "no-memory"
    NO_ROOM = "no-room"
    DATABASE = "database"
    COLLISION = "collision"
    BROKER = "broker"
    MAIL = "mail"
    LINE = "line"
    TOO_LONG = "too-long"
    NEVER_ENDED = "never-ended"
    CUT_OFF = "cut-off"
    UNKNOWN = "unknown"


WORDS = {
    Trouble.DISK_FULL: gettext_lazy(
        "The disk of the server is full: ask the administrator to make room, then try again."
    ),
    Trouble.DISK_BROKEN: gettext_lazy(
        "The server could not read or write its disk: tell the administrator at once."
    ),
    Trouble.NO_RIGHT: gettext_lazy(
        "The portal may not write into its own folder on the server: ask the administrator to "
        "give it the right, then try again."
    ),
    Trouble.FILE_GONE: gettext_lazy(
        "A file that the portal needs is not on the server any more: tell the administrator."
    ),
    Trouble.NO_MEMORY: gettext_lazy(
        "The server had not enough memory for this: try again when fewer people work, and tell "
        "the administrator if it happens again."
    ),
    Trouble.NO_ROOM: gettext_lazy(
        "The server is busy with too many things at once: try again in a few minutes."
    ),
    Trouble.DATABASE: gettext_lazy(
        "The portal could not reach its database for a moment: try again in a minute."
    ),
    Trouble.COLLISION: gettext_lazy(
        "Two people changed the same thing at the same moment: try again."
    ),
    Trouble.BROKER: gettext_lazy(
        "A part of the portal that passes on work does not answer: try again in a few minutes."
    ),
    Trouble.MAIL: gettext_lazy(
        "The mail server did not take the e-mail: try again later, and tell the administrator if "
        "it happens again."
    ),
    Trouble.LINE: gettext_lazy("Another server did not answer: try again in a few minutes."),
    Trouble.TOO_LONG: gettext_lazy(
        "It took too long and was stopped: try again when fewer people work."
    ),
    Trouble.NEVER_ENDED: gettext_lazy(
        "The work was begun several times and stopped each time before its end: ask the "
        "administrator whether the server has enough memory."
    ),
    Trouble.CUT_OFF: gettext_lazy(
        "The connection to the database broke again and again during this work: tell the "
        "administrator, and try again when it is corrected."
    ),
}

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_FILE_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENXIO, errno.ESTALE}
_NO_ROOM = {errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.EBUSY, errno.ETXTBSY}
_LINE = {
    errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE, errno.EHOSTUNREACH,
    errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.ENOTCONN, errno.EADDRINUSE,
    errno.EADDRNOTAVAIL,
}  # fmt: skip
OF_ERRNO = {
    **dict.fromkeys(_DISK_FULL, Trouble.DISK_FULL),
    **dict.fromkeys(_NO_RIGHT, Trouble.NO_RIGHT),
    **dict.fromkeys(_FILE_GONE, Trouble.FILE_GONE),
    **dict.fromkeys(_NO_ROOM, Trouble.NO_ROOM),
    **dict.fromkeys(_LINE, Trouble.LINE),
    errno.EIO: Trouble.DISK_BROKEN,
    errno.ENOMEM: Trouble.NO_MEMORY,
    errno.ETIMEDOUT: Trouble.TOO_LONG,
}
# PostgreSQL's codes: "Appendix A. PostgreSQL Error Codes".
OF_SQLSTATE = {
    "53100": Trouble.DISK_FULL,
    "53200": Trouble.NO_MEMORY,
    "53300": Trouble.DATABASE,  # too many connections
    "58030": Trouble.DISK_BROKEN,
    "57014": Trouble.TOO_LONG,
    "40001": Trouble.COLLISION,
    "40P01": Trouble.COLLISION,
    "55P03": Trouble.COLLISION,
}
_GONE = {"57P01", "57P02", "57P03", "57P05", "53300"}  # shut down, crashed, starting, full
_KINDS: tuple[tuple[type[BaseException], Trouble], ...] = (
    (MemoryError, Trouble.NO_MEMORY),
    (smtplib.SMTPException, Trouble.MAIL),
    (subprocess.TimeoutExpired, Trouble.TOO_LONG),
    (RedisError, Trouble.BROKER),
    (BrokerError, Trouble.BROKER),
)


def is_connection_lost(error: BaseException) -> bool:
    """The line to the database broke, or the server went away: nobody's work is to blame."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    code = _sqlstate(error)
    return code is None or code.startswith("08") or code in _GONE


def trouble_of(error: BaseException) -> Trouble:
    """Of the error or, where it says nothing, of what it was raised from."""
    found = (_of_one(link) for link in _chain(error))
    return next((item for item in found if item is not None), Trouble.UNKNOWN)


def in_words(trouble: str, reference: str = "") -> str:
    """One sentence or two in the reader's language; `reference`, such as “job 12”, tells the
    administrators where they find the rest."""
    if trouble in WORDS:
        return str(WORDS[Trouble(trouble)])
    if not reference:
        return _("Something unexpected went wrong. The administrators find more in the log.")
    return _(
        "Something unexpected went wrong. The administrators find more under %(reference)s."
    ) % {"reference": reference}


_RAW = re.compile(r"^\w*(Error|Exception|Expired)\b|^[A-Z]\w*[a-z]\w*[A-Z]\w*: |\[Errno ", re.ASCII)
_ERRNO = re.compile(r"\[Errno (\d+)\]")
_NAMES = {
    "MemoryError": Trouble.NO_MEMORY,
    "OperationalError": Trouble.DATABASE,
    "InterfaceError": Trouble.DATABASE,
    "ConnectionError": Trouble.BROKER,
    "TimeoutError": Trouble.TOO_LONG,
    "TimeoutExpired": Trouble.TOO_LONG,
}


def without_raw(text: str, reference: str = "") -> str:
    """What was stored, unless it is what a program said: then what a person reads of that."""
    if not _RAW.search(text):
        return text
    number = _ERRNO.search(text)
    if number:
        return in_words(OF_ERRNO.get(int(number[1]), Trouble.UNKNOWN), reference)
    return in_words(_NAMES.get(text.partition(":")[0], Trouble.UNKNOWN), reference)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _of_one(error: BaseException) -> Trouble | None:
    code = _sqlstate(error)
    if code in OF_SQLSTATE:
        return OF_SQLSTATE[code]
    if is_connection_lost(error):
        return Trouble.DATABASE
    for kind, trouble in _KINDS:
        if isinstance(error, kind):
            return trouble
    return _of_system(error) if isinstance(error, OSError) else None


def _of_system(error: OSError) -> Trouble | None:
    if error.errno in OF_ERRNO:
        return OF_ERRNO[error.errno]
    if isinstance(error, TimeoutError):
        return Trouble.TOO_LONG
    return Trouble.LINE if isinstance(error, ConnectionError) else None


def _sqlstate(error: BaseException) -> str | None:
    """Django keeps the driver's error as the cause."""
    code = getattr(error, "pgcode", None) or getattr(error.__cause__, "pgcode", None)
    return str(code) if code else None
