"""The cache in Redis, which may go away: what is in it is forgotten then, and nothing else fails.

While Redis is away each process keeps what it is told in its own memory, so that failed sign-ins
are still counted (by each process for itself). A server that hangs costs one request a short wait;
the others, and those of the next seconds, do not ask it at all.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

WAIT = 0.3  # seconds for an answer: Redis gives it in less than one thousandth
REST = 5.0  # seconds in which a server that did not answer is left alone
ASKED = (
    "add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many",
    "delete_many", "clear",
)  # fmt: skip


@dataclass
class ServerAvailability:
    """Whether one server answers; shared by the threads of a process."""

    rests_until: float = 0.0
    is_away: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def may_ask(self) -> bool:
        """After the rest one thread tries, and the others wait for what it finds."""
        with self.lock:
            now = time.monotonic()
            if now < self.rests_until:
                return False
            if self.is_away:
                self.rests_until = now + REST
            return True

    def broke(self, error: Exception) -> None:
        with self.lock:
            if not self.is_away:
                logger.warning("Redis is away, the cache is kept in memory: %s", error)
            self.is_away, self.rests_until = True, time.monotonic() + REST

    def answered(self) -> None:
        if not self.is_away:
            return
        with self.lock:
            self.is_away, self.rests_until = False, 0.0
        logger.warning("Redis is back")


_lines: dict[str, ServerAvailability] = {}


class PatientCache(RedisCache):
    """Django's cache in Redis; in the memory of the process while Redis is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {
            "socket_connect_timeout": WAIT,
            "socket_timeout": WAIT,
            "retry": Retry(NoBackoff(), 0),
            **params.get("OPTIONS", {}),
        }
        super().__init__(server, {**params, "OPTIONS": options})
        self.line = _lines.setdefault(server, ServerAvailability())
        memory = {name: value for name, value in params.items() if name != "OPTIONS"}
        self.memory = LocMemCache(f"instead of {server}", memory)


def _patient(name: str) -> Callable[..., Any]:
    in_redis, in_memory = getattr(RedisCache, name), getattr(BaseCache, name)

    def asked(self: PatientCache, *arguments: Any, **more: Any) -> Any:
        if self.line.may_ask():
            try:
                found = in_redis(self, *arguments, **more)
            except (RedisError, OSError) as error:
                self.line.broke(error)
            else:
                self.line.answered()
                return found
        return getattr(self.memory, name)(*arguments, **more)

    asked.__name__, asked.__doc__ = name, in_memory.__doc__
    return asked


for _name in ASKED:
    setattr(PatientCache, _name, _patient(_name))
