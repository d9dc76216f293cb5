"""Files that are written whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` only when the block ends without an error.

    Until then (and after an error) `path` holds what it held before, or nothing. The text is on
    the disk before the name is, so a power cut leaves the old file or the new one. A process
    that is killed leaves a hidden `.NAME.RANDOM.part` beside it, which may be deleted.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        # "x" and not tempfile: the finished file gets the permissions of any new file.
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def binary_target(out: Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    """A stream to write to: a whole file for a path, the stream itself (left open) otherwise."""
    return whole_file(out) if isinstance(out, Path) else nullcontext(out)
