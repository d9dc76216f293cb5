from decimal import Decimal

from reporting.checks.rules.table_rules import check_report
from reporting.kernel.messages import in_words, plain_params
from reporting.kernel.table_values import entered_in
from reporting.kernel.tables import CellKey, ElementSpec, OptionSpec, RuleSpec, TableSpec, Value

FORUMS = TableSpec(
    "direct_publicity",
    "II.B.1.3",
    "fixed",
    elements=(
        ElementSpec("times", "Times", "event"),
        ElementSpec("persons", "Participants", "person"),
        ElementSpec("females", "Females", "person", part_of="persons", role="females"),
    ),
    options=(OptionSpec("publicity", "Publicity"), OptionSpec("forums", "Public forums")),
    title="Direct publicity",
)
COURTS = TableSpec(
    "prosecution",
    "II.C.2.1.1",
    "single",
    elements=(
        ElementSpec("cases", "Cases", "case"),
        ElementSpec("to_trial", "Submitted for trial", "case"),
        ElementSpec("pending", "Processing", "case"),
        ElementSpec("men", "Men", "person"),
        ElementSpec("women", "Women", "person"),
        ElementSpec("accused", "Accused", "person", derived="prosecution.men + prosecution.women"),
        ElementSpec("minors", "Minors", "person", part_of="accused", role="minors"),
    ),
    rules=(RuleSpec("by_action", "adds_up", "cases", ("to_trial", "pending")),),
    title="Actions by the prosecution",
)
OFFENCES = TableSpec(
    "offences",
    "II.C.1.1",
    "fixed",
    elements=(ElementSpec("victims", "Victims", "person"),),
    options=(
        OptionSpec("tip", "Trafficking", is_group=True),
        OptionSpec("export", "Illegal export", group="tip"),
        OptionSpec("smuggling", "Smuggling", group="tip"),
        OptionSpec("rescued", "Rescued"),
    ),
    rules=(
        RuleSpec(
            "rescued",
            "not_more",
            "offences[tip].victims",
            ("offences[rescued].victims",),
            message="More were rescued than there are victims.",
        ),
    ),
    title="Offences",
)


def values(**cells):
    """forums__persons=800 or cases=3; None is left blank, "NA" is not available."""
    found = {}
    for name, number in cells.items():
        option, _, element = name.rpartition("__")
        value = Value(None, True) if number == "NA" else Value(number and Decimal(number))
        found[CellKey(option or None, element)] = value if number != 0 else Value(Decimal(0))
    return found


def words(table, given, previous=None):
    return [one.words() for one in check_report(table, given, previous)]


def test_a_part_more_than_its_whole():
    [finding] = check_report(FORUMS, values(forums__persons=800, forums__females=812))
    assert finding.words() == (
        "Females (812) are more than participants (800) in Public forums. Correct one of them."
    )
    assert (finding.rule, finding.severity) == ("part_exceeds_whole", "error")
    assert finding.cells == ("direct_publicity[forums].females", "direct_publicity[forums].persons")
    assert finding.entered == 812


def test_what_is_right_says_nothing():
    right = values(forums__times=3, forums__persons=800, forums__females=800, publicity__times=0)
    assert words(FORUMS, right) == []
    assert words(FORUMS, {}) == []


def test_a_finding_can_be_stored_and_translated():
    [finding] = check_report(FORUMS, values(forums__persons=33976, forums__females=40000))
    stored = plain_params(finding.params)
    assert in_words(finding.template, stored) == finding.words()
    khmer = {"Females": "ស្រី", finding.template: "%(part)s %(part_number)s > %(whole_number)s"}
    assert finding.words(lambda text: khmer.get(text, text)) == "ស្រី 40,000 > 33,976"


def test_females_missing():
    assert words(FORUMS, values(publicity__persons=2586)) == [
        "Publicity: participants 2,586, but females are not given. "
        "Give their number, or say that it is not available."
    ]
    for females in ("NA", 0, 12):
        assert words(FORUMS, values(publicity__persons=2586, publicity__females=females)) == []
    assert words(FORUMS, values(publicity__persons=0)) == []


def test_a_part_without_its_whole():
    assert words(FORUMS, values(forums__females=12)) == [
        "Public forums gives females (12) but not participants."
    ]
    assert words(FORUMS, values(forums__females=12, forums__persons="NA")) == []


def test_less_than_nothing():
    [finding] = check_report(FORUMS, values(forums__times=-37))
    assert finding.words() == "Times in Public forums is -37. A count cannot be less than 0."
    assert finding.severity == "error"


def test_parts_that_do_not_add_up():
    assert words(COURTS, values(cases=312, to_trial=10, pending=303)) == [
        "Cases in Actions by the prosecution: 312. "
        "But Submitted for trial, Processing add up to 313. Correct one of them."
    ]
    assert words(COURTS, values(cases=313, to_trial=10, pending=303)) == []


