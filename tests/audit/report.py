"""The measured figures: a table to read, and JSON to compare with another run."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tests.audit.errors_of_2020 import OwnError
from tests.audit.kinds import ERROR_KINDS
from tests.audit.measuring import Answer, Measured

HEAD = f"{'':<20} {'planted':>7} {'at cell':>8} {'or table':>8} {'rows each':>9} {'together':>8}"


def printed(measured: Measured, show: str = "") -> list[str]:
    lines = [f"\n{measured.title}: {measured.numbers} numbers, {len(measured.alone)} errors", HEAD]
    by_kind = _by_kind(measured)
    for kind in ERROR_KINDS:
        if kind.code in by_kind:
            alone, together = by_kind[kind.code]
            lines.append(_line(kind.code, alone, together))
    lines.append(_line("all", measured.alone, measured.together))
    lines += [
        f"Rows that a reviewer reads: {len(measured.untouched)} untouched, "
        f"{measured.rows_together} with all errors together",
        f"With the checks off: {measured.control} of {len(measured.alone)} named",
        f"All checks of the period: {measured.seconds:.2f} s",
    ]
    if measured.is_announced:
        share = _share(len(measured.false_alarms), len(measured.untouched))
        lines.append(
            f"Untouched: {len(measured.untouched)} rows, of which {len(measured.false_alarms)} "
            f"({share}) are about no announced fault"
        )
        kinds = Counter(found.kind for found in measured.false_alarms)
        lines.append("  " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    if show:
        lines += [_shown(one) for one in measured.alone if show == "all" or not one.at_cell]
    return lines


def printed_own(errors: Sequence[OwnError]) -> list[str]:
    named = [error for error in errors if error.is_named]
    in_numbers = [error for error in errors if error.lies_in == "numbers"]
    lines = [
        f"\nThe report of 2020's own errors without its print: {len(named)} of {len(errors)} "
        f"named; of those that lie in the numbers "
        f"{sum(error.is_named for error in in_numbers)} of {len(in_numbers)}"
    ]
    return lines + [
        f"  not named ({error.lies_in}): {error.title}" for error in errors if not error.is_named
    ]


def as_json(
    measured: Sequence[Measured], own: Sequence[OwnError], settings: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "settings": dict(settings),
        "data": [_data(one) for one in measured],
        "own_errors_of_2020": [{**asdict(error), "cells": sorted(error.cells)} for error in own],
    }


def _data(measured: Measured) -> dict[str, Any]:
    by_kind = _by_kind(measured)
    return {
        "title": measured.title,
        "numbers": measured.numbers,
        "untouched_rows": len(measured.untouched),
        "false_alarms": [
            {"kind": found.kind, "cells": list(found.cells)} for found in measured.false_alarms
        ],
        "rows_together": measured.rows_together,
        "seconds": round(measured.seconds, 3),
        "control": measured.control,
        "all": _figures(measured.alone, measured.together),
        "kinds": {code: _figures(*both) for code, both in by_kind.items()},
        "errors": [
            {
                "kind": one.plant.kind, "cells": list(one.cells), "numbers": list(one.numbers),
                "at_cell": one.at_cell, "at_table": one.at_table, "rows": one.rows,
                "by": list(one.by),
            }
            for one in measured.alone
        ],
    }  # fmt: skip


def _figures(alone: Sequence[Answer], together: Sequence[Answer]) -> dict[str, Any]:
    return {
        "planted": len(alone),
        "at_cell": sum(one.at_cell for one in alone),
        "at_cell_or_table": sum(one.at_table for one in alone),
        "rows_each": round(_rows_each(alone), 2),
        "together_at_cell": sum(one.at_cell for one in together),
        "together_at_cell_or_table": sum(one.at_table for one in together),
    }


def _by_kind(measured: Measured) -> dict[str, tuple[list[Answer], list[Answer]]]:
    found: dict[str, tuple[list[Answer], list[Answer]]] = {}
    for place, answers in enumerate((measured.alone, measured.together)):
        for one in answers:
            found.setdefault(one.plant.kind, ([], []))[place].append(one)
    return found


def _rows_each(alone: Sequence[Answer]) -> float:
    """Rows for each error of which anything is said."""
    rows = [one.rows for one in alone if one.rows]
    return sum(rows) / len(rows) if rows else 0.0


def _line(title: str, alone: Sequence[Answer], together: Sequence[Answer]) -> str:
    at_cell = _share(sum(one.at_cell for one in alone), len(alone))
    at_table = _share(sum(one.at_table for one in alone), len(alone))
    both = _share(sum(one.at_cell for one in together), len(together))
    return (
        f"{title:<20} {len(alone):7} {at_cell:>8} {at_table:>8} {_rows_each(alone):9.1f} {both:>8}"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "-"


def _shown(one: Answer) -> str:
    what = "named" if one.at_cell else "at its table" if one.at_table else "not named"
    told = "; ".join(
        f"{cell} {numbers}" for cell, numbers in zip(one.cells[:3], one.numbers, strict=False)
    )
    return f"  {what} ({one.plant.kind}): {told} {' '.join(one.by)}"
