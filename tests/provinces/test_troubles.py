"""No exception is read by a person: each kind has its words, and none of them is a program's."""

import errno
import os
import re
import smtplib
import subprocess
from zipfile import BadZipFile

import psycopg2.errors
import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.utils.translation import override
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import ConnectionError as RedisGone
from redis.exceptions import ResponseError

from provinces.troubles import WORDS, Trouble, in_words, trouble_of, without_raw

NUMBERS = sorted(errno.errorcode)
WORDS_OF_A_PROGRAM = re.compile(
    r"\w+(Error|Exception|Expired)\b|Errno|errno|[A-Z]{4,}|psycopg|redis"
)


def by_postgres(kind: type[psycopg2.Error], code: str | None) -> OperationalError:
    """As Django raises it: the driver's error is the cause."""

    class Answered(kind):  # type: ignore[misc,valid-type]  # the driver's own are read-only
        pgcode = code

    error = OperationalError("server closed the connection unexpectedly")
    error.__cause__ = Answered("server closed the connection unexpectedly")
    return error


def raised_from(error: BaseException) -> ValueError:
    outer = ValueError("Can't close the ZIP file while there is an open writing handle on it.")
    outer.__context__ = error
    return outer


EXCEPTIONS = [
    (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), Trouble.DISK_FULL),
    (OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)), Trouble.DISK_FULL),
    (OSError(errno.EIO, os.strerror(errno.EIO)), Trouble.DISK_BROKEN),
    (PermissionError(errno.EACCES, "Permission denied", "/srv/var"), Trouble.NO_RIGHT),
    (OSError(errno.EROFS, os.strerror(errno.EROFS)), Trouble.NO_RIGHT),
    (FileNotFoundError(errno.ENOENT, "No such file", "/srv/var/a"), Trouble.FILE_GONE),
    (OSError(errno.EMFILE, os.strerror(errno.EMFILE)), Trouble.NO_ROOM),
    (MemoryError(), Trouble.NO_MEMORY),
    (OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)), Trouble.NO_MEMORY),
    (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), Trouble.LINE),
    (ConnectionError("closed"), Trouble.LINE),
    (TimeoutError("timed out"), Trouble.TOO_LONG),
    (subprocess.TimeoutExpired(["convert"], 10), Trouble.TOO_LONG),
    (smtplib.SMTPRecipientsRefused({}), Trouble.MAIL),
    (RedisGone("Error 111 connecting"), Trouble.BROKER),
    (ResponseError("MISCONF Redis is configured to save RDB snapshots"), Trouble.BROKER),
    (BrokerError("Error 111 connecting"), Trouble.BROKER),
    (by_postgres(psycopg2.OperationalError, None), Trouble.DATABASE),
    (by_postgres(psycopg2.errors.AdminShutdown, "57P01"), Trouble.DATABASE),
    (by_postgres(psycopg2.errors.TooManyConnections, "53300"), Trouble.DATABASE),
    (by_postgres(psycopg2.errors.DiskFull, "53100"), Trouble.DISK_FULL),
    (by_postgres(psycopg2.errors.QueryCanceled, "57014"), Trouble.TOO_LONG),
    (by_postgres(psycopg2.errors.DeadlockDetected, "40P01"), Trouble.COLLISION),
    (InterfaceError("connection already closed"), Trouble.DATABASE),
    (raised_from(OSError(errno.ENOSPC, "No space left on device")), Trouble.DISK_FULL),
    (IntegrityError("duplicate key value violates unique constraint"), Trouble.UNKNOWN),
    (DataError("integer out of range"), Trouble.UNKNOWN),
    (BadZipFile("File is not a zip file"), Trouble.UNKNOWN),
    (KeyError("offences"), Trouble.UNKNOWN),
    (RecursionError("maximum recursion depth exceeded"), Trouble.UNKNOWN),
]


@pytest.mark.parametrize(("error", "trouble"), EXCEPTIONS, ids=repr)
def test_each_kind_of_exception_is_known_for_what_it_is(error, trouble):
    assert trouble_of(error) is trouble


@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
def test_no_number_of_the_system_reaches_a_person(number):
    error = OSError(number, os.strerror(number), "/srv/var/editions/1")
    as_stored_before = f"{type(error).__name__}: {error}"
    for said in (in_words(trouble_of(error), "job 7"), without_raw(as_stored_before, "job 7")):
        assert not WORDS_OF_A_PROGRAM.search(said), said
        assert os.strerror(number) not in said
        assert str(number) not in said.replace("job 7", "")
        assert said.endswith(".")


@pytest.mark.parametrize(("error", "trouble"), EXCEPTIONS, ids=repr)
def test_what_was_stored_raw_before_is_not_shown(error, trouble):
    said = without_raw(f"{type(error).__name__}: {error}", "job 7")
    assert not WORDS_OF_A_PROGRAM.search(said), said
    assert said == in_words(Trouble.UNKNOWN, "job 7") or said in map(str, WORDS.values())


@pytest.mark.parametrize(
    "refusal",
    [
        "The report as it stands is not signed by: Reviewer, Consolidator.",
        "Only the Secretary General publishes a report.",
        "A formula of the catalogue cannot be read: A “}” is missing in “materials{”.",
        "Kandal: the table is empty.",
        "",
    ],
)
def test_a_refusal_in_plain_words_stays_as_it_is(refusal):
    assert without_raw(refusal, "job 7") == refusal


@pytest.mark.parametrize("language", ["en", "km"])
def test_each_trouble_says_what_to_do(language):
    with override(language):
        for trouble in Trouble:
            said = in_words(trouble, "job 7")
            assert said
            assert not WORDS_OF_A_PROGRAM.search(said), said
        assert "job 7" in in_words(Trouble.UNKNOWN, "job 7")
