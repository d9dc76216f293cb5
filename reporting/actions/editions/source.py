"""What the writers of files read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reporting.kernel.document import Document
from reporting.models import Consolidation, Edition

Progress = Callable[[int, int], None]  # steps done, steps in all


def nothing(done: int, total: int) -> None:
    """For whom nobody watches."""


@dataclass(frozen=True)
class Source:
    """`document` is the whole report in `language`; `said` is told how far the writing is."""

    document: Document
    figures: Consolidation
    language: str
    edition: Edition
    said: Progress = nothing


Writer = Callable[[Source, Path], None]
