"""Parts that cannot overlap are held against their whole without a declaration."""

from decimal import Decimal

from reporting.checks.rules.sibling_parts import disjoint_parts
from reporting.checks.rules.table_rules import check_report
from reporting.kernel.tables import CellKey, ElementSpec, RuleSpec, TableSpec, Value


def table(*codes, rules=(), roles=()):
    parts = [ElementSpec(code, code.capitalize(), "person", part_of="all") for code in codes]
    parts += [
        ElementSpec(code, code.capitalize(), "person", part_of="all", role=code) for code in roles
    ]
    return TableSpec(
        "t", "II.A", "single", elements=(ElementSpec("all", "All"), *parts), rules=rules, title="T"
    )


def parts(*codes, **more):
    return [found for _whole, found in disjoint_parts(table(*codes, **more))]


def said(spec, **cells):
    values = {CellKey(None, code): Value(Decimal(number)) for code, number in cells.items()}
    return [(one.rule, one.severity, one.words()) for one in check_report(spec, values)]


def test_which_parts_overlap():
    assert parts("live", "rebroadcasts") == [("live", "rebroadcasts")]
    assert parts("males", "females", "boys", "girls") == [("males", "females", "boys", "girls")]
    assert parts("women", "boys", "females") == [("women", "boys"), ("boys", "females")]
    assert parts("females", "girls") == []
    assert parts("indigenous", roles=["females"]) == []
    assert parts(roles=["females", "minors"]) == []
    assert parts(roles=["females", "foreigners"]) == []
    assert parts("live") == []


def test_what_the_table_declares_is_left_to_it():
    rule = RuleSpec("sum", "adds_up", "all", ("live", "rebroadcasts"))
    assert parts("live", "rebroadcasts", rules=(rule,)) == []


def test_more_together_than_the_whole():
    spec = table("live", "rebroadcasts")
    [(rule, severity, words)] = said(spec, all=10, live=7, rebroadcasts=4)
    assert (rule, severity) == ("part_exceeds_whole", "error")
    assert words == (
        "Live, Rebroadcasts together (11) are more than all (10) in T. Correct one of them."
    )
    assert said(spec, all=10, live=6, rebroadcasts=4) == []
    assert said(spec, all=10, live=6) == []
    assert len(said(spec, all=10, live=12, rebroadcasts=4)) == 1  # the one part says it already


def test_a_later_step_that_is_only_asked_about():
    rule = RuleSpec("later", "not_more", "all", ("live",), "warning")
    spec = TableSpec(
        "t",
        "II.A",
        "single",
        elements=(ElementSpec("all", "Sought"), ElementSpec("live", "Placed")),
        rules=(rule,),
        title="T",
    )
    assert [one[:2] for one in said(spec, all=5, live=6)] == [("later_stage", "warning")]
    assert said(spec, all=5, live=5) == []
