"""`figures.csv` and `discrepancies.csv`, read again by another reader."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from reporting.document.csv_files import plain_number, write_discrepancies, write_figures
from reporting.document.listing_rows import DiscrepancyRow, FigureRow

FIGURE = FigureRow(
    section="II.B.1.3",
    table="direct_publicity",
    row="publicity",
    row_label='Publicity, "direct"',
    column="females",
    column_label="ស្រី",
    organisation_unit="KH-08",
    organisation_unit_name="Kandal",
    period="2020",
    value=33976,
    received=11,
    expected=12,
    reports=("KH-08 202001 r1", "KH-08 202002 r2"),
)
DISCREPANCY = DiscrepancyRow(
    kind="odd_number",
    severity="low",
    section="II.B.1.3",
    table="direct_publicity",
    organisation_unit="",
    period="2020",
    cells=("a.times", "b.times"),
    printed="-37",
    computed=Decimal("1E+3"),
    message="=cmd|' /C calc'!A0",
)


def written(*figures: FigureRow, for_excel: bool = False) -> bytes:
    out = io.BytesIO()
    write_figures(figures, out, for_excel=for_excel)
    return out.getvalue()


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_columns_of_figures():
    assert written() == (
        b"section,table,row,row_label,column,column_label,organisation_unit,"
        b"organisation_unit_name,period,value,received,expected,reports,not_explained,status\r\n"
    )


def test_a_figure_reads_back():
    [row] = read(written(FIGURE))
    assert row["row_label"] == 'Publicity, "direct"'
    assert row["column_label"] == "ស្រី"
    assert (row["value"], row["received"], row["expected"]) == ("33976", "11", "12")
    assert row["reports"] == "KH-08 202001 r1; KH-08 202002 r2"


@pytest.mark.parametrize(("value", "text"), [(None, ""), ("NA", "NA"), (0, "0"), (-5, "-5")])
def test_missing_is_not_zero(value, text):
    [row] = read(written(replace(FIGURE, value=value)))
    assert row["value"] == text


def test_the_mark_for_excel_comes_only_when_asked_for():
    assert written(FIGURE, for_excel=True) == b"\xef\xbb\xbf" + written(FIGURE)


@pytest.mark.parametrize("text", ["=1+1", "+a", "-a", "@a", "\ta", "\ra", "\n=a", " =a", "＝a"])
def test_text_does_not_run(text):
    [row] = read(written(replace(FIGURE, row_label=text)))
    assert row["row_label"] == f"'{text}"


def test_discrepancies():
    out = io.BytesIO()
    write_discrepancies([DISCREPANCY], out)
    assert out.getvalue().startswith(
        b"kind,severity,section,table,organisation_unit,period,cells,printed,computed,message,"
        b"state,explanation,footnote\r\n"
    )
    [row] = read(out.getvalue())
    assert (row["printed"], row["computed"]) == ("-37", "1000")
    assert row["cells"] == "a.times; b.times"
    assert row["message"].startswith("'=")


def test_control_characters_are_dropped():
    [row] = read(written(replace(FIGURE, row_label="a\x00b\x0bc")))
    assert row["row_label"] == "abc"


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_only_finite_numbers(value):
    with pytest.raises(ValueError, match="not a figure"):
        plain_number(value)


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "figures.csv"
    write_figures([FIGURE], target)
    before = target.read_bytes()
    with pytest.raises(ValueError, match="not a figure"):
        write_figures([FIGURE, replace(FIGURE, value=Decimal("NaN"))], target)
    assert target.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["figures.csv"]
