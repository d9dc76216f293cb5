"""Times, limits, ratios: measured, and printed as one table."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

TIMES = 7


@dataclass
class Line:
    """`limit` and `milliseconds` of one go; `baseline`: what it is compared with, and how slow."""

    title: str
    milliseconds: float
    cpu: float
    queries: int
    limit: float | None = None
    baseline: str = ""
    ratio: float | None = None

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        return "within" if self.milliseconds <= self.limit else "OVER"


@dataclass
class Bench:
    only: str = ""
    lines: list[Line] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def measure(
        self,
        title: str,
        work: Callable[[], object],
        *,
        limit: float | None = None,
        times: int = TIMES,
        warm: bool = True,
    ) -> Line | None:
        """The middle of several goes; the first warms up caches and is not counted."""
        if self.only and self.only.lower() not in title.lower():
            return None
        if warm:
            work()
        with CaptureQueriesContext(connection) as asked:
            goes = [_timed(work)]
        queries = len(asked)
        goes += [_timed(work) for _time in range(times - 1)]
        taken, cpu = (median(column) for column in zip(*goes, strict=True))
        line = Line(title, taken, cpu, queries, limit)
        self.lines.append(line)
        print(
            f"  {title}: {line.milliseconds:.1f} ms, {cpu:.1f} of CPU, {queries} queries",
            flush=True,
        )
        return line

    def against(
        self, line: Line | None, name: str, work: Callable[[], object], times: int = 3
    ) -> None:
        """The same by another way: how many times as long it takes."""
        if line is None:
            return
        taken = median([_timed(work)[0] for _time in range(times)])
        line.baseline, line.ratio = name, taken / line.milliseconds
        print(f"    {name}: {taken:.1f} ms", flush=True)

    def skip(self, title: str, why: str) -> None:
        self.skipped.append(f"{title}: {why}")

    def print(self) -> None:
        wide = max((len(one.title) for one in self.lines), default=10)
        print(f"\n{'':<{wide}}       ms   of CPU  queries    limit")
        for one in self.lines:
            limit = f"{one.limit:.0f}" if one.limit is not None else ""
            print(
                f"{one.title:<{wide}} {one.milliseconds:8.1f} {one.cpu:8.1f} {one.queries:8}"
                f" {limit:>8} {one.verdict:<6}"
            )
            if one.ratio is not None:
                print(f"{'':<{wide}} {one.baseline} takes {one.ratio:.1f} times as long")
        for skipped in self.skipped:
            print(f"not measured: {skipped}")
        over = [one.title for one in self.lines if one.verdict == "OVER"]
        print(f"over the limit: {', '.join(over) or 'none'}")


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of this process alone: the rest is PostgreSQL, or others."""
    started, worked = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000


@contextmanager
def said(title: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"{title}: {time.perf_counter() - started:.1f} s", flush=True)
