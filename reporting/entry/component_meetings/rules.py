"""What held meetings count in chapter III: which cell says how much."""

from collections.abc import Iterable
from dataclasses import dataclass

TABLES = ("meetings", "workshops", "coordination")
ELEMENTS = (
    "times", "persons", "females", "secretariat_monthly", "group_meetings", "committee_meetings",
)  # fmt: skip
# Of the meetings, those of a kind are counted once more.
OF_KINDS = {
    "secretariat_monthly": ("provincial", "general"),
    "group_meetings": ("group",),
    "committee_meetings": ("committee", "quarter", "semester", "year"),
}


@dataclass(frozen=True)
class HeldMeeting:
    """`table`: the one in which it counts."""

    table: str
    kind: str
    men: int
    women: int


def counted_cells(cells: Iterable[str]) -> frozenset[str]:
    """Those of a form that the records of meetings fill."""
    filled = {f"{table}.{element}" for table in TABLES for element in ELEMENTS}
    return frozenset(filled & set(cells))


def count(held: Iterable[HeldMeeting], cells: Iterable[str]) -> dict[str, int]:
    """Of each of these cells; without a meeting it is zero."""
    found = dict.fromkeys(cells, 0)
    for meeting in held:
        for element, number in _numbers(meeting).items():
            cell = f"{meeting.table}.{element}"
            if cell in found:
                found[cell] += number
    return found


def _numbers(meeting: HeldMeeting) -> dict[str, int]:
    of_kinds = {element: int(meeting.kind in kinds) for element, kinds in OF_KINDS.items()}
    return {
        "times": 1,
        "persons": meeting.men + meeting.women,
        "females": meeting.women,
        **of_kinds,
    }
