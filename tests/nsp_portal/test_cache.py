"""The cache while Redis is away: a real server is stopped, hangs, and comes back."""

import time

import pytest
from django.core.cache import cache, caches
from django.test import override_settings

from nsp_portal import cache as patient
from tests.redis_server import RedisServer, redis_server


@pytest.fixture
def server():
    with redis_server() as made:
        yield made


@pytest.fixture
def portals_cache(server: RedisServer, monkeypatch):
    """The portal's own cache, in this server; a rest of half a second instead of five."""
    monkeypatch.setattr(patient, "REST", 0.5)
    used = {"default": {"BACKEND": "nsp_portal.cache.PatientCache", "LOCATION": server.url}}
    with override_settings(CACHES=used):
        yield caches["default"]


def test_what_was_in_it_is_there_again_when_redis_comes_back(server, portals_cache):
    cache.set("word", "kept")
    server.hang()
    assert cache.get("word") is None
    server.go_on()
    time.sleep(0.6)
    assert cache.get("word") == "kept"


def test_every_call_is_answered_while_redis_is_down(server, portals_cache):
    server.stop()
    assert cache.get("a", "nothing") == "nothing"
    cache.set("a", 1)
    assert cache.get("a") == 1
    assert cache.incr("a") == 2
    assert not cache.add("a", 5)
    assert cache.touch("a")
    assert cache.has_key("a")
    assert cache.set_many({"b": 2}) == []
    assert cache.get_many(["a", "b"]) == {"a": 2, "b": 2}
    assert cache.delete("a")
    cache.delete_many(["b"])
    cache.clear()
    assert cache.get_or_set("c", 3) == 3


def test_a_server_that_hangs_costs_one_wait_and_then_none(server, portals_cache, monkeypatch):
    monkeypatch.setattr(patient, "REST", 30.0)
    cache.set("a", 1)
    server.hang()
    began = time.monotonic()
    cache.get("a")
    assert 0.2 < time.monotonic() - began < 2
    began = time.monotonic()
    for number in range(100):
        cache.set("b", number)
    assert time.monotonic() - began < 0.2


def test_a_process_that_starts_without_redis_takes_it_when_it_comes(server, portals_cache):
    server.stop()
    cache.set("a", "in memory")
    server.start()
    time.sleep(0.6)
    assert cache.get("a") is None  # Redis begins empty
    cache.set("a", "in Redis")
    assert cache.get("a") == "in Redis"
    with override_settings():  # another process: what is in Redis, it sees too
        assert caches.create_connection("default").get("a") == "in Redis"
