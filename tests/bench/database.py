"""A database of its own with 2020, thrown away afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg2
from django.core.management import call_command

from tests.bench.report import said
from tests.conftest import OWNER_URL, ask_owner, connected_to, drop
from tests.year_2020 import load_2020

NAME = f"bench_nsp_{os.getpid()}"


@dataclass(frozen=True)
class BenchDatabase:
    database: str


@contextmanager
def bench_database() -> Iterator[BenchDatabase]:
    owner = psycopg2.extensions.parse_dsn(OWNER_URL)
    ask_owner("CREATE DATABASE {}", NAME)
    try:
        with connected_to(NAME, USER=owner["user"], PASSWORD=owner["password"]):
            call_command("prepare", verbosity=0)
        with connected_to(NAME):
            with said("2020 loaded and consolidated"):
                load_2020()
            yield BenchDatabase(NAME)
    finally:
        drop(NAME)
