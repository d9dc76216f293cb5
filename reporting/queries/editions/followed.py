"""Figures that sentences followed: of a passage until somebody has looked, and as notices."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from reporting.models import Edition, FollowedFigure


@dataclass(frozen=True)
class Followed:
    """What a sentence showed before and shows now; `at`: when the figures were consolidated."""

    reference: str
    before: str
    after: str
    at: datetime


def followed_of(edition: Edition) -> dict[int, list[Followed]]:
    """Passage -> what it followed and nobody has looked at; one query."""
    found: dict[int, list[Followed]] = defaultdict(list)
    rows = FollowedFigure.objects.filter(
        passage__edition=edition, passage__removed=False, seen_at=None
    )
    for one in rows.select_related("consolidation").order_by("pk"):
        found[one.passage_id].append(
            Followed(one.reference, one.before, one.after, one.consolidation.created_at)
        )
    return dict(found)
