"""All reports of a unit's year, each longer one with what its shorter ones give."""

from reporting.entry.component_periods.rules.component_reports import ReportDataRow
from reporting.entry.component_periods.rules.year_lines import lines, year_of_reports
from reporting.kernel.periods import Period
from tests.reporting.entry.component_sample import FORUMS, MEETINGS, MONTHS, fixed, listed, value


def side_by_side(spec, columns, *reports, accepted=None):
    report_data = {one.period: one for one in reports}
    codes = [Period.parse(one) for one in columns]
    chosen = report_data if accepted is None else {Period.parse(one) for one in accepted}
    return list(lines(spec, year_of_reports(2021, report_data, chosen, codes)))


def test_a_year_side_by_side():
    reports = [fixed(month, forums_persons=10) for month in MONTHS[:6]]
    reports += [fixed("2021Q1", forums_persons=33), fixed("2021S1", forums_persons=63)]
    [line] = side_by_side(FORUMS, ["2021Q1", "2021Q2", "2021S1", "2021"], *reports)

    assert line.months == value(60)
    shown = [(one.reported, one.computed, one.differs) for one in line.columns]
    assert shown == [
        (value(33), value(30), True),
        (None, value(30), False),  # there is no such report yet
        (value(63), value(63), False),  # the first quarter and three months
        (None, value(63), False),  # the semester stands for the year
    ]
    assert line.columns[0].cell == "publicity[forums].persons"
    assert line.differs


def test_what_is_not_accepted_is_shown_but_adds_nothing():
    reports = [fixed("202101", forums_persons=10), fixed("202102", forums_persons=5)]
    reports.append(fixed("2021Q1", forums_persons=15))
    [line] = side_by_side(FORUMS, ["2021Q1", "2021"], *reports, accepted=["202101"])

    assert line.months == value(10)
    assert [one.reported for one in line.columns] == [value(15), None]
    assert [one.computed for one in line.columns] == [value(10), value(10)]


def test_open_rows_side_by_side():
    reports = [
        listed("202101", (ReportDataRow("ra", "APLE"), 2)),
        listed("202102", (ReportDataRow("rb", "aple"), 3)),
        listed("2021Q1", (ReportDataRow("rc", "APLE"), 6), (ReportDataRow("rd", "ILO"), 1)),
    ]
    aple, ilo = side_by_side(MEETINGS, ["2021Q1"], *reports)
    assert (aple.months, aple.columns[0].reported) == (value(5), value(6))
    assert not aple.differs  # March is missing: more is possible
    assert (ilo.months, ilo.columns[0].computed) == (None, None)
