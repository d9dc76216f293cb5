"""One quantity in two places: a row in two tables, a branch and its organisation."""

from decimal import Decimal

from reporting.checks.rules.model import ReportedRow
from reporting.checks.rules.two_places import check_branches, check_two_places
from reporting.checks.rules.within_form import given_twice
from reporting.kernel.tables import CellKey, ElementSpec, TableSpec, Value


def table(code, section):
    return TableSpec(
        code,
        section,
        "open",
        elements=(
            ElementSpec("ordinary", "Ordinary inspections", "event"),
            ElementSpec("special", "Special inspections", "event"),
            ElementSpec("persons", "Persons", "person"),
            ElementSpec("females", "Females", "person", part_of="persons"),
        ),
        title=code.capitalize(),
    )


TABLES = {
    "inspections": table("inspections", "II.B.2.2"),
    "labour": table("labour", "II.B.3"),
    "posters": table("posters", "II.B.2.7"),
}


def row(code, label, unit="A", kind="province", **values):
    return ReportedRow(
        table=code,
        section=TABLES[code].section,
        unit=unit,
        unit_name=f"Unit {unit}",
        unit_kind=kind,
        period="2021",
        entry="e",
        label=label,
        values={name: Decimal(number) for name, number in values.items()},
    )


def test_one_thing_in_two_tables_with_two_numbers():
    one = row("inspections", "Labour inspections", ordinary=13, special=14)
    other = row("labour", "Labour inspections: use of children", ordinary=26, special=14)
    [found] = check_two_places(TABLES, [one, other])
    assert found.cells == ("inspections{e}.ordinary@A:2021", "labour{e}.ordinary@A:2021")
    assert found.words() == (
        "Unit A gives Ordinary inspections of “Labour inspections” (II.B.2.2) and of “Labour "
        "inspections: use of children” (II.B.3) with two numbers, 13 and 26, but Special "
        "inspections as the same."
    )


def test_what_need_not_be_one_thing():
    one = row("inspections", "Labour inspections", ordinary=13, special=14)
    for other in (
        row("labour", "Labour inspections", ordinary=26, special=15),  # nothing agrees
        row("labour", "Labour inspections", ordinary=13, special=14),  # all agrees
        row("labour", "Inspections of labour", ordinary=26, special=14),
        row("labour", "Labour inspections", unit="B", ordinary=26, special=14),
        row("inspections", "Labour inspections", ordinary=26, special=14),
    ):
        assert list(check_two_places(TABLES, [one, other])) == []
    small = row("inspections", "Labour inspections", ordinary=13, special=2)
    other = row("labour", "Labour inspections", ordinary=26, special=2)
    assert list(check_two_places(TABLES, [small, other])) == []


def test_the_reporter_is_asked_while_filling():
    def values(entry, ordinary):
        numbers = {"ordinary": ordinary, "special": 14}
        return {CellKey(None, code, entry): Value(Decimal(n)) for code, n in numbers.items()}

    labels = {"inspections": {"e1": "Labour inspections"}, "labour": {"e7": "Labour inspections"}}
    filled = {"inspections": values("e1", 13), "labour": values("e7", 26)}
    [found] = given_twice(TABLES, filled, labels)
    assert (found.rule, found.severity, found.table) == ("given_twice", "warning", "inspections")
    assert found.cells == ("inspections{e1}.ordinary", "labour{e7}.ordinary")
    assert "13 and 26, but Special inspections is the same in both" in found.words()
    filled["labour"] = values("e7", 13)
    assert list(given_twice(TABLES, filled, labels)) == []


def test_a_branch_above_its_organisation():
    branch = row("posters", "Posters", "B", "institution", persons=42_493, females=22_362)
    body = row("inspections", "Talks", "C", "institution", persons=35_515)
    rows = [branch, body]
    [found] = check_branches(TABLES, rows, {"B": "C"})
    assert (found.unit, found.computed) == ("B", Decimal(35_515))
    assert found.words() == (
        "Unit B reports more than Unit C, of which it is a part: Persons in Posters. "
        "42,493 are more than 35,515."
    )
    assert list(check_branches(TABLES, rows, {})) == []
    more = row("posters", "Films", "C", "institution", persons=7_000)
    assert list(check_branches(TABLES, [*rows, more], {"B": "C"})) == []
    chapter = row("labour", "Talks", "C", "institution", persons=35_515)
    assert list(check_branches(TABLES, [branch, chapter], {"B": "C"})) == []
    ministry = row("inspections", "Talks", "C", "ministry", persons=35_515)
    assert list(check_branches(TABLES, [branch, ministry], {"B": "C"})) == []
