"""What makes two discrepancies the same, and how long an explanation holds."""

import re
from dataclasses import replace
from typing import Any

import pytest

from reporting.editions.discrepancies.rules import (
    FOOTNOTE_TEMPLATES,
    DiscrepancySnapshot,
    about_print,
    fingerprint,
    numbers_changed,
    still_holds,
)

PLACE: dict[str, Any] = {
    "kind": "females_missing",
    "section": "II.B.1.3",
    "table": "direct_publicity",
    "unit": "MOSVY",
    "period": "2020",
    "cells": ["direct_publicity[publicity].females@MOSVY:2020"],
    "line": None,
}


def test_the_same_place_is_the_same_whatever_the_order_of_its_cells():
    cells = ["a.x@MOSVY:2020", "a.y@MOSVY:2020"]
    one = fingerprint(**{**PLACE, "cells": cells})
    assert one == fingerprint(**{**PLACE, "cells": cells[::-1]})
    assert one != fingerprint(**PLACE)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("kind", "part_alone"), ("section", "II.B.1.4"), ("table", "materials"), ("unit", "CRC"),
        ("period", "202003"), ("line", 74),
    ],
)  # fmt: skip
def test_another_place_is_another_discrepancy(name, other):
    assert fingerprint(**PLACE) != fingerprint(**{**PLACE, name: other})


def test_a_claim_is_what_was_printed():
    printed = fingerprint(**PLACE, quoted=("22,769", ""))
    assert printed == fingerprint(**PLACE, quoted=("22,769", ""))
    assert printed != fingerprint(**PLACE, quoted=("22,679", ""))


def test_a_copied_row_stays_the_same_though_one_more_cell_is_corrected():
    cells = ["a[x].n@KH-11:2020", "a[y].n@KH-11:2020", "a[x].n@KH-12:2020", "a[y].n@KH-12:2020"]
    rows = {**PLACE, "kind": "repeated_row"}
    fewer = [cell for cell in cells if "[x]" in cell]
    assert fingerprint(**{**rows, "cells": cells}) == fingerprint(**{**rows, "cells": fewer})
    other = [cell.replace("KH-12", "KH-13") for cell in cells]
    assert fingerprint(**{**rows, "cells": cells}) != fingerprint(**{**rows, "cells": other})


def test_only_claims_are_about_print():
    assert about_print("two_values", 74)
    assert not about_print("two_values", None)  # two tables that should agree
    assert not about_print("repeated_row", None)


THEN = DiscrepancySnapshot(
    kind="quoted_figure", severity="medium", section="II", printed="193", computed="192",
    params={"computed": 192, "unit": "Kandal"},
)  # fmt: skip


def test_an_explanation_holds_until_it_is_graver_or_the_number_is_another():
    assert still_holds(THEN, "medium", "192")
    assert still_holds(THEN, "low", "192")
    assert not still_holds(THEN, "high", "192")
    assert not still_holds(THEN, "medium", "191")


def test_names_may_be_spelled_anew():
    assert not numbers_changed(THEN, "193", "192", {"computed": 192, "unit": "Kandaal"})
    assert numbers_changed(THEN, "193", "192", {"computed": 192.5, "unit": "Kandal"})
    assert numbers_changed(THEN, "194", "192", {"computed": 192, "unit": "Kandal"})


def test_what_was_found_is_kept_and_read_back():
    found = replace(THEN, cells=("a.x", "a.y"), values={"a.x": "192"}, note="So it was.")
    assert DiscrepancySnapshot.from_json(found.as_json()) == found
    assert DiscrepancySnapshot.from_json({**found.as_json(), "of a later release": 1}) == found


OF_ODDS = {"basis", "odds", "looked_at", "low", "high", "noughts"}


def test_a_footnote_asks_nobody_for_anything():
    for asked, told in FOOTNOTE_TEMPLATES.items():
        assert asked.startswith(told.rpartition(";")[0] or told[:-1])
        # A guess where the slip is stands for whoever corrects it, not for the reader.
        # So do the odds, and beside what a number is odd.
        asked_with = set(re.findall(r"%\((\w+)\)", asked)) - {"hint"}
        told_with = set(re.findall(r"%\((\w+)\)", told))
        assert told_with <= asked_with
        assert asked_with - told_with <= OF_ODDS
        assert "?" not in told
        assert "Correct" not in told
