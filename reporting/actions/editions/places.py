"""Where a passage stands in its section: positions with room between them."""

from reporting.models import Edition, Passage

STEP = 1000


def place_after(edition: Edition, section: str, after: Passage | None, count: int = 1) -> list[int]:
    """Positions for `count` passages behind `after`, or at the section's beginning. Where there is
    no room left the section is spread out again: the order stays, so that is no change."""
    rows = list(
        Passage.objects.select_for_update()
        .filter(edition=edition, section=section)
        .order_by("position", "pk")
    )
    at = next((i for i, row in enumerate(rows) if after and row.pk == after.pk), -1)
    low = rows[at].position if at >= 0 else 0
    high = rows[at + 1].position if at + 1 < len(rows) else low + STEP * (count + 1)
    step = (high - low) // (count + 1)
    if step < 1:
        _spread(rows, at, count)
        low = rows[at].position if at >= 0 else 0
        step = STEP
    return [low + step * (n + 1) for n in range(count)]


def _spread(rows: list[Passage], at: int, count: int) -> None:
    """A step between two, and room for `count` behind the one at `at`."""
    for place, row in enumerate(rows):
        room = count if place > at else 0
        row.position = STEP * (place + 1 + room)
    Passage.objects.bulk_update(rows, ["position"], batch_size=500)
