from dataclasses import replace
from decimal import Decimal

from reporting.checks.rules.repeats import check_repeats
from reporting.checks.rules.shares import check_rates, check_shares
from reporting.checks.rules.twice import check_twice
from reporting.consolidation.rules.checks.all_checks import check_structure
from reporting.kernel.number_comparisons import distance
from tests.reporting.consolidation.report_2020 import PUBLICITY_TABLE, TABLES, TRAINING_TABLE, a_row

SHARES = [480, 500, 510, 490, 530, 470, 505, 495]


def training(name, courses, persons, females=None):
    return a_row(TRAINING_TABLE, name, [str(courses), str(persons), str(females or persons // 2)])


def units(check, rows):
    return [one.unit for one in check(TABLES, rows)]


def shares(*females, persons=1000):
    return [
        a_row(TRAINING_TABLE, f"U{at}", ["5", str(persons), str(one)])
        for at, one in enumerate(females)
    ]


def test_a_share_far_from_its_peers():
    assert units(check_shares, shares(*SHARES)) == []
    assert units(check_shares, shares(*SHARES, 20)) == ["U8"]
    assert units(check_shares, shares(*SHARES, 0)) == ["U8"]
    assert units(check_shares, shares(*SHARES, 600)) == []


def test_few_peers_are_not_judged_and_small_rows_are():
    assert units(check_shares, shares(*SHARES[:4], 20)) == []
    small = [replace(row, unit=f"S{row.unit}") for row in shares(0, persons=300)]
    assert units(check_shares, shares(*SHARES) + small) == ["SU0"]
    smaller = [replace(row, unit=f"S{row.unit}") for row in shares(0, persons=5)]
    assert units(check_shares, shares(*SHARES) + smaller) == []


def test_a_share_above_one_does_not_stop_the_check():
    """It is said as a part that is more than its whole, and only so."""
    assert units(check_shares, shares(*SHARES, 2000)) == []
    assert units(check_shares, shares(*SHARES, 2000, 20)) == ["U9"]


def test_a_rate_far_from_its_peers():
    rows = [training(f"U{at}", 10, 400 + 10 * at) for at in range(9)]
    assert units(check_rates, rows) == []
    assert units(check_rates, [*rows, training("far", 2, 20_000)]) == ["far"]
    assert units(check_rates, [*rows, training("few", 1, 80)]) == []
    assert units(check_rates, [*rows, training("no event", 0, 400)]) == []


def test_months_of_one_reporter_are_peers():
    rows = [replace(training("A", 10, 400), period=f"2020{at:02}") for at in range(1, 10)]
    june = replace(training("A", 10, 24_951), period="202010")
    [found] = check_rates(TABLES, [*rows, june])
    assert (found.unit, found.period) == ("A", "202010")
    assert found.cells == ("training.persons@A:202010", "training.courses@A:202010")


def publicity(name, *numbers):
    first = a_row(PUBLICITY_TABLE, name, [str(one) for one in numbers[:3]])
    second = a_row(PUBLICITY_TABLE, name, [str(one) for one in numbers[3:]])
    return [replace(first, option="publicity"), replace(second, option="forums")]


def test_repeats():
    phnom_penh = publicity("A", 1884, 77052, 46553, 3195, 151221, 76673)
    copied = publicity("B", 1891, 77576, 46939, 3196, 151451, 76708)
    changed = publicity("C", 1891, 77576, 46939, 3196, 151451, 99999)
    small = publicity("D", 10, 20, 30, 10, 20, 30)
    assert units(check_repeats, phnom_penh + copied) == ["B"]
    assert units(check_repeats, copied + phnom_penh) == ["A"]
    [near] = check_repeats(TABLES, phnom_penh + changed)  # all but one
    assert (near.unit, len(near.cells), near.words().count("one differs")) == ("C", 10, 1)
    other = publicity("C", 1891, 77576, 50000, 3100, 99999, 76708)
    assert units(check_repeats, phnom_penh + other) == []
    assert units(check_repeats, small + [replace(row, unit="E") for row in small]) == []
    later = [replace(row, period="2021") for row in copied]
    assert units(check_repeats, phnom_penh + later) == []


def test_two_telling_cells_are_enough_and_round_ones_are_not():
    row = training("A", 437, 20_117, 9_843)
    assert units(check_repeats, [row, replace(row, unit="B")]) == ["B"]
    rounded = training("A", 5, 2_000, 1_000)
    assert units(check_repeats, [rounded, replace(rounded, unit="B")]) == []


def test_distance():
    assert distance(Decimal(0), Decimal(0)) == 0
    assert distance(Decimal(0), Decimal(5)) == 1
    assert distance(Decimal(100), Decimal(99)) == Decimal("0.01")


def test_one_number_in_two_tables():
    rows = publicity("MOSVY", 3, 2586, 1, 0, 0, 0)[:1]
    again = training("MOSVY", 2, 2586)
    [found] = check_twice(TABLES, [*rows, again, training("MOI", 2, 2590)])
    assert found.words() == (
        "MOSVY gives 2,586 twice: in Direct publicity and public forums (II.B.1.3) "
        "and in Training (III.A.1.1). Was one activity counted twice?"
    )
    round_number = publicity("MOSVY", 3, 3000, 1, 0, 0, 0)[:1]
    assert list(check_twice(TABLES, [*round_number, training("MOSVY", 2, 3000)])) == []


def test_structure_names_row_and_reporter():
    row = replace(training("Kandal", 3, 800, 812), label="Training")
    [found] = check_structure(TABLES, [row], lambda reference: None)
    assert found.words() == (
        "Females (812) are more than persons (800) in Training (Kandal). Correct one of them."
    )
    assert (found.kind, found.severity) == ("part_exceeds_whole", "high")
    assert found.cells == ("training.females@Kandal:2020", "training.persons@Kandal:2020")
