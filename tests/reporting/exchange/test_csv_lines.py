"""A CSV as people save it: how it is encoded, separated and quoted, and what is wrong, by line."""

import pytest

from reporting.exchange.forms.csv_lines import read_csv

COLUMNS = ("unit", "period", "value")
GOOD = "unit,period,value\nKH-08,2021-03,12\n"


def read(content):
    file = read_csv(content.encode() if isinstance(content, str) else content, COLUMNS)
    return [tuple(line.values[name] for name in COLUMNS) for line in file.lines], [
        f"line {one.line}: {one.words}" for one in file.errors
    ]


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        GOOD.encode("utf-8-sig"),
        GOOD.encode("utf-16"),
        b"\xfe\xff" + GOOD.encode("utf-16-be"),
        GOOD.replace(",", "\t").encode("utf-16"),  # what Excel calls Unicode text
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        "sep=;\n" + GOOD.replace(",", ";"),
        "SEP=,\r\n" + GOOD.replace("\n", "\r\n"),
        "sep=|\n" + GOOD.replace(",", "|"),
        "sep=\t\n" + GOOD.replace(",", "\t"),
        GOOD.replace("\n", "\r"),
        "\n\n" + GOOD + "\n,,\n",
        "Unit,PERIOD, Value \nKH-08,2021-03,12",
        "\u200bunit,\u00a0period,value\ufeff\nKH-08\u200b,\u00a02021-03,12\u200b",
        "value,period,unit\n12,2021-03,KH-08",
        '"unit","period","value"\n"KH-08","2021-03","12"',
        "unit,period,value,,\nKH-08,2021-03,12,,",
    ],
)
def test_what_a_program_saves_is_read(content):
    assert read(content) == ([("KH-08", "2021-03", "12")], [])


@pytest.mark.parametrize(
    ("content", "errors"),
    [
        ("", ["line 1: There are no headings: the file is empty."]),
        ("sep=;\n", ["line 1: There are no headings: the file is empty."]),
        (
            "unit,period,value\nKH-08,2021-03,1,234\nKH-08,2021-03\nKH-08,2021-03,5,\n",
            [
                "line 2: It has 4 values for 3 headings. For the number 1,234 write 1234, or "
                '"1,234" in quotes.',
                "line 3: It has 2 values for 3 headings.",
                "line 4: It has 4 values for 3 headings.",
            ],
        ),
        (
            "value,unit,period\n1,234,567,KH-08,2021-03\n",
            [
                "line 2: It has 5 values for 3 headings. For the number 1,234,567 write 1234567, "
                'or "1,234,567" in quotes.'
            ],
        ),
        (
            "unit;period;value\nKH-08,2021-03,1\n",
            [
                "line 2: It has 1 value for 3 headings. It is separated by “,”, the headings are "
                "by “;”."
            ],
        ),
        (
            "sep=;\nunit;period;value\nKH-08;2021-03;1;234\n",
            ["line 3: It has 4 values for 3 headings."],
        ),
        (
            "unit,period,value,\nKH-08,2021-03,1,234\n",
            ["line 2: “234” stands under no heading."],
        ),
        (
            "unit,period,value,value\nKH-08,2021-03,1,2\n",
            ["line 1: The heading “value” stands 2 times: which one counts?"],
        ),
        (
            "unit,period,value,remark,valu\nKH-08,2021-03,1,2,3\n",
            [
                "line 1: There is no column “remark”.",
                "line 1: There is no column “valu”. Did you mean value?",
            ],
        ),
        (
            "unit,perod,value\nKH-08,2021-03,1,2\n",
            [
                "line 1: The first line has to name the columns unit, period, value; period is "
                "missing.",
                "line 1: There is no column “perod”. Did you mean period?",
                "line 2: It has 4 values for 3 headings.",
            ],
        ),
        (
            "unit|period|value\nKH-08|2021-03|1\n",
            ["line 1: The headings are separated by “|”: use a comma, “;” or a tab."],
        ),
        (
            'unit,period,value\nKH-08,"2021-03,1\nKH-08,2021-04,2\nKH-08,2021-05,"3"x\n',
            [
                "line 2: period: a quote is opened in this line and not closed in it.",
                "line 4: After a closing quote comes something else. Write a quote in a text "
                "twice.",
            ],
        ),
        (
            "unit,period,value\nKH-08,2021-03,\0\x0712\n",
            [
                "line 2: value: there is a character in it that cannot be seen (NUL).",
                "line 2: value: there is a character in it that cannot be seen (U+0007).",
            ],
        ),
        (
            "unit,period,value\nKH-08,2021-03," + "1" * 140_000,
            ["line 2: A value in this line is far too long."],
        ),
        (
            "unit,period,value\nTakéo,2021-03,1\nKH-08,2021-03,5\nKratié,2021-03,1".encode(
                "cp1252"
            ),
            [
                "line 2: This line is not in UTF-8 but, it seems, in Windows-1252 "
                "(“Takéo”). Save the file in Excel as “CSV UTF-8”.",
                "line 4: This line is not in UTF-8 but, it seems, in Windows-1252 "
                "(“Kratié”). Save the file in Excel as “CSV UTF-8”.",
            ],
        ),
        (
            b"unit,period,value\nTak\x81o,2021-03,1",
            ["line 2: This line is not in UTF-8. Save the file in Excel as “CSV UTF-8”."],
        ),
        (
            GOOD.encode("utf-16-le"),
            ["line 1: The file is in UTF-16 without its mark. Save it in Excel as “CSV UTF-8”."],
        ),
        (
            GOOD.encode("utf-32"),
            ["line 1: The file is in UTF-32. Save it in Excel as “CSV UTF-8”."],
        ),
        (GOOD.encode("utf-16")[:-3], ["line 2: This line is not whole in UTF-16."]),
        (
            b"PK\x03\x04whatever",
            ["line 1: This is a workbook. Save its sheet in Excel as “CSV UTF-8”."],
        ),
    ],
)
def test_what_is_wrong_is_said_all_at_once_with_its_line(content, errors):
    _lines, found = read(content)
    assert found == errors


def test_nothing_is_read_under_headings_that_are_not_clear():
    assert read("unit,period,value,value\nKH-08,2021-03,1,2\n")[0] == []
    assert read("unit,period\nKH-08,2021-03\n")[0] == []
