"""What the writers of files read, and where the links of a printed report lead: to this portal, at
the address that people know it by.

`SITE_URL` says so; a report that is written without it leads to the demonstration on this machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from django.conf import settings

from reporting.kernel.document import Document
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition

Progress = Callable[[int, int], None]  # steps done, steps in all


class PrintLinks(TypedDict):
    """What `render_pdf` asks for."""

    base_url: str
    code_url: str


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


def print_links(period_key: int) -> PrintLinks:
    """`period_key`: of the consolidation or the edition whose report it is."""
    period = Period.from_key(period_key).url
    return {
        "base_url": f"{settings.SITE_URL}/trace/{period}/?figure=",
        "code_url": f"{settings.SITE_URL}/t/",
    }
