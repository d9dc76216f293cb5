"""The limits of memory and time of a child that reads workbooks, and how it answers."""

import json
import os
import resource
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from reporting.core.workbooks.inspection import UNREADABLE, BadWorkbook, inspect_file
from reporting.core.workbooks.sheets import SheetTooLarge

MEMORY = 768 * 1024 * 1024
SECONDS = 20
POLITE = 5  # pages come first


def limited(largest_file: int = 0) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    os.nice(POLITE)


def answer(read: Callable[[BinaryIO, dict[str, Any]], object], wanted: dict[str, Any]) -> None:
    """The workbook at the standard input, read; or `{"refused": why}`."""
    try:
        inspect_file(sys.stdin.buffer)
        found = read(sys.stdin.buffer, wanted)
    except BadWorkbook as bad:
        found = {"refused": str(bad)}
    except SheetTooLarge:
        found = {"refused": UNREADABLE}
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode())
