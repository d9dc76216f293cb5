"""Failed sign-ins: whom they slow down, and what the person is told of them.

Failures are counted, not people. Five with one name from one address make that address wait before
it tries this name again, longer each time; whoever knows the password and is elsewhere, or has
another name, waits for nothing. An address that fails with many names has one try a name. A name
that fails from many addresses is open, for a while, only where it was signed in before: by the
browser that was used, or by its address.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from time import time

from django.core.cache import cache

FREE = 5  # failures with one name from one address before anybody waits
FIRST_WAIT, LONGEST_WAIT = 60, 15 * 60  # seconds
KEPT = 60 * 60  # failures are forgotten after an hour without another
MANY_FROM_ADDRESS = 50  # failures of one address, with whatever names
MANY_WITH_NAME = 50  # failures with one name, from wherever
REMEMBERED = 60 * 60 * 24 * 30  # how long an address from which somebody came in is known
WARNING_KEPT = 60 * 60 * 24 * 30


@dataclass(frozen=True)
class Attempt:
    """Somebody tries a name. `known`: in a browser in which it was signed in before."""

    name: str
    address: str
    known: bool = False

    @property
    def _pair(self) -> str:
        return _key("pair", self.name, self.address)

    @property
    def _of_address(self) -> str:
        return _key("address", self.address)

    @property
    def _of_name(self) -> str:
        return _key("name", self.name)

    @property
    def _seen(self) -> str:
        return _key("seen", self.name, self.address)

    def seconds_to_wait(self) -> int:
        """0: try. Nothing is counted by asking."""
        found = cache.get_many([self._pair + ":until", self._pair, self._of_address, self._of_name])
        waits = int(found.get(self._pair + ":until", 0) - time())
        if waits > 0:
            return waits
        tried = found.get(self._pair, 0) > 0
        if tried and found.get(self._of_address, 0) >= MANY_FROM_ADDRESS:
            return LONGEST_WAIT
        if found.get(self._of_name, 0) >= MANY_WITH_NAME and not self._is_known():
            return LONGEST_WAIT
        return 0

    def _is_known(self) -> bool:
        return self.known or bool(cache.get(self._seen))

    def failed(self) -> None:
        failures = count(self._pair)
        count(self._of_address)
        count(self._of_name)
        if failures >= FREE:
            wait = min(FIRST_WAIT * 2 ** (failures - FREE), LONGEST_WAIT)
            cache.set(self._pair + ":until", time() + wait, wait)

    def succeeded(self) -> None:
        """What this address got wrong with the name before it got it right is forgotten."""
        cache.delete_many([self._pair, self._pair + ":until"])
        cache.set(self._seen, 1, REMEMBERED)


@dataclass(frozen=True)
class Failures:
    """What somebody is told of their name: how many failed, since when, from where last."""

    count: int
    since: datetime
    address: str


def note_failure(person: int, address: str) -> None:
    """For the person whose name it was; told when they are in."""
    key = _key("told", str(person))
    count, since, _before = cache.get(key) or (0, time(), "")
    cache.set(key, (count + 1, since, address), WARNING_KEPT)


def failures_to_tell(person: int) -> Failures | None:
    """Once: what was told is forgotten."""
    key = _key("told", str(person))
    found = cache.get(key)
    if not found:
        return None
    cache.delete(key)
    count, since, address = found
    return Failures(count, datetime.fromtimestamp(since, UTC), address)


def count(key: str) -> int:
    """One more, kept for an hour from the last; how many there are by now."""
    cache.add(key, 0, KEPT)
    try:
        found = cache.incr(key)
    except ValueError:  # forgotten in between
        cache.set(key, 1, KEPT)
        return 1
    cache.touch(key, KEPT)
    return int(found)


def _key(what: str, *parts: str) -> str:
    digest = sha256("\n".join(parts).encode(errors="replace")).hexdigest()[:32]
    return f"signin:{what}:{digest}"
