from decimal import Decimal

import pytest

from reporting.entry.page.rules.activity_progress import Progress, check_activity


@pytest.mark.parametrize(
    ("status", "times", "so_far", "target", "obstacle", "rules"),
    [
        ("done", 4, 0, 4, "", []),
        ("done", 1, 3, 4, "", []),
        ("done", 1, 2, 4, "", ["activity_below_target"]),
        ("done", None, 2, None, "", []),
        ("done", None, 0, None, "", ["activity_never_done"]),
        ("done", 0, 0, 4, "", ["activity_never_done"]),
        ("going_on", 0, 0, 4, "", []),
        ("held_up", None, 0, 4, "", ["activity_held_up"]),
        ("held_up", None, 0, 4, "  ", ["activity_held_up"]),
        ("held_up", None, 0, 4, "Floods", []),
        ("", None, 0, 4, "", []),
    ],
)
def test_what_is_asked_of_an_activity(status, times, so_far, target, obstacle, rules):
    one = Progress(
        code="2.7.3",
        status=status,
        times=None if times is None else Decimal(times),
        obstacle=obstacle,
        target=None if target is None else Decimal(target),
        so_far=Decimal(so_far),
    )
    found = list(check_activity(one))
    assert [finding.rule for finding in found] == rules
    assert all(finding.severity == "warning" for finding in found)
    assert all(finding.cells[0].startswith("activities[2.7.3].") for finding in found)