def test_a_blank_part_is_unknown_not_nothing():
    assert words(COURTS, values(cases=312, to_trial=10)) == []
    assert len(words(COURTS, values(cases=312, to_trial=400))) == 1
    assert words(COURTS, values(to_trial=400)) == []


def test_a_derived_whole_is_computed():
    assert words(COURTS, values(men=5, women=2, minors=7)) == []
    assert words(COURTS, values(men=5, women=2, minors=8)) == [
        "Minors (8) are more than accused (7) in Actions by the prosecution. Correct one of them."
    ]


def test_rules_between_rows_and_groups():
    given = values(export__victims=6, smuggling__victims=3, rescued__victims=10)
    assert words(OFFENCES, given) == [
        "More were rescued than there are victims. Offences: 9 and 10."
    ]
    assert (
        words(OFFENCES, values(export__victims=7, smuggling__victims=3, rescued__victims=10)) == []
    )


def test_derived_columns_that_lead_in_a_circle_have_no_number():
    circle = TableSpec(
        "t",
        "I",
        "single",
        elements=(
            ElementSpec("a", "A", derived="t.b"),
            ElementSpec("b", "B", derived="t.a"),
            ElementSpec("c", "C", part_of="a"),
        ),
    )
    assert [one.rule for one in check_report(circle, values(c=1))] == ["part_alone"]


def test_other_tables_are_asked_for():
    table = TableSpec(
        "t", "I", "single", "",
        elements=(ElementSpec("part", "Part"),),
        rules=(RuleSpec("r", "not_more", "other.whole", ("t.part",), message="Too many."),),
        title="Tables",
    )  # fmt: skip
    assert check_report(table, values(part=5)) == []
    [found] = check_report(table, values(part=5), elsewhere=lambda reference: Decimal(4))
    assert found.words() == "Too many. Tables: 4 and 5."


def test_open_rows_go_by_their_titles():
    table = TableSpec("m", "I", "open", elements=FORUMS.elements, title="Meetings")
    given = {
        CellKey(None, "persons", "e1"): Value(Decimal(5)),
        CellKey(None, "females", "e1"): Value(Decimal(6)),
    }
    [named] = check_report(table, given, entry_labels={"e1": "Launch in Kandal"})
    [unnamed] = check_report(table, given)
    assert "in Launch in Kandal." in named.words()
    assert "in Meetings." in unnamed.words()
    assert named.cells == ("m{e1}.females", "m{e1}.persons")


def test_odd_prints_are_asked_about():
    given = {CellKey("forums", "persons"): Value(Decimal(33976), printed="33.976")}
    given |= {CellKey("forums", "females"): Value(Decimal(5), printed="05")}
    assert words(FORUMS, given) == [
        "Participants in Public forums: the number is written 33.976. "
        "It has a point where a comma belongs."
    ]


def test_last_period_s_figures_again():
    before = values(publicity__times=1884, publicity__persons=77052, publicity__females=46553)
    before |= values(forums__times=3195, forums__persons=151221, forums__females=76673)
    again = values(publicity__times=1891, publicity__persons=77576, publicity__females=46939)
    again |= values(forums__times=3196, forums__persons=151451, forums__females=76708)
    assert "nearly digit for digit" in words(FORUMS, again, before)[0]
    again |= values(forums__persons=99000)
    assert words(FORUMS, again, before) == []


def test_errors_come_first():
    given = values(publicity__persons=5, forums__persons=800, forums__females=812)
    assert [one.severity for one in check_report(FORUMS, given)] == ["error", "warning"]


def test_a_group_that_is_part_of_another_table_cannot_be_more_than_it():
    details = TableSpec(
        "details",
        "II.D",
        "fixed",
        elements=(ElementSpec("persons", "Persons", "person"),),
        options=(
            OptionSpec("sender", "Sent by", is_group=True),
            OptionSpec("departments", "Departments", group="sender"),
            OptionSpec("partners", "Partners", group="sender"),
        ),
        rules=(RuleSpec("of_all", "not_more", "all.persons", ("details[sender].persons",)),),
        title="By sender",
    )
    given = {
        CellKey("departments", "persons"): Value(Decimal(78)),
        CellKey("partners", "persons"): Value(Decimal(293)),
    }

    def found(number):
        whole = {CellKey(None, "persons"): Value(None if number is None else Decimal(number))}
        return check_report(details, given, elsewhere=entered_in({"all": whole, "details": given}))

    assert found(371) == found(400) == found(None) == []
    [finding] = found(370)
    assert (finding.rule, finding.severity) == ("part_exceeds_whole", "error")
    assert finding.cells == ("all.persons", "details[sender].persons")
    assert (finding.entered, finding.computed) == (370, 371)
