"""Figures that sentences followed: of a passage until somebody has looked, and as notices."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from provinces.models import Kind as UnitKind
from provinces.models import OrganisationUnit
from reporting.models import Edition, FollowedFigure, Notice
from reporting.queries.tidings import About, Audience, Tiding


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


def followed_tidings(since: datetime, practice: Collection[int]) -> list[Tiding]:
    """One a consolidation and editor: the last hand at each sentence that followed. Two queries."""
    rows = list(
        FollowedFigure.objects.filter(
            consolidation__created_at__gte=since, seen_at=None, passage__removed=False
        )
        .exclude(passage__edition__state=Edition.State.PUBLISHED)
        .select_related("passage__edition", "consolidation")
        .order_by("pk")
    )
    if not rows:
        return []
    secretariat = OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT)
    groups: dict[tuple[int, int], list[FollowedFigure]] = defaultdict(list)
    for row in rows:
        groups[row.consolidation_id, row.passage.changed_by_id].append(row)
    return [
        _tiding(members, editor, secretariat, practice)
        for (_consolidation, editor), members in groups.items()
    ]


def _tiding(
    members: list[FollowedFigure],
    editor: int,
    secretariat: OrganisationUnit,
    practice: Collection[int],
) -> Tiding:
    edition, consolidation = members[0].passage.edition, members[0].consolidation
    lines = [f"{one.before} → {one.after}" for one in members[:5]]
    return Tiding(
        kind=Notice.Kind.FOLLOWED,
        key=f"followed:{consolidation.pk}:{edition.pk}",
        about=About(secretariat.pk, secretariat.code, "", edition.period_key),
        audience=Audience.EDITORS,
        is_practice=edition.year in practice,
        params={
            "edition": edition.number, "figures": len(members),
            "passages": len({one.passage_id for one in members}), "quote": "\n".join(lines),
        },
        also=frozenset({(secretariat.pk, editor)}),
    )  # fmt: skip
