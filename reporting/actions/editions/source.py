"""What the writers of files read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

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


def code_url() -> str:
    """Before the short code of a table: where it leads in the portal."""
    return f"{settings.SITE_URL}/t/"
