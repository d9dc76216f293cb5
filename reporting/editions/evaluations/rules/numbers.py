"""Numbers of commitments, in few words."""

from collections.abc import Iterable


def in_ranges(numbers: Iterable[int]) -> list[str]:
    """1, 2, 3 and 7 are “1–3” and “7”."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found]
