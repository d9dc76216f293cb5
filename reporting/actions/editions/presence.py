"""Who is at a section right now: remembered for a few minutes, and nothing depends on it."""

import time
from dataclasses import dataclass

from django.core.cache import cache

from reporting.access import Actor
from reporting.models import Edition

MINUTES = 3


@dataclass(frozen=True)
class Present:
    user_id: int
    name: str
    writes: bool  # has a passage open


def be_here(actor: Actor, edition: Edition, section: str, *, writes: bool) -> None:
    key = _key(edition, section)
    now = time.time()
    here = {pk: one for pk, one in (cache.get(key) or {}).items() if now - one[1] < MINUTES * 60}
    here[actor.user.pk] = (actor.user.get_full_name() or actor.user.username, now, writes)
    cache.set(key, here, MINUTES * 60)


def others_here(actor: Actor, edition: Edition, section: str) -> list[Present]:
    now = time.time()
    return [
        Present(pk, name, writes)
        for pk, (name, at, writes) in sorted((cache.get(_key(edition, section)) or {}).items())
        if pk != actor.user.pk and now - at < MINUTES * 60
    ]


def _key(edition: Edition, section: str) -> str:
    return f"edition-section:{edition.pk}:{edition.begun_at.timestamp()}:{section}"
